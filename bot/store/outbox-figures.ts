/** How delivery stands, counted in the base: what waits, what was settled today, each robot's queue and pace, leases nobody gave back. */
import type { ClientSession, Connection } from 'mongoose';
import type { AppQueue, OutboxFigures, RobotQueue, TodaysOutcomes } from '../services.js';
import { countersOf } from './counters.js';
import { goneAttempts, OUTCOMES } from './outbox-old.js';
import { type KeptNotice, outboxModels, noticeFate } from './outbox-models.js';

const MINUTE_MS = 60_000;
/** Leases last seconds: one that ended so long ago, or ends so far ahead, belongs to nobody. */
const FORSAKEN_MS = 5 * MINUTE_MS;
const URGENT_LATE_MS = 15 * MINUTE_MS;
const TOO_FAR_MS = 10 * MINUTE_MS;

const count = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });
const ago = (instant: string) => ({ $subtract: ['$$NOW', instant] });
const until = (instant: unknown) => ({ $max: [0, { $subtract: [{ $ifNull: [instant, '$$NOW'] }, '$$NOW'] }] });
const isDueAt = (instant: Date) => ({ $lte: ['$notBefore', instant] });

/** What merges into the next digest waits for that: it is neither due nor late. */
const isFree = { $not: ['$merging'] };

/** What is urgent keeps no quiet hours, so its patience is short at night too. */
const isLate = (now: Date, lateSince: Date) => ({
  $or: [isDueAt(lateSince), { $and: ['$urgent', isDueAt(new Date(now.getTime() - URGENT_LATE_MS))] }],
});

const waitingOf = (now: Date, lateSince: Date) => [
  { $match: { state: 'waiting' } },
  {
    $group: {
      _id: null,
      due: count({ $and: [isFree, isDueAt(now)] }),
      later: count({ $or: ['$merging', { $gt: ['$notBefore', now] }] }),
      late: count({ $and: [isFree, isLate(now, lateSince)] }),
      oldestDue: { $min: { $cond: [{ $and: [isFree, isDueAt(now)] }, '$notBefore', null] } },
      lastPlanned: { $max: '$notBefore' },
    },
  },
];

/** An attempt that ended badly counts as long as its notices were not sent after all. */
const badEndsSince = (since: Date) => [
  { $match: { at: { $gte: since }, 'outcome.kind': { $in: ['unknown', 'refused'] } } },
  { $unwind: '$rows' },
  { $group: { _id: '$rows' } },
  { $lookup: { from: 'notices', localField: '_id', foreignField: '_id', as: 'notice' } },
  { $unwind: '$notice' },
  { $match: { 'notice.state': { $in: ['unknown', 'refused'] } } },
];

const byState = { $group: { _id: '$notice.state', count: { $sum: 1 }, why: { $max: '$notice.why' } } };

const sentSince = (since: Date) => [
  { $match: { at: { $gte: since }, 'outcome.kind': 'sent' } },
  { $group: { _id: null, messages: { $sum: 1 }, count: { $sum: { $size: '$rows' } } } },
];

const queuesAt = (now: Date, kinds: string) => [
  { $match: { state: 'waiting', merging: false, notBefore: { $lte: now }, lane: { $regex: `^(${kinds}):` } } },
  { $group: { _id: '$lane', waiting: { $sum: 1 }, backoffMs: { $min: until('$retryAt') }, why: { $max: '$why' } } },
  { $lookup: { from: 'lanes', localField: '_id', foreignField: '_id', as: 'lane' } },
  { $set: { heldMs: until({ $max: '$lane.heldUntil' }) } },
];

/** Dead leases hold nothing back where nothing waits behind them. */
const stuckAt = (now: Date) => [
  { $match: { leasedUntil: { $ne: null } } },
  { $match: { $expr: { $or: [{ $gte: [ago('$leasedUntil'), FORSAKEN_MS] }, { $lte: [ago('$leasedUntil'), -TOO_FAR_MS] }] } } },
  {
    $lookup: {
      from: 'notices',
      localField: '_id',
      foreignField: 'lane',
      pipeline: [{ $match: { state: 'waiting', merging: false, notBefore: { $lte: now } } }, { $limit: 1 }],
      as: 'due',
    },
  },
  { $match: { due: { $ne: [] } } },
  { $count: 'lanes' },
];

const robotPace = [
  {
    $project: {
      heldMs: until('$heldUntil'),
      sentAgoMs: {
        $filter: {
          input: { $map: { input: { $ifNull: ['$sends', []] }, as: 'sent', in: ago('$$sent') } },
          as: 'ms',
          cond: { $lt: ['$$ms', MINUTE_MS] },
        },
      },
    },
  },
];

const ROBOTS = 'wecom|dingtalk|wecomChat';
const APPS = 'wecomApp|dingtalkApp';

/** One line an application, of the lane that waits longest. */
const byApp = [
  { $set: { kind: { $first: { $split: ['$_id', ':'] } }, waitMs: { $max: ['$heldMs', '$backoffMs'] } } },
  { $sort: { waitMs: -1 as const } },
  { $group: { _id: '$kind', waiting: { $sum: '$waiting' }, waitMs: { $first: '$waitMs' }, why: { $first: '$why' } } },
];

interface Pace {
  readonly _id: string;
  readonly heldMs: number;
  readonly sentAgoMs: readonly number[];
}
interface Queue {
  readonly _id: string;
  readonly waiting: number;
  readonly backoffMs: number;
  readonly heldMs: number;
  readonly why: string | null;
}

export function openFigures(connection: Connection, session: ClientSession | null): OutboxFigures {
  const { notices, lanes, attempts } = outboxModels(connection);
  const joined = session === null ? {} : { session };
  return {
    waiting: async (now, lateSince) => {
      const [found] = await notices.aggregate<Awaited<ReturnType<OutboxFigures['waiting']>>>(waitingOf(now, lateSince), joined);
      return {
        due: found?.due ?? 0,
        later: found?.later ?? 0,
        late: found?.late ?? 0,
        oldestDue: found?.oldestDue ?? null,
        lastPlanned: found?.lastPlanned ?? null,
      };
    },
    settledSince: async (since): Promise<TodaysOutcomes> => {
      const [sent] = await attempts.aggregate<{ messages: number; count: number }>(sentSince(since), joined);
      const ends = await attempts.aggregate<{ _id: string; count: number; why: string | null }>([...badEndsSince(since), byState], joined);
      const end = (state: string) => ends.find(({ _id }) => _id === state);
      return {
        messages: sent?.messages ?? 0,
        sent: sent?.count ?? 0,
        unknown: end('unknown')?.count ?? 0,
        refused: end('refused')?.count ?? 0,
        refusedWhy: end('refused')?.why ?? null,
      };
    },
    badEnds: async (since, limit) => {
      const newest = [{ $replaceRoot: { newRoot: '$notice' } }, { $sort: { notBefore: -1, _id: 1 } }, { $limit: limit }] as const;
      const rows = await attempts.aggregate<KeptNotice>([...badEndsSince(since), ...newest], joined);
      return rows.map(noticeFate);
    },
    robotQueues: async (now): Promise<readonly RobotQueue[]> => {
      const paces = await connection.collection('robots').aggregate<Pace>(robotPace, joined).toArray();
      const queues = await notices.aggregate<Queue>(queuesAt(now, ROBOTS), joined);
      return paces.map(({ _id: robotId, heldMs, sentAgoMs }) => {
        const queue = queues.find(({ _id }) => _id.endsWith(`:${robotId}`));
        const waitMs = Math.max(heldMs, queue?.heldMs ?? 0, queue?.backoffMs ?? 0);
        return { robotId, sentAgoMs, waitMs, waiting: queue?.waiting ?? 0, why: queue?.why ?? null };
      });
    },
    appQueues: async (now) => {
      const found = await notices.aggregate<Omit<AppQueue, 'kind'> & { _id: AppQueue['kind'] }>([...queuesAt(now, APPS), ...byApp], joined);
      return found.map(({ _id: kind, waiting, waitMs, why }) => ({ kind, waiting, waitMs, why }));
    },
    stuckLanes: async (now) => (await lanes.aggregate<{ lanes: number }>(stuckAt(now), joined))[0]?.lanes ?? 0,
    attempts: async () => {
      const counts = await Promise.all(OUTCOMES.map((kind) => attempts.countDocuments({ 'outcome.kind': kind }).session(session)));
      const gone = await countersOf(connection)
        .find({ _id: { $in: OUTCOMES.map(goneAttempts) } })
        .session(session)
        .lean();
      const before = new Map(gone.map(({ _id, value }) => [_id, value]));
      return OUTCOMES.map((outcome, index) => ({ outcome, count: (counts[index] ?? 0) + (before.get(goneAttempts(outcome)) ?? 0) }));
    },
  };
}
