/** The outbox: notices on their way. Entering, looking for work, and looking up fates; leases are in `outbox-leases`. */
import type { ClientSession, Connection, QueryFilter, PipelineStage } from 'mongoose';
import type { NoticeDraft } from '../../core/notice/model.js';
import type { Outbox, WhichNotices } from '../services.js';
import { isDuplicate, joining } from './documents.js';
import type { Reached } from './outbox-attempts.js';
import { openLeases } from './outbox-leases.js';
import { besideThrough, isThrough, type LetGo, NO_SWEEP, openSweeps } from './outbox-sweeps.js';
import { keptNotice, type KeptNotice, noticeFate, outboxModels, plainNotice } from './outbox-models.js';

/** Ready at world time `now`; backing off is machine time and stays the server's business. */
const isDue = (now: Date, which: WhichNotices, letGo: LetGo): QueryFilter<KeptNotice> => ({
  state: 'waiting',
  ...letGo,
  ...(which === 'urgent' ? { urgent: true } : {}),
  notBefore: { $lte: now },
  merging: false,
  $expr: { $lte: ['$retryAt', '$$NOW'] },
});

/** Urgent before escalation before courtesy: where there is not room for all at once, the weightier goes first. */
const rank = { $cond: ['$urgent', 0, { $cond: [{ $eq: ['$unknown', 'again'] }, 1, 2] }] };

/** Of the lanes with due notices those that nobody holds; stops reading lanes when there are enough. */
const freeLanes = (now: Date, limit: number, which: WhichNotices, letGo: LetGo): PipelineStage[] => [
  { $match: isDue(now, which, letGo) },
  { $group: { _id: '$lane', rank: { $min: rank }, since: { $min: '$notBefore' } } },
  { $sort: { rank: 1, since: 1, _id: 1 } },
  { $lookup: { from: 'lanes', localField: '_id', foreignField: '_id', as: 'lane' } },
  { $match: { $expr: { $and: [{ $lte: [{ $max: '$lane.leasedUntil' }, '$$NOW'] }, { $lte: [{ $max: '$lane.heldUntil' }, '$$NOW'] }] } } },
  { $limit: limit },
  { $project: { _id: 1 } },
  besideThrough,
];

/** How many of an unordered insert were new; anything but a known key is an error. */
function newOnes(error: unknown): number {
  const failed = error as { readonly writeErrors?: readonly unknown[] | unknown; readonly result?: { readonly insertedCount?: number } };
  const faults = Array.isArray(failed.writeErrors) ? failed.writeErrors : [failed.writeErrors];
  if (!faults.every(isDuplicate)) throw error;
  return failed.result?.insertedCount ?? 0;
}

/** `reached` is told each await boundary, so that a test can die there. */
export function openOutbox(connection: Connection, session: ClientSession | null, reached: Reached = () => undefined): Outbox {
  const models = outboxModels(connection);
  const { notices } = models;

  const sweeps = openSweeps(connection, session);

  const enter = async (list: readonly (NoticeDraft & { readonly lane: string })[], sweep: number): Promise<number> => {
    if (list.length === 0) return 0;
    const rows = list.map((notice) => keptNotice(notice, sweep));
    // In a transaction an expected duplicate would end it: keys are new there by construction.
    if (session !== null) return (await notices.insertMany(rows, joining(session))).length;
    try {
      return (await notices.collection.insertMany(rows as unknown as { [field: string]: unknown }[], { ordered: false })).insertedCount;
    } catch (error) {
      return newOnes(error);
    }
  };

  return {
    insert: (list) => enter(list, NO_SWEEP),
    beginSweep: sweeps.begin,
    stage: enter,
    finishSweep: sweeps.finish,
    known: async (keys) =>
      new Set(
        await notices
          .distinct('key', { key: { $in: [...keys] } })
          .session(session)
          .exec(),
      ),
    madeBefore: async (keys, day) =>
      new Set(
        await notices
          .distinct('key', { key: { $in: [...keys] }, day: { $lt: day } })
          .session(session)
          .exec(),
      ),
    dueLanes: async (now, limit, which = 'all') => {
      const look = () => notices.aggregate<{ _id: string }>(freeLanes(now, limit, which, sweeps.letGo())).session(session);
      const first = await look();
      // A sweep is through since: once more, with what it made.
      const found = sweeps.learn(first) ? first : await look();
      return found.filter((row) => !isThrough(row)).map((lane) => lane._id);
    },
    waiting: async (until) => {
      const found = await notices
        .find({ state: 'waiting', merging: false, notBefore: { $lte: until } })
        .session(session)
        .lean<KeptNotice[]>();
      return found.map(plainNotice);
    },
    nextDue: async () => {
      await sweeps.refresh();
      const next = await notices
        .findOne({ state: 'waiting', merging: false, ...sweeps.letGo() })
        .session(session)
        .sort({ notBefore: 1 })
        .select({ notBefore: 1 })
        .lean<Pick<KeptNotice, 'notBefore'>>();
      return next?.notBefore ?? null;
    },
    ofTask: async (taskId) => {
      const found = await notices.find({ taskId }).session(session).sort({ notBefore: -1, _id: 1 }).lean<KeptNotice[]>();
      return found.map(noticeFate);
    },
    putBack: async ({ lane, messageId, keys }, why) => {
      const shown = { key: { $in: [...keys] }, lane, messageId, state: 'sent' as const, heldBack: null };
      const again = { state: 'waiting' as const, heldBack: why, sentAt: null, messageId: null, why: null, retryAt: null, tries: 0 };
      return (await notices.updateMany(shown, { $set: again }, joining(session))).modifiedCount;
    },
    ...openLeases(models, sweeps, session, reached),
  };
}
