/** Tasks, each with its finding, through one scope; saved at the version that was read. */
import type { ClientSession, Connection } from 'mongoose';
import type { Finding } from '../../core/ledger/model.js';
import type { Hands } from '../../core/people/gaps.js';
import type { InReview, TaskFilter, TaskRow, TaskScope, TaskStore } from '../services.js';
import { againIfMet, asFilter, asRow, joining, type Kept, plain } from './documents.js';
import { countersOf } from './counters.js';
import { peopleModels } from './people.js';
import { filterParts, type Named, type TaskQuery, taskQuery, wordOf } from './task-filter.js';
import { DONE, IN_REVIEW } from '../../core/ledger/status.js';
import { taskLists } from './task-lists.js';
import { taskTalk } from './task-talk.js';
import { asSearched, type KeptTask, keptTask, ledgerModels, plainTask } from './task-models.js';

const BATCH = 500;
const PEOPLED = {
  ...{ status: 1, supervisedFrom: 1, unitId: 1, ownerId: 1, coOwnerIds: 1, leaderId: 1, submittedBy: 1 },
  review: { $ifNull: ['$review', null] },
  ticket: { $cond: [{ $ifNull: ['$ticket', false] }, { ratedIds: '$ticket.ratedIds' }, null] },
} as const;
const BY_ROUND = { roundId: 1, order: 1 } as const;
const HANDS = { unitId: '$unitId', ownerId: '$ownerId', coOwnerIds: '$coOwnerIds', leaderId: '$leaderId' } as const;

const ids = (list: readonly { readonly _id: string }[]) => list.map(({ _id }) => _id);

const owning = (personId: string): readonly TaskQuery[] => [{ ownerId: personId }, { coOwnerIds: personId }];
/** Named for an emergency whose clock runs. */
const calling = (personId: string): TaskQuery => ({ clockFrom: { $type: 'date' }, 'emergency.names': personId });
const ofPerson = (personId: string, parts: readonly TaskQuery[]): TaskQuery => ({ seenBy: personId, status: { $nin: [...DONE] }, $or: [...parts] });

export function openTasks(connection: Connection, session: ClientSession | null): TaskStore {
  const { tasks, findings } = ledgerModels(connection);
  const { units, people } = peopleModels(connection);
  const counters = countersOf(connection);

  const joined = joining(session);
  // A long answer is taken part by part: in one piece it would hold up everybody else.
  const inParts = { ...joined, batchSize: BATCH };
  // By the driver itself: mongoose costs a list as much again as the base does. The filters are typed, and made here alone.
  const tasksWhere = (query: TaskQuery) => tasks.collection.find<KeptTask>(asFilter(query), inParts);

  async function rowsOf(found: readonly KeptTask[]): Promise<readonly TaskRow[]> {
    const ids = [...new Set(found.map((task) => task.findingId))];
    const known = await findings.collection.find<Kept<Finding>>(asFilter({ _id: { $in: ids } }), inParts).toArray();
    const byId = new Map(known.map((finding) => [finding._id, plain<Finding>(finding)]));
    return found.map((task) => {
      const finding = byId.get(task.findingId);
      if (finding === undefined) throw new Error(`task ${task._id} has no finding ${task.findingId}`);
      return { task: plainTask(task), finding };
    });
  }

  const rowsWhere = async (query: TaskQuery): Promise<readonly TaskRow[]> => rowsOf(await tasksWhere(query).sort({ order: 1 }).toArray());

  async function rowWhere(query: TaskQuery): Promise<TaskRow | null> {
    return (await rowsOf(await tasksWhere(query).limit(1).toArray()))[0] ?? null;
  }

  /** What a filter says of findings, and what the search word names beside measures: units, owners, findings by their ledger's number. */
  async function namedBy(filter: TaskFilter): Promise<Named | null> {
    const word = wordOf(filter);
    const { category, plain: isPlain = false } = filter;
    if (word === null && category === undefined && !isPlain) return null;
    const idsWhere = async (asked: { readonly category: string } | { readonly sensitive: true }) =>
      ids(await findings.find(asked).session(session).select({ _id: 1 }).lean<{ _id: string }[]>());
    const ofCategory = category === undefined ? null : await idsWhere({ category });
    const sensitive = isPlain ? await idsWhere({ sensitive: true }) : [];
    if (word === null) return { ofCategory, sensitive, unitIds: [], personIds: [], findingIds: [] };
    // `吴 倩` is 吴倩: blanks inside names say nothing.
    const closed = word.replaceAll(/\s/g, '');
    const has = ({ name }: { readonly name: string }) => asSearched(name).replaceAll(/\s/g, '').includes(closed);
    const numbers = [...new Set([filter.q ?? '', word, word.toUpperCase()].map((one) => one.trim()))];
    const found = await findings
      .find({ number: { $in: numbers } })
      .session(session)
      .select({ _id: 1 })
      .lean();
    return {
      ofCategory,
      sensitive,
      unitIds: ids((await units.find({}).session(session).select({ name: 1 }).lean()).filter(has)),
      personIds: ids((await people.find({}).session(session).select({ name: 1 }).lean()).filter(has)),
      findingIds: ids(found),
    };
  }

  const queryOf = async (scope: TaskScope, filter: TaskFilter): Promise<TaskQuery> => taskQuery(scope, filter, await namedBy(filter));
  const askedOf = async (filter: TaskFilter): Promise<TaskQuery> => {
    const asked = filterParts(filter, await namedBy(filter));
    return asked.length === 0 ? {} : { $and: [...asked] };
  };

  return {
    ...taskTalk({ tasks: tasks.collection, joined, queryOf, rowsOf }),
    ...taskLists({ collection: tasks.collection, joined, queryOf: askedOf, rowsOf }),
    categories: async (scope) => {
      // Of the whole base the findings tell by themselves.
      const isWhole = scope.everything && scope.beforeStart;
      const within = isWhole ? {} : { _id: { $in: await tasks.distinct('findingId', taskQuery(scope, {}, null)).session(session) } };
      return (await findings.distinct('category', within).session(session)).filter((category) => category !== '');
    },
    find: (id, scope) => rowWhere({ $and: [{ _id: id }, taskQuery(scope, {}, null)] }),
    byNumber: (number, scope) => rowWhere({ $and: [{ number }, taskQuery(scope, {}, null)] }),
    many: (ids) => rowsWhere({ _id: { $in: [...ids] } }),
    ofPerson: (personId) => rowsWhere(ofPerson(personId, [...owning(personId), { leaderId: personId }, calling(personId)])),
    partsOf: async (personId) => {
      const has = async (parts: readonly TaskQuery[]) =>
        (await tasks.collection.findOne(asFilter(ofPerson(personId, parts)), { ...joined, projection: { _id: 1 } })) !== null;
      const [owns, leads, isCalled] = await Promise.all([has(owning(personId)), has([{ leaderId: personId }]), has([calling(personId)])]);
      return { owns, leads, any: owns || leads || isCalled };
    },
    all: async (scope, filter) => rowsWhere(await queryOf(scope, filter)),
    awaitingReview: async (scope) => {
      const inReview = { $and: [{ status: { $in: [...IN_REVIEW] } }, taskQuery(scope, {}, null)] };
      const found = tasks.collection.find<Kept<InReview>>(asFilter(inReview), { ...inParts, projection: PEOPLED, sort: { order: 1 } });
      return (await found.toArray()).map(plain<InReview>);
    },
    watched: async function* (until) {
      // The driver's own cursor: mongoose's costs more a row than the sweep itself.
      const cursor = tasks.collection.find<KeptTask>({ watch: { $type: 'string', $lte: until } }, { sort: { watch: 1 }, batchSize: BATCH });
      let batch: KeptTask[] = [];
      for await (const task of cursor) {
        batch.push(task);
        if (batch.length < BATCH) continue;
        yield* await rowsOf(batch);
        batch = [];
      }
      yield* await rowsOf(batch);
    },
    withRunningClock: () => rowsWhere({ clockFrom: { $type: 'date' } }),
    stillOpen: async (ids) => new Set(await tasks.distinct('_id', { _id: { $in: [...ids] }, status: { $nin: [...DONE] } }).session(session)),
    anyOpen: async () => (await tasks.exists({ status: { $nin: [...DONE] }, supervisedFrom: { $ne: null } }).session(session)) !== null,
    lastClosed: async () => {
      const query = tasks
        .findOne({ closedAt: { $type: 'date' } })
        .session(session)
        .sort({ closedAt: -1 })
        .select({ closedAt: 1 });
      return (await query.lean<Pick<KeptTask, 'closedAt'>>())?.closedAt ?? null;
    },
    ofRound: (roundId) => rowsWhere({ roundId }),
    roundCounts: async () => {
      const counted = tasks.collection.aggregate<{ readonly _id: string; readonly count: number }>(
        [{ $group: { _id: '$roundId', count: { $sum: 1 } } }],
        { ...joined, hint: BY_ROUND },
      );
      return new Map((await counted.toArray()).map(({ _id, count }) => [_id, count]));
    },
    hands: async () => {
      const counted = tasks.collection.aggregate<{ readonly _id: Partial<Hands>; readonly count: number }>(
        [{ $match: { status: { $nin: [...DONE] } } }, { $group: { _id: HANDS, count: { $sum: 1 } } }],
        inParts,
      );
      return (await counted.toArray()).map(({ _id: { unitId = '', ownerId = null, coOwnerIds = [], leaderId = null }, count }) => ({
        ...{ unitId, ownerId, coOwnerIds, leaderId, count },
      }));
    },
    namedOutside: async (roundId, ids) => {
      const outside = { roundId: { $ne: roundId } };
      const units = await tasks.distinct('unitIds', { unitIds: { $in: [...ids] }, ...outside }).session(session);
      const people = await tasks.distinct('seenBy', { seenBy: { $in: [...ids] }, ...outside }).session(session);
      const asked = new Set(ids);
      return [...units, ...people].filter((id) => asked.has(id));
    },
    insertMany: async (list) => {
      if (list.length > 0) await tasks.insertMany(list.map(keptTask), joining(session));
    },
    replace: async (task) => {
      const before = asFilter({ _id: task.id, version: task.version - 1 });
      // Its place of before stays, under no rules, until it is reckoned again: who lists meanwhile must not miss the task.
      const stale = { reckoned: { $mergeObjects: ['$reckoned', { rules: '' }] } };
      const change = [{ $replaceWith: { $mergeObjects: [{ $literal: asRow(keptTask(task)) }, stale] } }];
      return (await tasks.collection.updateOne(before, change, joining(session))).matchedCount === 1;
    },
    removeOfRound: async (roundId) => {
      await tasks.deleteMany({ roundId }, joining(session));
    },
    reserveNumbers: async (count) => {
      // Never in the session: a shared counter inside a transaction makes every other import wait or start again.
      const counter = await againIfMet(() =>
        counters.findOneAndUpdate({ _id: 'task' }, { $inc: { value: count } }, { upsert: true, returnDocument: 'after' }).lean(),
      );
      return (counter?.value ?? count) - count + 1;
    },
  };
}
