/** Applications of the platforms with their holds, the pace of each person, and whom they do not reach. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { AppStore, PlatformApp, Unreached } from '../services.js';
import { againIfMet, joining, modelOf, STRICT } from './documents.js';
import { holdFor, MINUTE_MS, PACED, type Paced, takeOne } from './pace.js';

interface KeptApp extends Omit<PlatformApp, 'kind'> {
  readonly _id: PlatformApp['kind'];
  readonly heldUntil: Date | null;
  /** Out of service until then; null or absent: until somebody says so. */
  readonly stoppedUntil?: Date | null;
}
interface KeptPace extends Paced {
  /** `wecomApp <the platform's id>`. */
  readonly _id: string;
  /** Nobody needs it after a minute; it goes after a day. */
  readonly until: Date;
}
interface KeptUnreached extends Unreached {
  /** `wecomApp:person:<id>`. */
  readonly _id: string;
  /** Tried again from then on. */
  readonly until: Date;
}

const DAY_MS = 24 * 3_600_000;
/** A mark that ran out is kept a while, so that the same trouble a day later is no news. */
const FORGET_SECONDS = 30 * 24 * 3_600;

const appSchema = new Schema<KeptApp>(
  { _id: String, open: { type: Schema.Types.Mixed }, sealed: { type: Schema.Types.Mixed }, stopped: String, stoppedUntil: Date, heldUntil: Date },
  STRICT,
);
const paceSchema = new Schema<KeptPace>({ _id: String, ...PACED, until: Date }, STRICT).index({ until: 1 }, { expireAfterSeconds: 0 });
const unreachedSchema = new Schema<KeptUnreached>({ _id: String, kind: String, personId: String, userId: String, words: String, until: Date }, STRICT)
  .index({ until: 1 }, { expireAfterSeconds: FORGET_SECONDS })
  .index({ personId: 1 });

const laneOf = (kind: string, personId: string): string => `${kind}:person:${personId}`;
const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });

/** A month is not counted in seconds, so this machine's clock does. */
const isOver = (until: Date | null | undefined): boolean => until instanceof Date && until.getTime() <= Date.now();
const plainApp = ({ _id, open, sealed, stopped, stoppedUntil }: KeptApp): PlatformApp => ({
  ...{ kind: _id, open, sealed },
  stopped: isOver(stoppedUntil) ? null : stopped,
});

export function openApps(connection: Connection, session: ClientSession | null): AppStore {
  const apps = modelOf(connection, 'App', appSchema, 'apps');
  const paces = modelOf(connection, 'Pace', paceSchema, 'paces');
  const missed = modelOf(connection, 'Unreached', unreachedSchema, 'unreached');
  const byServerClock = { ...joining(session), updatePipeline: true } as const;

  const heldMs = async (kind: PlatformApp['kind']): Promise<number> => {
    const [app] = await apps
      .aggregate<{ ms: number }>([{ $match: { _id: kind } }, { $project: { ms: { $subtract: [{ $ifNull: ['$heldUntil', '$$NOW'] }, '$$NOW'] } } }])
      .session(session);
    return Math.max(0, app?.ms ?? 0);
  };

  return {
    list: async () => (await apps.find().session(session).sort({ _id: 1 }).lean<KeptApp[]>()).map(plainApp),
    find: async (kind) => {
      const found = await apps.findById(kind).session(session).lean<KeptApp>();
      return found === null ? null : plainApp(found);
    },
    save: async ({ kind, ...app }) => {
      await apps.replaceOne({ _id: kind }, { _id: kind, ...app, heldUntil: null }, { ...joining(session), upsert: true });
    },
    remove: async (kind) => {
      await apps.deleteOne({ _id: kind }, joining(session));
    },
    setStopped: async ({ kind, open, sealed }, words, forMs) => {
      // What was saved meanwhile has not failed.
      const { matchedCount } = await apps.updateOne(
        { _id: kind, open, sealed },
        { $set: { stopped: words, stoppedUntil: forMs === undefined ? null : new Date(Date.now() + forMs) } },
        joining(session),
      );
      return matchedCount === 1;
    },
    take: async (kind, userId, perMinute) => {
      const wait = await heldMs(kind);
      if (wait > 0) return wait;
      const paced = [...takeOne(perMinute, MINUTE_MS), { $set: { heldUntil: { $ifNull: ['$heldUntil', null] }, until: fromNow(DAY_MS) } }];
      const after = await againIfMet(() =>
        paces.findOneAndUpdate({ _id: `${kind} ${userId}` }, paced, { ...byServerClock, upsert: true, returnDocument: 'after' }).lean<KeptPace>(),
      );
      return after?.wait ?? 0;
    },
    hold: async (kind, ms) => {
      await apps.updateOne({ _id: kind }, holdFor(ms), byServerClock);
    },
    unreached: async (personId) => {
      const found = await missed
        .find({ ...(personId === undefined ? {} : { personId }), $expr: { $gt: ['$until', '$$NOW'] } })
        .session(session)
        .sort({ _id: 1 })
        .lean<KeptUnreached[]>();
      return found.map(({ kind, personId, userId, words }) => ({ kind, personId, userId, words }));
    },
    markUnreached: async ({ kind, personId, userId, words }) => {
      const mark = [{ $set: { kind, personId, userId: { $literal: userId }, words: { $literal: words }, until: fromNow(DAY_MS) } }];
      const before = await againIfMet(() =>
        missed
          .findOneAndUpdate({ _id: laneOf(kind, personId) }, mark, { ...byServerClock, upsert: true, returnDocument: 'before' })
          .lean<KeptUnreached>(),
      );
      return before === null || before.userId !== userId || before.words !== words;
    },
    clearUnreached: async (kind, personId) => {
      await missed.deleteMany(personId === undefined ? { kind } : { _id: laneOf(kind, personId) }, joining(session));
    },
  };
}
