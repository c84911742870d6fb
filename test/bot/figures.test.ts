/**
 * Board and satisfaction against a count over the raw documents that asks no rule of ours: random ledgers and ratings, random days,
 * and machines in four time zones, which rate and read in turn.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Board, Figure } from '../../core/contract/board.js';
import type { Rate, Satisfaction } from '../../core/contract/satisfaction.js';
import type { Task } from '../../core/ledger/model.js';
import { aFinding, aRound, aTask, CENTRE } from '../support/make.js';
import { openTestStore, type TestStore } from '../support/database.js';
import type { ZoneAsk } from '../support/zone-worker.js';

const WORKER = fileURLToPath(new URL('../support/zone-worker.ts', import.meta.url));
/** With the minutes west of Greenwich in January and July, so that a machine without zones fails here and not silently. */
const ZONES = { 'Pacific/Kiritimati': [-840, -840], 'America/Los_Angeles': [480, 420], 'Asia/Kathmandu': [-345, -345], UTC: [0, 0] } as const;
const UNITS = [...CENTRE.units, { id: 'window', name: '窗口组', parentId: 'section' }, { id: 'bureau', name: '某市档案馆', parentId: null }];
const SECTION = ['section', 'window'];
const WINDOWS = ['a', 'b'].map((letter) => letter.repeat(24));
const DAY = 86_400_000;

interface Zone {
  readonly offsets: unknown;
  ask<T = unknown>(ask: ZoneAsk): Promise<T>;
}

async function zoneOf(base: TestStore, name: string, children: ChildProcess[]): Promise<Zone> {
  const child = fork(WORKER, [base.uri, base.dbName], { execArgv: ['--import', 'tsx'], env: { ...process.env, TZ: name } });
  children.push(child);
  const next = <T>() =>
    new Promise<T>((resolve, reject) => {
      const gone = () => reject(new Error(`the machine in ${name} is gone`));
      child.once('exit', gone);
      child.once('message', (told: { readonly value?: T; readonly error?: string }) => {
        child.off('exit', gone);
        if (told.error === undefined) resolve(told.value as T);
        else reject(new Error(`${name}: ${told.error}`));
      });
    });
  const offsets = await next();
  return {
    offsets,
    ask: <T>(ask: ZoneAsk) => {
      const answered = next<T>();
      child.send(ask);
      return answered;
    },
  };
}

interface RawTask {
  readonly unitId: string;
  readonly status: string;
  readonly due: { readonly day: string };
  readonly originalDue: { readonly day: string } | null;
  readonly returnedCount: number;
  readonly lastProgressAt: Date | null;
  readonly supervisedFrom: string;
  readonly submittedAt: Date | null;
  readonly closedAt: Date | null;
  readonly ticket: {
    readonly hasPhone: boolean;
    readonly calledBackAt: Date | null;
    readonly answeredAt: Date | null;
    readonly openedAt: Date;
  } | null;
}
interface RawRating {
  readonly windowId: string;
  readonly staffId: string | null;
  readonly level: number;
  readonly at: Date;
  readonly valid: boolean;
}

// ---- The count by hand: of raw documents, in fifty lines, with days as numbers since 1970 in UTC+8. ----
const dayAt = (at: Date): number => Math.floor((at.getTime() + 8 * 3_600_000) / DAY);
const dayIn = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY;
const monthAt = (at: Date): string => new Date(dayAt(at) * DAY).toISOString().slice(0, 7);
/** A due day on a weekend is carried to Monday (the drawn days know no other days off). */
function lateOn(due: string, day: number): number {
  let carried = dayIn(due);
  while ([2, 3].includes(carried % 7)) carried += 1;
  return Math.max(0, day - carried);
}
const share = (good: number, all: number) => (all === 0 ? '—' : `${(Math.floor((good * 1000) / all) / 10).toFixed(1)} %`);
/** Wilson's bound as what it is: the share of which what was seen is 1.96 deviations away, found by halving. */
function boundBy(good: number, all: number): string {
  let [low, high] = [0, good / all];
  for (let turn = 0; turn < 100; turn += 1) {
    const middle = (low + high) / 2;
    if ((good / all - middle) ** 2 > (1.96 ** 2 * middle * (1 - middle)) / all) low = middle;
    else high = middle;
  }
  return share(high + 1e-12, 1);
}
const rateBy = (of: readonly RawRating[], good = of.filter(({ level }) => level >= 3).length) =>
  [of.length, good, share(good, of.length), boundBy(good, of.length)] as const;
const ratesBy = (of: readonly RawRating[], keyOf: (one: RawRating) => string | null) =>
  Object.fromEntries([...new Set(of.flatMap((one) => keyOf(one) ?? []))].map((key) => [key, rateBy(of.filter((one) => keyOf(one) === key))]));
function countedBy(tasks: readonly RawTask[], ratings: readonly RawRating[], now: Date) {
  const today = dayAt(now);
  const of = (...names: string[]) => tasks.filter(({ status }) => names.includes(status));
  const [open, done, inReview] = [of('handedOut', 'inProgress'), of('closed'), of('submitted')];
  const late = open.map(({ due }) => lateOn(due.day, today)).filter((days) => days > 0);
  const stillFor = (one: RawTask) => today - (one.lastProgressAt === null ? dayIn(one.supervisedFrom) : dayAt(one.lastProgressAt));
  const soon = open.filter((one) => lateOn(one.due.day, today) === 0 && (dayIn(one.due.day) - today <= 7 || stillFor(one) > 14));
  const lateBy = ({ submittedAt: at }: RawTask, { day }: RawTask['due']) => (at === null ? null : lateOn(day, dayAt(at)));
  const [last, first] = [done.map((one) => lateBy(one, one.due)), done.map((one) => lateBy(one, one.originalDue ?? one.due))];
  const inTime = [last.filter((by) => by !== null).length, last.filter((by) => by === 0).length, first.filter((by) => by === 0).length];
  const valid = ratings.filter((one) => one.valid && monthAt(one.at) <= monthAt(now));
  const month = valid.filter(({ at }) => monthAt(at) === monthAt(now));
  const tickets = tasks.flatMap(({ ticket }) => (ticket !== null && monthAt(ticket.openedAt) === monthAt(now) ? [ticket] : []));
  const withPhone = tickets.filter(({ hasPhone }) => hasPhone);
  const [called, answered] = [withPhone.filter((one) => one.calledBackAt !== null).length, tickets.filter((one) => one.answeredAt !== null).length];
  const between = (from: number, to: number) => late.filter((days) => days >= from && days <= to).length;
  return {
    lights: { red: late.length, yellow: soon.length + inReview.filter((one) => (lateBy(one, one.due) ?? 0) > 0).length, none: done.length },
    ages: { late3: between(1, 3), late7: between(4, 7), late30: between(8, 30), lateLong: between(31, 1_000), lateLately: between(1, 7) },
    closedLately: done.filter(({ closedAt: at }) => at !== null && today - dayAt(at) < 7).length,
    returned: open.filter((one) => one.returnedCount > 0).length,
    figuresInTime: [inTime[1], (inTime[0] ?? 0) - (inTime[1] ?? 0), inTime[2]],
    ...{ inTime, totals: { all: tasks.length, section: tasks.filter(({ unitId }) => SECTION.includes(unitId)).length } },
    ...{ windows: ratesBy(month, (one) => one.windowId), staff: ratesBy(month, (one) => one.staffId) },
    months: ratesBy(valid, ({ at }) => monthAt(at)),
    tickets: [tickets.length, withPhone.length, called, answered, share(called, withPhone.length), share(answered, tickets.length)],
  };
}
// ---- End of the count by hand. ----

/** What the screens say, in the same shape. */
function shown({ board, under, satisfaction }: { readonly board: Board; readonly under: Board; readonly satisfaction: Satisfaction }) {
  const count = (figures: readonly Figure[], id: string) => figures.find((one) => one.id === id)?.count ?? 0;
  const of = <Names extends string>(figures: readonly Figure[], ...names: readonly Names[]) =>
    Object.fromEntries(names.map((name) => [name, count(figures, name)])) as Record<Names, number>;
  const rates = (all: readonly Rate[]) =>
    Object.fromEntries(
      all.filter(({ total }) => total > 0).map(({ id, total, satisfied, rateWords, boundWords }) => [id, [total, satisfied, rateWords, boundWords]]),
    );
  const said = /有 (\d+) 项可以比较时限，(\d+) 项按期提交（[\d.]+%）(?:；按最初的时限是 (\d+) 项)?/.exec(board.inTimeWords ?? '');
  const tickets = satisfaction.tickets ?? { opened: 0, words: ['回访率 —（0/0）', '答复率 —（0/0）'], figures: [] };
  return {
    lights: of(board.lights, 'red', 'yellow', 'none'),
    ages: { ...of(board.ageing, 'late3', 'late7', 'late30', 'lateLong'), ...of(board.movement, 'lateLately') },
    ...of(board.movement, 'closedLately', 'returned'),
    inTime: said === null ? [0, 0, 0] : [Number(said[1]), Number(said[2]), Number(said[3] ?? said[2])],
    figuresInTime: Object.values(of(board.inTime, 'doneInTime', 'doneLate', 'doneInTimeAtFirst')),
    totals: { all: board.total, section: under.total },
    windows: rates(satisfaction.windows),
    staff: rates(satisfaction.staff),
    months: rates(satisfaction.months),
    tickets: [
      tickets.opened,
      ...Object.values(of(tickets.figures, 'ticketWithPhone', 'ticketCalled', 'ticketAnswered')),
      ...tickets.words.map((words) => words.replace(/（.*/, '').replace(/^.*率 /, '')),
    ],
  };
}

/** Any instant of these days; many just before or after midnight in UTC+8, where a machine's own zone would go wrong. */
const clock = fc.oneof(fc.constantFrom(0, 1, DAY - 1), fc.integer({ min: 0, max: DAY - 1 }));
const agoOf = (most: number) => fc.record({ days: fc.integer({ min: 0, max: most }), clock });
const drawnTask = fc.record({
  unitId: fc.constantFrom('centre', 'section', 'other', 'window', 'bureau'),
  status: fc.constantFrom<Task['status']>('handedOut', 'inProgress', 'submitted', 'closed'),
  due: fc.integer({ min: -38, max: 30 }),
  extended: fc.option(fc.integer({ min: 1, max: 20 })),
  reported: fc.option(agoOf(30)),
  submitted: fc.option(agoOf(30)),
  closed: agoOf(12),
  returnedCount: fc.constantFrom(0, 0, 1),
});
const drawnRating = fc.record({
  ago: agoOf(39),
  windowId: fc.constantFrom(...WINDOWS),
  level: fc.constantFrom(1, 2, 3, 4, 5, 5, 5),
  staff: fc.boolean(),
  phone: fc.boolean(),
  called: fc.boolean(),
  answered: fc.boolean(),
  upheld: fc.constantFrom(false, false, false, true),
});
const drawn = fc.record({
  // No public holiday lies between the first due day and any of these days.
  day: fc.oneof(
    fc.integer({ min: dayIn('2026-07-31'), max: dayIn('2026-09-15') }),
    fc.integer({ min: dayIn('2026-11-20'), max: dayIn('2026-12-30') }),
  ),
  clock,
  tasks: fc.array(drawnTask, { maxLength: 20 }),
  ratings: fc.array(drawnRating, { maxLength: 10 }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

describe('figures, wherever the machine stands', () => {
  let base: TestStore;
  const children: ChildProcess[] = [];
  const zones = new Map<string, Zone>();
  let [runs, made] = [0, 0];

  beforeAll(async () => {
    base = await openTestStore();
    await Promise.all(Object.keys(ZONES).map(async (name) => zones.set(name, await zoneOf(base, name, children))));
  }, 180_000);
  afterAll(async () => {
    for (const child of children) if (child.connected) child.disconnect();
    await base.close();
  });

  async function prepare(): Promise<void> {
    await base.empty();
    const { people, ledger, windows } = base.store;
    await people.saveUnits(UNITS);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding()]);
    for (const [index, id] of WINDOWS.entries()) {
      const staff = [0, 1].map((seat) => ({ workNumber: `0${index}${seat}`, name: `人员${index}${seat}`, personId: null }));
      await windows.save({
        id,
        name: `${index} 号窗口`,
        unitId: SECTION[index] ?? '',
        handlerId: 'he',
        leaderId: null,
        staff,
        services: [],
        codeNumber: 1,
        active: true,
      });
    }
  }

  /** Midnight in UTC+8, so many days before the day, and a time of that day; never after now. */
  const instantOf = ({ day, clock: time }: Drawn, ago: { readonly days: number; readonly clock: number }) =>
    new Date(Math.min((day - ago.days) * DAY + ago.clock, day * DAY + time) - 8 * 3_600_000);
  const textOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

  async function fill(one: Drawn, zone: Zone): Promise<void> {
    const at = (ago: { readonly days: number; readonly clock: number } | null) => (ago === null ? null : instantOf(one, ago));
    const tasks = one.tasks.map(({ unitId, status, due, extended, reported, submitted, closed, returnedCount }) => {
      const [first, last] = [textOf(one.day + due), textOf(one.day + due + (extended ?? 0))];
      return aTask({
        ...{ unitId, status, returnedCount, due: { kind: 'day', day: last, words: last }, supervisedFrom: '2026-06-01' },
        ...{ originalDue: extended === null ? null : { kind: 'day', day: first, words: first } },
        ...{ lastProgressAt: at(reported), submittedAt: at(submitted), closedAt: status === 'closed' ? at(closed) : null },
      });
    });
    await base.store.tasks.insertMany(tasks);
    // Tickets take the numbers after them.
    await base.store.tasks.reserveNumbers(Math.max(0, ...tasks.map(({ number }) => number)));
    for (const { ago, windowId, level, staff, phone } of one.ratings) {
      made += 1;
      const id = `of-this-test-${String(made).padStart(8, '0')}`;
      const said = { requestId: id, deviceId: id, level: level as 5, tags: [], comment: '', ...(phone ? { phone: '13812345678' } : {}) };
      const named = staff ? { staffId: `0${WINDOWS.indexOf(windowId)}0` } : {};
      const network = `10.${made % 250}.${Math.floor(made / 250)}.1`;
      await zone.ask({ kind: 'rate', at: instantOf(one, ago).toISOString(), windowId, said: { ...said, ...named }, network });
    }
    await zone.ask({ kind: 'tickets', at: instantOf(one, { days: 0, clock: DAY }).toISOString() });
    // What people did with them since, written by hand.
    const [tasksRaw, ratingsRaw] = ['tasks', 'ratings'].map((name) => base.db.collection<{ _id: string }>(name));
    const rated = (await ratingsRaw?.find().sort({ _id: 1 }).toArray()) as unknown as (RawRating & { readonly _id: string })[];
    for (const [index, { _id, at: opened }] of rated.entries()) {
      const { called, answered, upheld } = one.ratings[index] ?? {};
      const since = { 'ticket.calledBackAt': called === true ? opened : null, 'ticket.answeredAt': answered === true ? opened : null };
      await tasksRaw?.updateOne({ 'ticket.ratingId': _id } as never, { $set: since });
      if (upheld === true) await ratingsRaw?.updateOne({ _id }, { $set: { valid: false } });
    }
  }

  test('the machines stand in other zones, some with summer time', () => {
    expect(Object.fromEntries([...zones].map(([name, { offsets }]) => [name, offsets]))).toEqual(ZONES);
  });

  test('every figure of board and satisfaction equals a count of the raw documents and opens just as many, in whatever zone', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (one) => {
        await prepare();
        const all = [...zones];
        const [, rating] = all[runs % all.length] ?? all[0] ?? [];
        runs += 1;
        if (rating === undefined) throw new Error('no zone');
        await fill(one, rating);
        const now = instantOf(one, { days: 0, clock: DAY });
        const [tasks, ratings] = [await base.db.collection('tasks').find().toArray(), await base.db.collection('ratings').find().toArray()];
        const expected = countedBy(tasks as unknown as RawTask[], ratings as unknown as RawRating[], now);
        for (const [name, zone] of all) {
          // Each reckons for itself.
          await base.db.collection('tasks').updateMany({}, { $unset: { reckoned: '' } });
          const found = await zone.ask<Parameters<typeof shown>[0] & { readonly behind: readonly (readonly [string, number, number])[] }>({
            kind: 'figures',
            at: now.toISOString(),
            personId: 'fang',
            under: 'section',
          });
          expect([name, shown(found)]).toEqual([name, expected]);
          // Each opens just what it counts.
          expect(found.behind.length).toBeGreaterThan(8);
          expect([name, found.behind.filter(([, figure, listed]) => figure !== listed)]).toEqual([name, []]);
        }
      }),
      { numRuns: 10 },
    );
  }, 600_000);
});
