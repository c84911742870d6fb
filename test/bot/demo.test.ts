/** The demo's parts that need no base: its clock, its first moment, the shifted ledger. */
import { readFileSync } from 'node:fs';
import { openDemoClock } from '../../bot/demo/clock.js';
import { wordsFor } from '../../bot/demo/forward.js';
import { firstMoment, refuseOutsideHosts } from '../../bot/demo/demo.js';
import { LEDGER_TODAY, shiftedLedger, shiftedText } from '../../bot/demo/shift-ledger.js';
import { workbooks } from '../../bot/documents/workbooks.js';
import type { SettingStore } from '../../bot/services.js';
import { calendarOf } from '../../core/time/calendar.js';
import { instantAt } from '../../core/time/day.js';
import { HOLIDAYS } from '../../core/time/holidays.js';

const settings = (): SettingStore => {
  const kept = new Map<string, unknown>();
  return { get: async <T>(name: string) => (kept.get(name) ?? null) as T | null, set: async (name, value) => void kept.set(name, value) };
};

describe('the first moment', () => {
  test.each([
    ['a Sunday at 22:00', '2026-11-22', '22:00', '2026-11-23'],
    ['a workday in the afternoon', '2026-11-24', '15:00', '2026-11-24'],
    ['the first day of the National Day holiday', '2026-10-01', '09:00', '2026-10-08'],
  ])('from %s is 08:39:30 on a workday', (_name, day, time, expected) => {
    expect(firstMoment(instantAt(day, time))).toEqual(new Date(instantAt(expected, '08:39').getTime() + 30_000));
  });
});

describe('the demo’s clock', () => {
  test('runs as fast as the machine’s from where it was held', async () => {
    let machine = instantAt('2026-11-22', '22:00');
    const clock = await openDemoClock(settings(), { now: () => machine });
    clock.hold(instantAt('2026-11-23', '08:39'));
    machine = new Date(machine.getTime() + 60_000);
    expect(clock.now()).toEqual(instantAt('2026-11-23', '08:39'));
    clock.run();
    machine = new Date(machine.getTime() + 60_000);
    expect(clock.now()).toEqual(instantAt('2026-11-23', '08:40'));
    clock.halt();
  });

  test('goes on at a second start where the first one stopped', async () => {
    const store = settings();
    const first = await openDemoClock(store, { now: () => instantAt('2026-11-22', '22:00') });
    first.hold(instantAt('2026-12-01', '10:00'));
    await first.save();
    const second = await openDemoClock(store, { now: () => instantAt('2026-11-25', '07:00') });
    expect(second.now()).toEqual(instantAt('2026-12-01', '10:00'));
    second.halt();
  });
});

describe('the shifted ledger', () => {
  test.each([
    ['2026年12月15日前', '2026年12月18日前'],
    ['2026-12-30', '2027-01-02'],
    ['2026.12.31', '2027.01.03'],
    ['2026/11/30', '2026/12/03'],
    ['2026年11月底前', '2026年12月3日前'],
    ['反馈日期:2026年9月10日    填报日期:2026年10月9日', '反馈日期:2026年9月13日    填报日期:2026年10月12日'],
    ['立行立改', '立行立改'],
    ['平均排队时间由25分钟降至10分钟以内', '平均排队时间由25分钟降至10分钟以内'],
  ])('%s becomes %s', (text, expected) => {
    expect(shiftedText(text, 3)).toBe(expected);
  });

  test('keeps everything but its days, also in date cells', async () => {
    const bytes = readFileSync(new URL('../../bot/demo/政务服务中心整改台账.xlsx', import.meta.url));
    const [before] = await workbooks.read(bytes, 'a.xlsx');
    const [after] = await workbooks.read(shiftedLedger(bytes, 3), 'a.xlsx');
    expect(after?.merges).toEqual(before?.merges);
    expect(before?.rows.flat()).toContain('2026-10-31');
    expect(after?.rows.flat()).toContain('2026-11-03');
    expect(after?.rows.slice(2)).toEqual(before?.rows.slice(2).map((row) => row.map((cell) => shiftedText(cell, 3))));
    expect(after?.rows[1]?.[0]).toContain('反馈日期:2026年11月1日');
  });

  test('has a task late, one due that day and one due within a week', async () => {
    const bytes = readFileSync(new URL('../../bot/demo/政务服务中心整改台账.xlsx', import.meta.url));
    const [sheet] = await workbooks.read(bytes, 'a.xlsx');
    const words = sheet?.rows.map((row) => row[8] ?? '') ?? [];
    expect(LEDGER_TODAY).toBe('2026-11-25');
    expect(words).toEqual(expect.arrayContaining(['2026年11月20日', '2026年11月25日前', '2026/11/30']));
  });
});

test('on a day off the strip says what went out, and otherwise when the next messages come', () => {
  const mornings = { calendar: calendarOf(HOLIDAYS), speakFrom: '08:40' };
  const [from, midnight] = [instantAt('2026-11-27', '23:00'), instantAt('2026-11-28', '00:00')];
  expect(wordsFor(from, midnight, 8, mornings)).toBe('到了 11月28日（周六）00:00。发出了 8 条绿色通道消息（周末照常）。');
  expect(wordsFor(from, midnight, 0, mornings)).toBe('到了 11月28日（周六）00:00。周末不发督办消息，下一次最早在 11月30日（周一）08:40。');
  expect(wordsFor(instantAt('2026-10-01', '08:00'), instantAt('2026-10-02', '08:45'), 2, mornings)).toMatch(
    /发出了 2 条绿色通道消息（国庆节放假照常）/,
  );
  expect(wordsFor(from, midnight, 0, { ...mornings, speakFrom: '09:30' })).toMatch(/下一次最早在 11月30日（周一）09:30。$/);
});

test('a demo never reaches a robot outside this machine', () => {
  expect(() => refuseOutsideHosts(['127.0.0.1:8080', 'localhost', '[::1]:90'])).not.toThrow();
  expect(() => refuseOutsideHosts(['127.0.0.1.evil.example'])).toThrow('演示模式不能连接真实的群机器人');
  expect(() => refuseOutsideHosts(['qyapi.weixin.qq.com'])).toThrow('qyapi.weixin.qq.com');
});
