/**
 * P3: a report with a photo, `act` called directly, eight at once; beside the same reads and the same writes by the raw driver, in one
 * transaction. A report tells nobody at once, so its writes are four: the request, the task, the event, the photo taken up.
 */
import { randomUUID } from 'node:crypto';
import { act } from '../../bot/actions/act.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import type { Task } from '../../core/ledger/model.js';
import { addDays } from '../../core/time/day.js';
import { atOnce, type Bed, type Report } from './bed.js';
import { commandsOf, demandSame, telling, totalOf } from './commands.js';
import { measure } from './interleave.js';
import { type LedgerBase, openLedgerBase, TODAY } from './ledger.js';

const IN_FLIGHT = 8;
const TRANSACTION = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' }, readPreference: 'primary' } as const;

interface Row {
  readonly _id: string;
  readonly [field: string]: unknown;
}

interface Side {
  /** The tasks of this side, and how often it reported on each. */
  readonly ids: readonly string[];
  rounds: number;
}

/** A photo of each task, uploaded and not yet reported. */
async function uploadsFor({ db }: LedgerBase, taskIds: readonly string[]): Promise<readonly string[]> {
  const uploads = taskIds.map((taskId) => {
    const _id = randomUUID();
    return {
      ...{ _id, personId: 'he', taskId, kind: 'photo', name: '现场.jpg', contentType: 'image/jpeg', bytes: 1, sha256: '', blobId: `b${_id}` },
      ...{ viewBlobId: null, thumbBlobId: null, at: new Date(), begunAt: new Date(), isAttached: false },
    };
  });
  await db.collection<Row>('uploads').insertMany(uploads);
  return uploads.map(({ _id }) => _id);
}

const text = '已增设两个潮汐窗口，排队时间降到十分钟以内。';

async function reportByAct({ services }: LedgerBase, taskId: string, version: number, uploadId: string): Promise<void> {
  const viewer = await viewerFor(services, 'he');
  await act(services, viewer, taskId, { requestId: uploadId, version, action: { kind: 'progress', text, percent: 50, evidenceIds: [uploadId] } });
}

/** What `reportByAct` asks of the base, command by command. */
async function reportByHand({ db, connection }: LedgerBase, taskId: string, version: number, uploadId: string): Promise<void> {
  const of = (name: string) => db.collection<Row>(name);
  const requests = db.collection<{ _id: string; subjectId: string; words: string; print: string; at: Date }>('requests');
  await of('versions').findOne({ _id: 'people' });
  await of('requests').findOne({ _id: `he/${uploadId}` });
  const task = await of('tasks').findOne({ _id: taskId });
  if (task?.['version'] !== version) throw new Error('the task of the raw side is another');
  await of('findings')
    .find({ _id: { $in: [String(task['findingId'])] } })
    .toArray();
  await of('versions').findOne({ _id: 'people' });
  await of('policies').findOne({}, { sort: { _id: -1 } });
  await of('settings').findOne({ _id: 'policy' });
  await of('settings').findOne({ _id: 'calendar' });
  const events = await of('events').find({ 'subject.kind': 'task', 'subject.id': taskId }).sort({ at: 1, _id: 1 }).toArray();
  await of('events')
    .find({ 'subject.kind': 'finding', 'subject.id': String(task['findingId']) })
    .sort({ at: 1, _id: 1 })
    .toArray();
  await of('rounds').findOne({ _id: String(task['roundId']) });
  const evidenceIds = events.flatMap((event) => (event['data'] as { evidenceIds: string[] }).evidenceIds);
  await of('uploads')
    .find({ _id: { $in: [...evidenceIds, uploadId] } })
    .toArray();
  const data = { text, percent: 50, evidenceIds: [uploadId] };
  const event = { _id: randomUUID(), subject: { kind: 'task', id: taskId }, action: 'progress', by: 'he', forId: null, at: new Date(), data };
  await connection.getClient().withSession((session) =>
    session.withTransaction(async () => {
      const request = { $set: { subjectId: taskId, words: '已提交。', print: 'x' }, $currentDate: { at: true } } as const;
      await requests.updateOne({ _id: `he/${uploadId}`, subjectId: { $exists: false } }, request, { session, upsert: true });
      await of('tasks').replaceOne({ _id: taskId, version }, { ...task, version: version + 1, percent: 50 }, { session });
      await of('events').insertOne({ ...event, bytes: JSON.stringify(event), seal: null }, { session });
      await of('uploads').updateMany({ _id: { $in: [uploadId] } }, { $set: { isAttached: true } }, { session });
    }, TRANSACTION),
  );
}

async function once(base: LedgerBase, side: Side, report: typeof reportByAct): Promise<void> {
  const version = side.rounds + 1;
  side.rounds += 1;
  const uploads = await uploadsFor(base, side.ids);
  await atOnce([...side.ids.entries()], IN_FLIGHT, ([index, id]) => report(base, id, version, uploads[index] ?? ''));
}

const openTask = (index: number): Partial<Task> => ({
  due: { kind: 'day', day: addDays(TODAY, 30 + (index % 300)), words: '' },
  percent: 0,
  version: 1,
});

/** Throws where the two sides do not ask the same number of things. */
async function sameCommands(uri: string): Promise<number> {
  const base = await openLedgerBase(telling(uri));
  await base.addTasks(2, openTask);
  const client = base.connection.getClient();
  const uploads = await uploadsFor(base, ['t1', 't2']);
  // Once beside the count: the roster is read when it is asked for first.
  await viewerFor(base.services, 'he');
  const ours = await commandsOf(client, () => reportByAct(base, 't1', 1, uploads[0] ?? ''));
  const byHand = await commandsOf(client, () => reportByHand(base, 't2', 1, uploads[1] ?? ''));
  await base.drop();
  demandSame(ours, byHand);
  return totalOf(ours);
}

export async function benchReports({ uri, size, rounds }: Bed): Promise<Report> {
  const commands = await sameCommands(uri);
  const reports = size === 'quick' ? 40 : 160;
  const base = await openLedgerBase(uri);
  await base.addTasks(2 * reports, openTask);
  const ids = (from: number) => Array.from({ length: reports }, (_, index) => `t${from + index + 1}`);
  const [ours, byHand]: [Side, Side] = [
    { ids: ids(0), rounds: 0 },
    { ids: ids(reports), rounds: 0 },
  ];
  const results = await measure({
    name: `P3 ${reports} reports with a photo through act, ${IN_FLIGHT} at once (${commands} commands each)`,
    rounds,
    ours: () => once(base, ours, reportByAct),
    rivals: [
      {
        name: 'the same reads and the same four writes by the raw driver, in one transaction',
        aim: 0.75,
        run: () => once(base, byHand, reportByHand),
      },
    ],
  });
  await base.drop();
  return { results, told: [] };
}
