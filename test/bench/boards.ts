/**
 * C6: the board over 100,000 tasks and satisfaction over 1,000,000 ratings of twelve months, each through HTTP with session and scope,
 * beside the bare aggregations that give the same counts.
 */
import { createServer } from 'node:http';
import { createApp } from '../../bot/app.js';
import { renewReckoned } from '../../bot/actions/reckoned-tasks.js';
import { momentOf } from '../../bot/actions/sweep.js';
import type { Board } from '../../core/contract/board.js';
import type { Satisfaction } from '../../core/contract/satisfaction.js';
import type { Ticket } from '../../core/ledger/model.js';
import { addDays, instantAt, monthBefore, monthOf, spanOfMonth } from '../../core/time/day.js';
import { aFinding, aRound } from '../support/make.js';
import type { Bed, Report } from './bed.js';
import { listening } from './http.js';
import { measure, type Result } from './interleave.js';
import { type LedgerBase, openLedgerBase, TODAY } from './ledger.js';

/** One task of so many is the ticket of a bad rating. */
const TICKETS = 5;
/** Ours may take three times as long. */
const AIM = 1 / 3;
const UNITS = 100;
const WINDOWS = 200;
const CATEGORIES = 5;
const BATCH = 10_000;
const MONTH = monthOf(TODAY);

const months: string[] = [MONTH];
while (months.length < 12) months.unshift(monthBefore(months[0] ?? MONTH));
const FIRST = months[0] ?? MONTH;

const idOf = (kind: string, index: number): string => `${kind}${index}`;
const windowId = (index: number): string => (index % WINDOWS).toString(16).padStart(24, '0');

/** Of the month of its rating. */
const ticketAt = (index: number, count: number): Ticket => ({
  ...{ ratingId: idOf('rating', index), windowId: windowId(index), ratedIds: [], hasPhone: index % 2 === 0 },
  openedAt: instantAt(`${months[Math.floor((index / count) * 12)] ?? MONTH}-01`, '09:00'),
  ...{ missedCalls: 0, calledBackAt: index % 4 === 0 ? instantAt(TODAY, '10:00') : null, answer: '已整改', answeredAt: instantAt(TODAY, '10:00') },
  objection: null,
});

async function fillTasks(base: LedgerBase, count: number): Promise<void> {
  const { people, ledger } = base.services.store;
  await people.saveUnits(Array.from({ length: UNITS }, (_one, index) => ({ id: idOf('u', index), name: `科室 ${index}`, parentId: null })));
  for (let index = 0; index < 4; index += 1) await ledger.saveRound(aRound({ id: idOf('r', index), name: `第 ${index} 轮` }));
  await ledger.saveFindings(
    Array.from({ length: 500 }, (_one, index) =>
      aFinding({ id: idOf('f', index), roundId: idOf('r', index % 4), category: `类别 ${index % CATEGORIES}` }),
    ),
  );
  await base.addTasks(count, (index) => ({
    ...{
      unitId: idOf('u', index % UNITS),
      roundId: idOf('r', index % 4),
      findingId: idOf('f', index % 500),
      returnedCount: index % 13 === 0 ? 1 : 0,
    },
    ...{ leaderId: index % 3 === 0 ? 'lin' : 'chen', due: { kind: 'day', day: addDays(TODAY, (index % 120) - 40), words: '' } },
    ticket: index % TICKETS === 0 ? ticketAt(index, count) : null,
    ...(index % 4 === 0
      ? { status: 'closed', submittedAt: instantAt(TODAY, '08:00'), closedAt: instantAt(addDays(TODAY, -(index % 90)), '09:00') }
      : { status: index % 7 === 0 ? 'submitted' : 'inProgress', lastProgressAt: instantAt(addDays(TODAY, -(index % 30)), '09:00') }),
  }));
  await renewReckoned(base.services, await momentOf(base.services));
}

/** Spread evenly over the months; `tickets` of them are bad, their tickets every fifth of the tasks. */
function ratingAt(index: number, count: number, tickets: number) {
  const month = months[Math.floor((index / count) * 12)] ?? MONTH;
  const day = `${month}-${String(1 + (index % 24)).padStart(2, '0')}`;
  const turn = Math.floor(count / tickets);
  const isBad = index % turn === 0;
  return {
    ...{
      _id: index.toString(16).padStart(24, '0'),
      windowId: windowId(index * 7),
      unitId: idOf('u', index % UNITS),
      level: isBad ? 1 : 3 + (index % 3),
    },
    ...{ staffId: idOf('s', ((index * 7) % WINDOWS) * 2 + (index % 2)), service: index % 3 === 0 ? '社保登记' : '医保报销', tags: ['态度热情'] },
    ...{ comment: '', sealedPhone: null, maskedPhone: null, serviceNumber: null, photoIds: [], at: instantAt(day, '10:00'), day, month },
    ...{ ticketId: isBad ? `t${(index / turn) * TICKETS + 1}` : null, valid: index % 50 !== 1, followUp: null, version: 1 },
  };
}

async function fillRatings({ db, services }: LedgerBase, count: number, tickets: number): Promise<void> {
  for (let index = 0; index < WINDOWS; index += 1) {
    const staff = [0, 1].map((seat) => ({ workNumber: idOf('s', index * 2 + seat), name: `人员 ${index}-${seat}`, personId: null }));
    const window = { id: windowId(index), name: `${index} 号窗口`, unitId: idOf('u', index % UNITS), handlerId: null, leaderId: null };
    await services.store.windows.save({ ...window, staff, services: ['社保登记', '医保报销'], codeNumber: 1, active: true });
  }
  const ratings = db.collection<{ _id: string }>('ratings');
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_one, offset) => ratingAt(from + offset, count, tickets));
    await ratings.insertMany(batch, { ordered: false, writeConcern: { w: 1, journal: false } });
  }
}

interface Counted {
  readonly _id: Readonly<Record<string, unknown>>;
  readonly count: number;
}

const group = (by: readonly string[]): object => ({
  $group: { _id: Object.fromEntries(by.map((name) => [name.split('.').at(-1), `$${name}`])), count: { $sum: 1 } },
});
const sumOf = (cells: readonly Counted[], isIn: (id: Counted['_id']) => boolean = () => true): number =>
  cells.reduce((sum, { _id, count }) => sum + (isIn(_id) ? count : 0), 0);

/** What the board counts, by hand. */
async function tasksByHand({ db }: LedgerBase, findingIds: readonly string[] | null): Promise<{ readonly total: number; readonly red: number }> {
  const match = findingIds === null ? [] : [{ $match: { findingId: { $in: findingIds } } }];
  const by = ['unitId', 'reckoned.light', 'reckoned.picks'];
  const cells = await db
    .collection('tasks')
    .aggregate<Counted>([...match, group(by)])
    .toArray();
  return { total: sumOf(cells), red: sumOf(cells, ({ light }) => light === 'red') };
}

/** What satisfaction counts, by hand: the month by window, staff and service, and twelve months. */
async function ratingsByHand({ db }: LedgerBase): Promise<{ readonly total: number; readonly year: number; readonly answered: number }> {
  const ratings = db.collection('ratings');
  const of = (month: object | string, by: readonly string[]) =>
    ratings.aggregate<Counted>([{ $match: { month, valid: true } }, group([...by, 'level'])]).toArray();
  const month = await of(MONTH, ['windowId', 'staffId', 'service']);
  const year = await of({ $gte: FIRST, $lte: MONTH }, ['month']);
  const { from, until } = spanOfMonth(MONTH);
  const tickets = db.collection('tasks');
  const answered = await tickets.countDocuments({ 'ticket.openedAt': { $gte: from, $lt: until }, 'ticket.answeredAt': { $ne: null } });
  return { total: sumOf(month), year: sumOf(year), answered };
}

/** The answers of the office, over HTTP. */
async function office(base: LedgerBase) {
  const { services } = base;
  const h5 = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };
  const app = await listening(createServer(createApp(services, { h5, demo: null, ready: () => base.ping() }).callback()));
  const token = services.secrets.newToken();
  await services.store.accounts.openSession({ tokenHash: services.secrets.hashToken(token), personId: 'fang', days: 1 });
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as T;
  };
  return { get, close: app.close };
}

function demandEqual(what: string, ours: unknown, byHand: unknown): void {
  if (JSON.stringify(ours) !== JSON.stringify(byHand)) throw new Error(`${what}: ${JSON.stringify(ours)} is not ${JSON.stringify(byHand)}`);
}

export async function benchBoards({ uri, size, rounds }: Bed): Promise<Report> {
  const [taskCount, ratingCount] = { quick: [10_000, 100_000], usual: [100_000, 1_000_000], full: [1_000_000, 3_000_000] }[size] as [number, number];
  const base = await openLedgerBase(uri);
  await fillTasks(base, taskCount);
  await fillRatings(base, ratingCount, taskCount / TICKETS);
  const { get, close } = await office(base);
  const ofCategory = (await base.db.collection<{ _id: string }>('findings').find({ category: '类别 1' }).toArray()).map(({ _id }) => _id);
  const whole = () => get<Board>('/api/board');
  const narrowed = () => get<Board>(`/api/board?category=${encodeURIComponent('类别 1')}`);
  const satisfaction = () => get<Satisfaction>(`/api/satisfaction?month=${MONTH}`);
  const redOf = ({ lights }: Board) => lights.find(({ id }) => id === 'red')?.count;

  for (const [ask, ids] of [[whole, null] as const, [narrowed, ofCategory] as const]) {
    const [board, byHand] = [await ask(), await tasksByHand(base, ids)];
    demandEqual('the board', { total: board.total, red: redOf(board) }, byHand);
  }
  const [month, byHand] = [await satisfaction(), await ratingsByHand(base)];
  const year = month.months.reduce((sum, { total }) => sum + total, 0);
  demandEqual(
    'satisfaction',
    { total: month.whole.total, year, answered: month.tickets?.figures.find(({ id }) => id === 'ticketAnswered')?.count ?? 0 },
    byHand,
  );

  const beside = (name: string, ours: () => Promise<unknown>, run: () => Promise<unknown>): Promise<readonly Result[]> =>
    measure({ name, rounds, ours, rivals: [{ name: 'the bare aggregation of the same counts', aim: AIM, run }] });
  const tasks = `C6 the board over ${taskCount.toLocaleString('en')} tasks`;
  const results = [
    ...(await beside(tasks, whole, () => tasksByHand(base, null))),
    ...(await beside(`${tasks}, of one category`, narrowed, () => tasksByHand(base, ofCategory))),
    ...(await beside(`C6 satisfaction over ${ratingCount.toLocaleString('en')} ratings`, satisfaction, () => ratingsByHand(base))),
  ];
  close();
  await base.drop();
  return { results, told: [] };
}
