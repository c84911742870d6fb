/** Quantified targets: reached, exceeded and missed in either direction, in words; what a list and a report may not say. */
import { standingOfTarget, standingWords, targetWords, wrongReadings, wrongTargets } from '../../../core/ledger/targets.js';

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
