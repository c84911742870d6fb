/** Group robots with what paces them. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Robot, RobotStore } from '../services.js';
import { joining, type Kept, modelOf, STRICT } from './documents.js';
import { AT_EASE, holdFor, MINUTE_MS, PACED, type Paced, takeOne } from './pace.js';

type KeptRobot = Kept<Robot> & Paced;

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
    ...PACED,
  },
  STRICT,
);

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
      await robots.updateOne({ _id: id }, { $set: robot, $setOnInsert: AT_EASE }, { ...joining(session), upsert: true });
    },
    remove: async (id) => {
      await robots.deleteOne({ _id: id }, joining(session));
    },
    take: async (id, perMinute) => {
      const after = await robots
        .findOneAndUpdate({ _id: id }, takeOne(perMinute ?? NO_LIMIT, MINUTE_MS), { ...byServerClock, returnDocument: 'after' })
        .lean<KeptRobot>();
      return after === null ? null : { robot: plainRobot(after), waitMs: after.wait };
    },
    hold: async (id, ms) => {
      await robots.updateOne({ _id: id }, holdFor(ms), byServerClock);
    },
    setStopped: async (id, words) => {
      await robots.updateOne({ _id: id }, { $set: { stopped: words } }, joining(session));
    },
    setWorked: async (id) => {
      await robots.updateOne({ _id: id }, { $set: { worked: true } }, joining(session));
    },
  };
}
