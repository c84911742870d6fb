/** Whatever people typed: within every platform's limits, shown as typed, and never acting as markup or a mention. */
import fc from 'fast-check';
import { appMessageBody } from '../../../bot/channels/wecom/app-card.js';
import { cut, literal, withinBytes } from '../../../bot/chat/fit.js';
import { groupMessage } from '../../../bot/chat/group-message.js';
import type { MessageWords } from '../../../bot/services.js';
import { groupCounts } from '../../../core/notice/group-counts.js';
import { rosterOf } from '../../../core/people/roster.js';
import { addDays, instantAt } from '../../../core/time/day.js';
import { aTask, CENTRE, dueOn } from '../../support/make.js';
import { cardFault, cardText } from '../../support/fake-wecom-card.js';
import { afterAct, aroundAt, momentAt, morningOf } from './morning.js';

const NAUGHTY = [
  '@all 请立即处理',
  '<@zhangsan> 您好',
  '[点这里](http://evil.test)',
  '**粗** `码` # 题 > 引 ~删~ | 表',
  '<font color="warning">红</font>',
  '第一行\n第二行\r\n第三行\t末',
  '反\u202e序\u2066字',
  '👩‍👩‍👧‍👦'.repeat(20),
  '',
  '   ',
  '字'.repeat(3_000),
  '\\[x\\](y)',
  '{{template}} ${expr} %s',
];

const bytes = (text: string) => Buffer.byteLength(text);

function expectWithinLimits(message: MessageWords): void {
  expect(bytes(message.text)).toBeLessThanOrEqual(2_048);
  expect(bytes(message.markdown ?? '')).toBeLessThanOrEqual(4_096);
  expect([...(message.card?.title ?? '')].length).toBeLessThanOrEqual(26);
  expect([...(message.card?.subtitle ?? '')].length).toBeLessThanOrEqual(112);
  expect(message.card?.lines.length).toBeLessThanOrEqual(6);
  expect(message.card?.links.length).toBeLessThanOrEqual(3);
  for (const { key, value } of message.card?.lines ?? []) {
    expect([...key].length).toBeLessThanOrEqual(5);
    expect(key).not.toMatch(/\s/);
    expect([...value].length).toBeLessThanOrEqual(26);
  }
  expectTakenByWecom(message);
}

/** As a card nothing of it is shortened, and WeCom takes it; else it goes as a text that WeCom takes. */
function expectTakenByWecom(message: MessageWords): void {
  for (const isReceiving of [true, false]) {
    const body = appMessageBody({ id: 'm1', ...message }, { userId: 'HE', agentId: '1000002', isReceiving, purpose: 'message' });
    const sent = body[String(body['msgtype'])] as Readonly<Record<string, unknown>>;
    if (body['msgtype'] === 'text') {
      expect(bytes(String(sent['content']))).toBeLessThanOrEqual(2_048);
      continue;
    }
    expect(cardFault(sent)).toBeNull();
    const shown = cardText(sent);
    for (const part of [message.card?.title, message.card?.subtitle, message.card?.foot, ...(message.card?.lines ?? []).map(({ value }) => value)]) {
      expect(shown).toContain(part ?? '');
    }
  }
}

/** What is left of the markdown once our own links are taken out holds no markup of anybody else. */
const foreignMarkup = (markdown: string) =>
  markdown
    .replaceAll(/\[[^\]]*\]\(https:\/\/duban\.test[^)]*\)/g, '')
    .replaceAll(/^(### |> )/gm, '')
    .match(/[<>@[\]`*#]|\]\(/g);

describe('limits', () => {
  const typed = fc.oneof(fc.constantFrom(...NAUGHTY), fc.string({ unit: 'grapheme', maxLength: 200 }));

  test('a digest of any size, over any measures, keeps every platform’s room', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(typed, fc.integer({ min: -150, max: 7 })), { minLength: 1, maxLength: 40 }), (list) => {
        const tasks = list.map(([measure, days]) => aTask({ measure, ...dueOn(addDays('2026-12-22', days)) }));
        for (const reader of ['he', 'chen', 'gao', 'fang', 'song']) {
          const message = morningOf(reader, tasks, { day: '2026-12-22' });
          if (message !== null) expectWithinLimits(message);
          expect(foreignMarkup(message?.markdown ?? '')).toBeNull();
        }
      }),
      { numRuns: 25 },
    );
  });

  test.each(NAUGHTY.map((reason) => [reason.slice(0, 12), reason]))(
    'a return with the reason %j stays within the limits and cannot mention or link',
    (_name, reason) => {
      const before = aTask({ status: 'submitted', submittedBy: 'he', submittedAt: instantAt('2026-12-18', '10:00') });
      const after = aTask({ id: before.id, deadlineNumber: 2, version: 2, amendBy: '2026-12-25', measure: reason });
      const message = afterAct('he', { before, after, action: { kind: 'return', reason }, by: 'lin' }, { day: '2026-12-18', time: '14:00' });
      if (message === null) throw new Error('a return without a message');
      expectWithinLimits(message);
      expect(foreignMarkup(message.markdown ?? '')).toBeNull();
      expect(message.text.split('\n').at(-1)).toMatch(/^查看任务：https:\/\/duban\.test\/#\/pages\/task\/index\?id=/);
    },
  );

  test('what was typed is shown as typed in text and on the card', () => {
    const message = morningOf('he', [aTask({ measure: '@all <b>“潮汐”[1]', ...dueOn('2026-12-20') })], { day: '2026-12-17' });
    expect(message?.card?.title).toBe('还剩 3 天：@all <b>“潮汐”[1]');
    expect(message?.text).toContain('还剩 3 天：@all <b>“潮汐”[1]');
    expect(message?.markdown).toContain('＠all ＜b＞“潮汐”［1］');
  });

  test('lines that have no room are counted, and the link stays', () => {
    const text = withinBytes(
      ['头'],
      Array.from({ length: 50 }, (_, index) => `第${index}项`.repeat(10)),
      ['尾', 'https://duban.test'],
      2_048,
      (rest) => `另有 ${rest} 项`,
    );
    const shown = text.split('\n').filter((line) => line.startsWith('第')).length;
    expect(text).toContain(`另有 ${50 - shown} 项`);
    expect(text.endsWith('https://duban.test')).toBe(true);
    expect(bytes(text)).toBeLessThanOrEqual(2_048);
  });

  test('a cut ends in … and never splits an emoji', () => {
    expect(cut('增设“潮汐窗口”，高峰时段不少于 4 个', 10)).toBe('增设“潮汐窗口”，…');
    expect(cut('一👩‍👩‍👧‍👦二三四五六七八九', 6)).toBe('一…');
    expect(cut('够短', 10)).toBe('够短');
    expect(literal('a_b\n<@x>')).toBe('a＿b ＜＠x＞');
  });
});

describe('a group’s digest', () => {
  const moment = momentAt({ day: '2026-12-22' });
  const around = aroundAt({ day: '2026-12-22' });
  const tasks = [
    aTask(dueOn('2026-12-11')),
    aTask({ unitId: 'other', ...dueOn('2026-12-22') }),
    aTask(dueOn('2026-12-24')),
    aTask({ unitId: 'other', ...dueOn('2027-02-01') }),
    aTask({ status: 'submitted', submittedAt: instantAt('2026-12-21', '10:00'), ...dueOn('2026-12-01') }),
  ];

  test('carries units, counts and one link, the most urgent unit first, and names nobody', () => {
    const message = groupMessage('office', groupCounts(tasks, moment), false, around);
    expect(message.markdown?.split('\n')).toEqual([
      '### 今日督办：逾期 1 项、今天到期 1 项、7 天内 1 项',
      '> **政务服务科** 逾期 1 项（最长 11 天）、7 天内 1 项',
      '> **综合科** 今天到期 1 项',
      '',
      '另有 1 项等待审核。有 2 项提醒后没有回应（未确认）。请责任单位按时限填报进展。',
      '[查看台账](https://duban.test/#/pages/ledger/index)',
    ]);
    for (const { name } of CENTRE.people) expect(JSON.stringify(message)).not.toContain(name);
    expect(message.card?.lines).toEqual([
      { key: '逾期', value: '政务服务科 1 项，最长 11 天，7 天内 1 项' },
      { key: '今天到期', value: '综合科 1 项' },
    ]);
    expectWithinLimits(message);
  });

  test('proposes listed supervision to the leading group', () => {
    const message = groupMessage('leadingGroup', groupCounts(tasks, moment), false, around);
    expect(message.text).toMatch(/逾期满 7 天的有 1 项，按督办规则建议挂牌督办。/);
  });

  test('on the day a day off is carried to says just that, not that it is due today', () => {
    const monday = momentAt({ day: '2026-12-21' });
    const counts = groupCounts([aTask(dueOn('2026-12-20')), aTask({ unitId: 'other', ...dueOn('2026-12-21') })], monday);
    expect(
      groupMessage('office', counts, false, aroundAt({ day: '2026-12-21' }))
        .text.split('\n')
        .slice(0, 3),
    ).toEqual(['今日督办：顺延到今天 1 项、今天到期 1 项', '政务服务科：顺延到今天 1 项', '综合科：今天到期 1 项']);
  });

  test('of one unit says its counts once', () => {
    const own = tasks.filter(({ unitId }) => unitId === 'section');
    const message = groupMessage('unit:section', groupCounts(own, moment), false, around);
    expect(message.text.match(/7 天内 1 项/g)).toHaveLength(1);
    expect(message.text.split('\n')[0]).toBe('今日督办 · 政务服务科：逾期 1 项（最长 11 天）、7 天内 1 项');
    expect(message.card).toMatchObject({ title: '逾期 1 项、7 天内 1 项', subtitle: '政务服务科，最长逾期 11 天', lines: [] });
    expectWithinLimits(message);
  });

  test('of a hundred units, whatever their names, keeps the limits', () => {
    const units = Array.from({ length: 100 }, (_, index) => ({ id: `u${index}`, name: NAUGHTY[index % NAUGHTY.length] ?? '', parentId: null }));
    const many = units.map(({ id }) => aTask({ unitId: id, ...dueOn('2026-12-11') }));
    const message = groupMessage('office', groupCounts(many, moment), true, { ...around, roster: rosterOf([], units, []) });
    expectWithinLimits(message);
    expect(foreignMarkup((message.markdown ?? '').replaceAll('**', ''))).toBeNull();
    expect(message.text).toMatch(/另有 \d+ 个单位/);
  });

  test('with nothing left to say says so', () => {
    expect(groupMessage('office', groupCounts([], moment), false, around).text).toMatch(/^今日督办：没有逾期和 7 天内到期的任务/);
  });
});
