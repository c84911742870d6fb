/** Quantified targets: reached, exceeded and missed in either direction, in words; what a list and a report may not say. */
import { NO_BASELINE, NO_FIGURE, readTargets } from '../../../core/ledger/sheet/target-words.js';
import {
  percentReached,
  standingOfTarget,
  standingWords,
  targetsWords,
  targetWords,
  wrongReadings,
  wrongTargets,
} from '../../../core/ledger/targets.js';

const waiting = { name: '等候时间', unit: '分钟', baseline: 25, goal: 10 };
const satisfied = { name: '满意率', unit: '%', baseline: 85, goal: 98 };

describe('a target', () => {
  test('says from where to where, whichever way', () => {
    expect([waiting, satisfied].map(targetWords)).toEqual(['等候时间：由 25 分钟降到 10 分钟', '满意率：由 85% 升到 98%']);
  });

  test.each([
    [waiting, 15, false, 'short', '还差 5 分钟'],
    [waiting, 10.002, false, 'short', '还差 0.002 分钟'],
    [waiting, 10, false, 'reached', '已达到目标'],
    [waiting, 8, false, 'exceeded', '超额完成，比目标低 2 分钟'],
    [waiting, 15, true, 'missed', '没有达到，差 5 分钟'],
    [satisfied, 99.5, true, 'exceeded', '超额完成，比目标高 1.5 个百分点'],
    [satisfied, 90, false, 'short', '还差 8 个百分点'],
    [waiting, undefined, false, 'none', '还没有读数'],
    [waiting, undefined, true, 'missed', '没有达到，一次读数也没有'],
  ] as const)('%j at %s (over: %s) is %s', (target, value, isOver, standing, words) => {
    expect([standingOfTarget(target, value, isOver), standingWords(target, value, isOver)]).toEqual([standing, words]);
  });

  test('that goes nowhere, or stands there twice, is refused; so is a reading of none', () => {
    expect(wrongTargets([{ ...waiting, goal: 25 }])).toMatch(/看不出要升还是要降/);
    expect(wrongTargets([waiting, waiting])).toMatch(/写了两次/);
    expect(wrongReadings([waiting], [{ target: '满意率', value: 90 }])).toMatch(/已没有“满意率”/);
    expect(wrongReadings([waiting], [{ target: '等候时间', value: 12 }])).toBeNull();
  });
});

test('how much of the way is done, beyond the goal and the wrong way too', () => {
  expect([25, 17, 10, 8, 30].map((last) => percentReached(waiting, last))).toEqual([0, 53, 100, 113, 0]);
  expect(percentReached(satisfied, 91.5)).toBe(50);
});

describe('the cells of 量化指标', () => {
  const read = (targets: string, baseline = '', goal = '', goalUnit = '') => readTargets({ targets, baseline, goal, goalUnit });
  const kept = (targets: readonly object[], dayWords: string | null = null) => ({ targets, lacks: null, dayWords });

  test.each([
    '等候时间：由 25 分钟降到 10 分钟',
    '1、等候时间由25分钟压缩至10分钟以内',
    '等候时间，从２５降为１０分钟左右',
    '等候时间 25→10 分钟',
    '等候时间：自25分钟缩短到10',
  ])('%s', (text) => expect(read(text)).toEqual(kept([waiting])));

  test('several, with their day, and as they are written out', () => {
    expect(read('等候时间由25分钟降到10分钟（2026年12月底前）；满意率由85％提升至98％以上')).toEqual(kept([waiting, satisfied], '2026年12月底前'));
    expect(read(targetsWords([waiting, satisfied]))).toEqual(kept([waiting, satisfied]));
    expect(read('资金由1,200.5万元压降到-3万元')).toEqual(kept([{ name: '资金', unit: '万元', baseline: 1200.5, goal: -3 }]));
  });

  test('side by side in columns, one or several under each other', () => {
    expect(read('等候时间', '25', '10', '分钟')).toEqual(kept([waiting]));
    expect(read('等候时间', '25分钟', '≤10分钟')).toEqual(kept([waiting]));
    expect(read('等候时间\n满意率', '25\n85', '10\n不低于98', '分钟\n%')).toEqual(kept([waiting, satisfied]));
    expect(read('', '25', '10')).toEqual(kept([{ name: '量化指标', unit: '', baseline: 25, goal: 10 }]));
  });

  test('without where it begins, or without a figure, is said and stops nothing; an empty cell says nothing', () => {
    expect(read('')).toEqual({ targets: null, lacks: null, dayWords: null });
    for (const lacking of [read('满意率不低于98%'), read('满意率', '', '98%'), read('满意率达到 98%以上，2026年12月底前')])
      expect(lacking).toMatchObject({ targets: null, lacks: NO_BASELINE });
    expect(read('形成制度汇编')).toMatchObject({ targets: null, lacks: NO_FIGURE });
    expect(read('满意率', '85%', '')).toMatchObject({ targets: null, lacks: NO_FIGURE });
  });

  test.each([
    [read('等候时间由25分钟降到10小时'), /前后的单位不一样/],
    [read('等候时间25、10、7次'), /看不出由多少到多少/],
    [read('等候时间', '25', '尽快10批', '分钟'), /“尽快10批”不是一个数/],
    [read('等候时间', '25分钟', '10', '小时'), /单位写了“小时”和“分钟”/],
    [read('等候时间\n满意率', '25', '10'), /2 个，基准值 1 个，目标值 1 个/],
    [read('等候时间由25分钟降到25分钟'), /看不出要升还是要降/],
    [read('等候时间由25降到10；等候时间由25降到9'), /写了两次/],
    [read(`${'长'.repeat(31)}由25降到10`), /超过 30 个字/],
    [read('长'.repeat(601)), /超过 600 个字/],
  ])('what cannot be read is a fault: %#', (said, fault) => expect(said).toMatchObject({ fault: expect.stringMatching(fault) }));
});
