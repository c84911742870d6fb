/** Group robots with what paces them: the sends of the last minute and a hold, both on the server's clock. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Robot, RobotStore } from '../services.js';
import { joining, type Kept, modelOf, STRICT } from './documents.js';

interface KeptRobot extends Kept<Robot> {
  /** Machine time of each send of the last minute, oldest first. */
  readonly sends: readonly Date[];
  readonly heldUntil: Date | null;
  /** What the last `take` was told, in milliseconds. */
  readonly wait: number;
}

const MINUTE_MS = 60_000;
/** The server reckons with it, so it is a number like any other. */
const NO_LIMIT = 1_000_000;

const schema = new Schema<KeptRobot>(
  {
    _id: String,
    kind: { type: String, required: true },
    name: { type: String, required: true },
    group: { type: String, required: true },
    sealedAddress: { type: String, required: true },
    sealedSecret: String,
    addressTail: String,
    stopped: String,
    worked: Boolean,
    sends: [Date],
    heldUntil: Date,
    wait: Number,
  },
  STRICT,
);

const msUntil = (instant: unknown) => ({ $max: [0, { $subtract: [instant, '$$NOW'] }] });
/** With `perMinute` sends in the last minute, the next may go when the oldest of these leaves it. */
const oldestThatCounts = (perMinute: number) => ({ $arrayElemAt: ['$sends', -perMinute] });

/** A rolling minute, never a fixed one: two full minutes side by side would be twice the limit. */
const takeOne = (perMinute: number) => [
  {
    $set: {
      sends: {
        $filter: { input: { $ifNull: ['$sends', []] }, as: 'sent', cond: { $gt: ['$$sent', { $subtract: ['$$NOW', MINUTE_MS] }] } },
      },
    },
  },
  {
    $set: {
      wait: {
        $max: [
          msUntil({ $ifNull: ['$heldUntil', '$$NOW'] }),
          { $cond: [{ $gte: [{ $size: '$sends' }, perMinute] }, msUntil({ $add: [oldestThatCounts(perMinute), MINUTE_MS] }), 0] },
        ],
      },
    },
  },
  { $set: { sends: { $cond: [{ $gt: ['$wait', 0] }, '$sends', { $concatArrays: ['$sends', ['$$NOW']] }] } } },
];

function plainRobot({ _id, kind, name, group, sealedAddress, sealedSecret, addressTail, stopped, worked }: KeptRobot): Robot {
  return { id: _id, kind, name, group, sealedAddress, sealedSecret, addressTail, stopped, ...(worked === true ? { worked } : {}) };
}

export function openRobots(connection: Connection, session: ClientSession | null): RobotStore {
  const robots = modelOf(connection, 'Robot', schema, 'robots');
  const byServerClock = { ...joining(session), updatePipeline: true } as const;
  return {
    list: async () => (await robots.find().session(session).sort({ _id: 1 }).lean<KeptRobot[]>()).map(plainRobot),
    find: async (id) => {
      const found = await robots.findById(id).session(session).lean<KeptRobot>();
      return found === null ? null : plainRobot(found);
    },
    save: async ({ id, ...robot }) => {
      const fresh = { sends: [], heldUntil: null, wait: 0 };
      await robots.updateOne({ _id: id }, { $set: robot, $setOnInsert: fresh }, { ...joining(session), upsert: true });
    },
    remove: async (id) => {
      await robots.deleteOne({ _id: id }, joining(session));
    },
    take: async (id, perMinute) => {
      const after = await robots
        .findOneAndUpdate({ _id: id }, takeOne(perMinute ?? NO_LIMIT), { ...byServerClock, returnDocument: 'after' })
        .lean<KeptRobot>();
      return after === null ? null : { robot: plainRobot(after), waitMs: after.wait };
    },
    hold: async (id, ms) => {
      await robots.updateOne({ _id: id }, [{ $set: { heldUntil: { $max: ['$heldUntil', { $add: ['$$NOW', ms] }] } } }], byServerClock);
    },
    setStopped: async (id, words) => {
      await robots.updateOne({ _id: id }, { $set: { stopped: words } }, joining(session));
    },
    setWorked: async (id) => {
      await robots.updateOne({ _id: id }, { $set: { worked: true } }, joining(session));
    },
  };
}
