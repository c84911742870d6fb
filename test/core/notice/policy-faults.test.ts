/** A policy that cannot be followed is named fault by fault, and never reckoned with. */
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import type { Policy, Rung } from '../../../core/notice/model.js';
import { demandPolicy, policyFaults } from '../../../core/notice/policy-faults.js';

const withDue = (...rungs: readonly unknown[]): Policy => ({
  ...DEFAULT_POLICY,
  ladders: { ...DEFAULT_POLICY.ladders, due: { counts: 'calendar', rungs: rungs as readonly Rung[] } },
});

describe('a policy', () => {
  test('that comes with the house has no fault', () => {
    expect(policyFaults(DEFAULT_POLICY)).toEqual([]);
    expect(demandPolicy(DEFAULT_POLICY)).toBe(DEFAULT_POLICY);
  });

  test.each([
    [
      'recurs every 0 days',
      { offset: 7, every: 0, to: ['leadingGroup'] },
      '“完成时限”的督办层级第 1 级的重复间隔应为 1 到 366 天的整数，现在是“0”。',
    ],
    ['recurs before the day', { offset: -7, every: 7, to: ['owner'] }, '“完成时限”的督办层级第 1 级在时限之前，不能重复。'],
    ['has half a day', { offset: 0.5, to: ['owner'] }, '“完成时限”的督办层级第 1 级的天数应为 -366 到 366 的整数，现在是“0.5”。'],
    ['reaches nobody', { offset: 1, to: [] }, '“完成时限”的督办层级第 1 级没有写提醒谁。'],
    ['reaches somebody unknown', { offset: 1, to: ['leader', 'mayor'] }, '“完成时限”的督办层级第 1 级的提醒对象“mayor”不认识。'],
  ])('with a rung that %s says so', (_what, rung, fault) => {
    expect(policyFaults(withDue(rung))).toEqual([fault]);
  });

  test('with two rungs on one day says which', () => {
    expect(policyFaults(withDue({ offset: 1, to: ['owner'] }, { offset: 1, to: ['leader'] }))).toEqual(['“完成时限”的督办层级里天数“1”写了两次。']);
  });

  test.each([
    [{ speak: { from: '25:00', until: '18:00' } }, '最早的发送时间应在 00:00 到 23:59 之间，写成 08:40 这样，现在是“25:00”。'],
    [{ speak: { from: '08:40', until: '9:30' } }, '最晚的发送时间应在 00:00 到 23:59 之间，写成 08:40 这样，现在是“9:30”。'],
    [{ speak: { from: '18:00', until: '08:40' } }, '最晚的发送时间 08:40 应晚于最早的 18:00。'],
    [{ workdaysFor: { ...DEFAULT_POLICY.workdaysFor, review: -3 } }, '审核的工作日数应为 0 到 366 的整数，现在是“-3”。'],
    [{ monthlyReportDay: 31 }, '每月报告日应为 1 到 28 的整数，现在是“31”。'],
    [{ mentions: 'yes' }, '单位群里点不点名，应为是或否，现在是“yes”。'],
    [{ staleAfterDays: -1 }, '多少天没有更新算停滞，应为 1 到 366 的整数，现在是“-1”。'],
    [{ ladders: { ...DEFAULT_POLICY.ladders, spare: DEFAULT_POLICY.ladders.due } }, '督办层级“spare”不认识。'],
  ])('%j is said to be wrong', (facts, fault) => {
    expect(policyFaults({ ...DEFAULT_POLICY, ...facts })).toEqual([fault]);
  });

  test('with several faults names them all at once, and is refused with them', () => {
    const broken = { ...withDue({ offset: 7, every: 0, to: ['mayor'] }), monthlyReportDay: 0 };
    expect(policyFaults(broken)).toHaveLength(3);
    expect(() => demandPolicy(broken)).toThrow(
      expect.objectContaining({ id: 'policy-broken', message: expect.stringMatching(/^督办规则有 3 处错误/) }),
    );
  });

  test.each([[null], [undefined], ['policy'], [[]], [{}], [{ ladders: { due: { rungs: [null] } } }]])(
    'that is %j is refused, not followed',
    (stored) => {
      expect(policyFaults(stored).length).toBeGreaterThan(5);
    },
  );
});
