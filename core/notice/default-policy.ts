/**
 * The reminder policy of a new base (B1, B2, B5); the base may keep another. Offsets are days from the watched day. The
 * first rung of `sign` is the hand-out itself: two workdays before signing is due.
 */
import type { Policy } from './model.js';

export const DEFAULT_POLICY: Policy = {
  ladders: {
    due: {
      counts: 'calendar',
      rungs: [
        { offset: -7, to: ['owner'] },
        { offset: -3, to: ['owner'] },
        { offset: -1, to: ['owner'] },
        { offset: 0, to: ['owner'] },
        { offset: 1, to: ['leader'] },
        { offset: 3, to: ['principal', 'office'] },
        { offset: 7, every: 7, to: ['leadingGroup'] },
      ],
    },
    sign: {
      counts: 'workday',
      rungs: [
        { offset: -2, to: ['owner'] },
        { offset: 0, to: ['owner'] },
        { offset: 1, to: ['leader'] },
        { offset: 3, to: ['principal', 'office'] },
      ],
    },
    review: {
      counts: 'workday',
      rungs: [
        { offset: 0, to: ['reviewer'] },
        { offset: 1, to: ['reviewer', 'office'] },
      ],
    },
    amend: {
      counts: 'workday',
      rungs: [
        { offset: -1, to: ['owner'] },
        { offset: 0, to: ['owner'] },
        { offset: 1, to: ['leader'] },
      ],
    },
    monthly: {
      counts: 'calendar',
      rungs: [
        { offset: 0, to: ['owner'] },
        { offset: 5, to: ['leader', 'office'] },
      ],
    },
    extension: {
      counts: 'workday',
      rungs: [
        { offset: 0, to: ['office'] },
        { offset: 1, to: ['office'] },
      ],
    },
    milestone: {
      counts: 'calendar',
      rungs: [
        { offset: -3, to: ['owner'] },
        { offset: 0, to: ['owner'] },
        { offset: 1, to: ['leader'] },
        { offset: 7, to: ['office'] },
      ],
    },
    callBack: {
      counts: 'workday',
      rungs: [
        { offset: 0, to: ['owner'] },
        { offset: 1, to: ['leader'] },
        { offset: 3, to: ['principal', 'office'] },
      ],
    },
  },
  workdaysFor: { immediate: 15, sign: 2, review: 3, amend: 5, extension: 3, callBack: 1, ticket: 15 },
  chain: ['department'],
  monthlyReportDay: 25,
  speak: { from: '08:40', until: '18:00' },
  repeats: 1,
  staleAfterDays: 14,
  mentions: false,
};
