/** Which policy a task follows where several could hold, and what a book says of itself in words. */
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { noticesOf, sweepReach } from '../../../core/notice/due-notices.js';
import type { Ladder, Rung } from '../../../core/notice/model.js';
import { bookFaults, bookOf, demandBook, type PolicyBook, type PolicyException, policyFor } from '../../../core/notice/policy-book.js';
import { bookLines, changesWords, ladderWords } from '../../../core/notice/policy-words.js';
import { rosterOf } from '../../../core/people/roster.js';
import type { Refusal } from '../../../core/refusal.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aTask, CENTRE, dueOn } from '../../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);

const dueLadder = (...rungs: readonly Rung[]): Ladder => ({ counts: 'calendar', rungs });
const exception = (kind: 'round' | 'unit' | 'task', id: string, offset: number): PolicyException => ({
  id: `${kind}-${id}`,
  scope: { kind, id },
  policy: {
    ladders: { ...DEFAULT_POLICY.ladders, due: dueLadder({ offset, to: ['owner'] }) },
    workdaysFor: { ...DEFAULT_POLICY.workdaysFor, review: Math.abs(offset) },
    chain: DEFAULT_POLICY.chain,
  },
});
const book = (...exceptions: readonly PolicyException[]): PolicyBook => ({ base: DEFAULT_POLICY, exceptions });
const task = aTask({ id: 'one', unitId: 'section', roundId: 'round', ...dueOn('2026-12-04') });
const offsetIn = (own: PolicyBook, of = task) => policyFor(own, of, roster).ladders.due.rungs[0]?.offset;

describe('the nearest exception', () => {
  const [round, centre, section, one] = [
    exception('round', 'round', -11),
    exception('unit', 'centre', -12),
    exception('unit', 'section', -13),
    exception('task', 'one', -14),
  ];

  test('task, then unit, then the unit above, then round, then everything', () => {
    expect(offsetIn(book(round, centre, section, one))).toBe(-14);
    expect(offsetIn(book(round, centre, section))).toBe(-13);
    expect(offsetIn(book(round, centre))).toBe(-12);
    expect(offsetIn(book(round))).toBe(-11);
    expect(offsetIn(book())).toBe(-7);
    expect(policyFor(book(), task, roster)).toBe(DEFAULT_POLICY);
  });

  test('does not reach a task beside its scope', () => {
    const elsewhere = aTask({ id: 'two', unitId: 'other', roundId: 'another' });
    expect(offsetIn(book(round, section, one), elsewhere)).toBe(-7);
    expect(offsetIn(book(round, centre, section, one), elsewhere)).toBe(-12);
  });

  test('replaces ladders and figures wholly; hours, report day and stillness stay those of everything', () => {
    const own = policyFor(book(one), task, roster);
    expect(own.ladders.due.rungs).toHaveLength(1);
    expect(own.workdaysFor.review).toBe(14);
    expect([own.speak, own.staleAfterDays, own.monthlyReportDay]).toEqual([
      DEFAULT_POLICY.speak,
      DEFAULT_POLICY.staleAfterDays,
      DEFAULT_POLICY.monthlyReportDay,
    ]);
  });

  test('is what notices go by', () => {
    const rungs = (own: PolicyBook) =>
      noticesOf(task, { now: instantAt('2026-11-24', '08:40'), book: own, calendar, roster }).map(({ rung }) => rung);
    expect(rungs(book())).toEqual([]);
    expect(rungs(book(section))).toEqual(['due-before-13', 'due-before-13-again-1']);
  });
});

describe('the reach of a sweep', () => {
  test('is that of the longest ladder of any exception', () => {
    expect(sweepReach(bookOf(DEFAULT_POLICY), calendar, '2026-11-24')).toBe('2026-12-01');
    expect(sweepReach(book(exception('task', 'one', -30)), calendar, '2026-11-24')).toBe('2026-12-24');
  });

  test('never stops short of what a group’s digest counts', () => {
    const short = { ...DEFAULT_POLICY, ladders: { ...DEFAULT_POLICY.ladders, due: dueLadder({ offset: 1, to: ['owner'] }) } };
    expect(sweepReach(bookOf(short), calendar, '2026-11-24')).toBe('2026-12-01');
  });
});

describe('a book with faults', () => {
  const there = () => true;

  test('names every one, with its field and its exception', () => {
    const bad = exception('unit', 'section', -13);
    const own: PolicyBook = {
      base: { ...DEFAULT_POLICY, staleAfterDays: 0, speak: { from: '18:00', until: '08:40' } },
      exceptions: [
        {
          ...bad,
          policy: {
            ladders: { ...bad.policy.ladders, due: dueLadder({ offset: 1, to: [] }, { offset: 2, every: 0, to: ['owner'] }) },
            workdaysFor: { ...bad.policy.workdaysFor, sign: -1 },
            chain: ['party', 'unit'],
          },
        },
      ],
    };
    const faults = bookFaults(own, there);
    expect(faults.map(({ exceptionId, at }) => [exceptionId, at])).toEqual([
      [null, 'speak.until'],
      [null, 'staleAfterDays'],
      ['unit-section', 'due.0'],
      ['unit-section', 'due.1'],
      ['unit-section', 'days.sign'],
      ['unit-section', 'chain'],
    ]);
    const refusal = (() => {
      try {
        demandBook(own, () => '政务服务科');
      } catch (error) {
        return error as Refusal;
      }
      return null;
    })();
    expect(refusal?.id).toBe('policy-faults');
    expect(refusal?.faults).toHaveLength(6);
    expect(refusal?.message).toMatch(/全部任务：最晚的发送时间.*政务服务科：“完成时限”的督办层级第 1 级没有写提醒谁/);
  });

  test('one scope twice, and a scope that is gone, are faults', () => {
    const twice = book({ ...exception('unit', 'section', -3), id: 'a' }, { ...exception('unit', 'section', -4), id: 'b' });
    expect(bookFaults(twice, there).map(({ at, message }) => [at, message])).toEqual([
      ['scope', '同一范围写了两条例外，请删除一条。'],
      ['scope', '同一范围写了两条例外，请删除一条。'],
    ]);
    expect(bookFaults(book(exception('round', 'gone', -3)), () => false).map(({ message }) => message)).toEqual([
      '例外所指的轮次、单位或任务已经不存在，请删除这条例外。',
    ]);
  });
});

describe('in words', () => {
  test('a ladder is a sentence', () => {
    expect(ladderWords('due', DEFAULT_POLICY.ladders.due)).toBe(
      '到期前 7 天、3 天、1 天和到期当天 → 责任人；逾期 1 天 → 责任领导；逾期 3 天 → 主要负责人、巡察办；逾期 7 天起每 7 天 → 领导小组',
    );
    expect(ladderWords('sign', DEFAULT_POLICY.ladders.sign)).toMatch(/^签收期限前 2 个工作日和签收期限当天 → 责任人；签收逾期 1 个工作日 → 责任领导/);
    expect(ladderWords('due', dueLadder())).toBe('不提醒');
  });

  test('what differs between two books is said rung by rung, and nothing where nothing differs', () => {
    const rungs = DEFAULT_POLICY.ladders.due.rungs.map((rung) => (rung.offset === 1 ? { ...rung, offset: 2 } : rung));
    const after: PolicyBook = {
      base: { ...DEFAULT_POLICY, ladders: { ...DEFAULT_POLICY.ladders, due: dueLadder(...rungs) }, speak: { from: '09:00', until: '18:00' } },
      exceptions: [exception('unit', 'section', -13)],
    };
    const words = changesWords(book(), after, () => '政务服务科');
    expect(words[0]).toBe('完成时限：取消“逾期 1 天 → 责任领导”，增加“逾期 2 天 → 责任领导”');
    expect(words[1]).toBe('发送时段由 08:40 至 18:00 改为 09:00 至 18:00');
    expect(words).toContain('新增例外：政务服务科');
    expect(changesWords(after, book(), () => '政务服务科')).toContain('删除例外：政务服务科');
    expect(changesWords(after, after, () => '')).toEqual([]);
    expect(bookLines(after, () => '政务服务科')).toContain('政务服务科 · 完成时限：到期前 13 天 → 责任人');
  });
});
