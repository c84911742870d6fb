/**
 * The dry run: what a book of policies sends in the coming days if nobody does anything. It makes notices by the sweep's own
 * `madeAt`, leaves out what is told already or settled, and merges them lane by lane as delivery does. Writes nothing.
 */
import { setImmediate } from 'node:timers/promises';
import { type Moment, sweepReach } from '../../core/notice/due-notices.js';
import { type House, madeAt } from '../../core/notice/made-at.js';
import type { NoticeDraft, Recipient } from '../../core/notice/model.js';
import type { PolicyBook } from '../../core/notice/policy-book.js';
import { nextSpeakingTime } from '../../core/notice/quiet-hours.js';
import { precededBy } from '../../core/notice/silence.js';
import { isStillWanted } from '../../core/notice/still-wanted.js';
import { addDays, type Day, dayOf, daysBetween, instantAt } from '../../core/time/day.js';
import type { Services, TaskRow } from '../services.js';
import { houseOf } from './house-of.js';
import { laned, switchboardOf } from './lanes.js';
import { freshOf } from './sweep.js';

/** What one lane gets at one instant: one message, or more where a claim has no room. */
export interface Sending {
  readonly at: Date;
  readonly lane: string;
  readonly recipient: Recipient;
  readonly messages: number;
  readonly taskIds: ReadonlySet<string>;
}

/** A claim of the outbox holds no more. */
const MOST_NOTICES = 500;

type Laned = NoticeDraft & { readonly lane: string };

/** A sweep now, and one on the morning of each day after: what is due depends on nothing but the day. */
function momentsOf(now: Date, last: Day, { speak }: PolicyBook['base']): readonly Date[] {
  const later = Array.from({ length: Math.max(0, daysBetween(dayOf(now), last)) }, (_, index) => addDays(dayOf(now), index + 1));
  return [now, ...later.map((day) => instantAt(day, speak.from))];
}

/** `told`: what the moments before made, by the day on which they did. */
async function freshAt(services: Services, rows: readonly TaskRow[], house: House, moment: Moment, told: Map<string, Day>) {
  const made: NoticeDraft[] = [];
  for await (const drafts of madeAt(rows, house, moment)) made.push(...drafts);
  const today = dayOf(moment.now);
  const unsaid = made.filter(({ key }) => !told.has(key));
  // A repetition of what an earlier day of the dry run tells goes out; of what was told before it, as in a sweep.
  const isToldHere = (draft: NoticeDraft): boolean => (told.get(precededBy(draft) ?? '') ?? today) < today;
  const fresh = await freshOf(
    services,
    unsaid.filter((draft) => !isToldHere(draft)),
    today,
  );
  const all = [...fresh, ...unsaid.filter(isToldHere)];
  for (const { key } of all) told.set(key, today);
  return all;
}

/** One lane hears everything of one instant together. */
function merged(notices: readonly Laned[], instantOf: (notice: Laned) => Date): readonly Sending[] {
  const heaps = new Map<string, { readonly at: Date; readonly all: Laned[] }>();
  for (const notice of notices) {
    const at = instantOf(notice);
    const key = `${at.getTime()} ${notice.lane}`;
    const heap = heaps.get(key);
    if (heap === undefined) heaps.set(key, { at, all: [notice] });
    else heap.all.push(notice);
  }
  return [...heaps.values()].flatMap(({ at, all }) => {
    const [first] = all;
    if (first === undefined) return [];
    const taskIds = new Set(all.flatMap(({ taskId }) => taskId ?? []));
    return [{ at, lane: first.lane, recipient: first.recipient, messages: Math.ceil(all.length / MOST_NOTICES), taskIds }];
  });
}

/** Everything that goes out until the end of `last`, by lane and instant. `book` need not be the one that is saved. */
export async function forecast(services: Services, book: PolicyBook, last: Day): Promise<readonly Sending[]> {
  const { store } = services;
  const [now, calendar, roster, board] = [services.clock.now(), await services.calendar(), await services.roster(), await switchboardOf(services)];
  const rows: TaskRow[] = [];
  for await (const row of store.tasks.watched(sweepReach(book, calendar, last))) rows.push(row);
  const waiting = await store.outbox.waiting(instantAt(addDays(last, 1), '00:00'));
  const told = new Map<string, Day>();
  const house = await houseOf(services, board);
  const notices: Laned[] = [...waiting];
  for (const at of momentsOf(now, last, book.base)) {
    const fresh = await freshAt(services, rows, house, { now: at, book, calendar, roster }, told);
    notices.push(...laned(fresh, board));
    // Many tasks take a while; the others are answered between two days.
    await setImmediate();
  }
  const elsewhere = await store.tasks.many([...new Set(waiting.flatMap(({ taskId }) => taskId ?? []))]);
  const tasks = new Map([...rows, ...elsewhere].map(({ task }) => [task.id, task]));
  const isHere = ({ recipient }: Laned) => recipient.kind === 'group' || roster.person(recipient.id)?.active === true;
  const wanted = notices.filter((notice) => isHere(notice) && isStillWanted(notice, tasks.get(notice.taskId ?? '') ?? null, roster));
  const instantOf = ({ notBefore, urgent }: Laned): Date => {
    const earliest = notBefore > now ? notBefore : now;
    return urgent === true ? earliest : nextSpeakingTime(book.base, calendar, earliest);
  };
  return merged(wanted, instantOf).filter(({ at }) => dayOf(at) <= last);
}
