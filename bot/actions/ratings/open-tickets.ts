/**
 * Opens the tickets 差评工单 that bad ratings are owed, many in one transaction. Called right after a rating and by every sweep, so
 * that one whose process died meanwhile is only late. Several processes may do it at once: each ticket is opened once.
 */
import type { DubanEvent, Finding, Task } from '../../../core/ledger/model.js';
import type { Moment } from '../../../core/notice/due-notices.js';
import type { NoticeDraft } from '../../../core/notice/model.js';
import { policyFor } from '../../../core/notice/policy-book.js';
import { LEVEL_WORDS } from '../../../core/rating/levels.js';
import type { Rating, ServiceWindow } from '../../../core/rating/model.js';
import { roundOfTickets, ticketOf } from '../../../core/rating/open-ticket.js';
import { noticesOfTicket } from '../../../core/rating/ticket-notices.js';
import { Refusal } from '../../../core/refusal.js';
import type { Services } from '../../services.js';
import { eventOf } from '../event-of.js';
import { laned, switchboardOf } from '../lanes.js';

/** So many in one transaction: few enough that whoever rates meanwhile does not wait for it. */
const BATCH = 5;
/** After the first bad rating, and between two runs: a ticket has a workday, whoever rates at the same time has seconds. */
export const TICKETS_REST_MS = 5_000;

interface Opening {
  readonly rating: Rating;
  readonly finding: Finding;
  readonly task: Task;
  readonly event: DubanEvent;
  readonly notices: readonly NoticeDraft[];
}

function openingOf(services: Services, rating: Rating, taskId: string, window: ServiceWindow, number: number, moment: Moment): Opening {
  const policy = policyFor(moment.book, { id: '', unitId: window.unitId, roundId: roundOfTickets(rating.at).id }, moment.roster);
  const { finding, task } = ticketOf({ taskId, number, window, rating, policy, ...moment });
  const ratedId = window.staff.find(({ workNumber }) => workNumber === rating.staffId)?.personId ?? null;
  const data = { level: LEVEL_WORDS[rating.level], ratingId: rating.id };
  const event = eventOf(services, null, 'ticketOpened', { kind: 'task', id: task.id }, data);
  return { rating, finding, task, event, notices: noticesOfTicket(task, ratedId, moment) };
}

async function openingsOf(services: Services, ratings: readonly Rating[], moment: Moment): Promise<readonly Opening[]> {
  const windows = new Map((await services.store.windows.list()).map((window) => [window.id, window]));
  let number = await services.store.tasks.reserveNumbers(ratings.length);
  return ratings.flatMap((rating) => {
    const window = windows.get(rating.windowId);
    try {
      if (window === undefined || rating.ticketId === null) throw new Error(`a rating without ${window === undefined ? 'its window' : 'a ticket'}`);
      return [openingOf(services, rating, rating.ticketId, window, number++, moment)];
    } catch (error) {
      tellUnopened(services, rating, error);
      return [];
    }
  });
}

/** It stays owed, and is told again by the next sweep. */
const tellUnopened = ({ log }: Services, rating: Rating, error: unknown): void =>
  log.error('ticket cannot be opened', { rating: rating.id, window: rating.windowId, error });

const taken = (): Refusal => new Refusal('tickets-opened', '工单已由另一进程建立。', { kind: 'conflict' });

/** False where another process was first with one of them: nothing is written then. */
async function write(services: Services, openings: readonly Opening[], moment: Moment): Promise<boolean> {
  const ids = openings.map(({ rating }) => rating.id);
  const rounds = new Map(openings.map(({ rating: { at } }) => [roundOfTickets(at).id, roundOfTickets(at)]));
  const drafts = openings.flatMap(({ notices }) => notices);
  const notices = laned(drafts, { ...(await switchboardOf(services)), roster: moment.roster });
  try {
    await services.store.transaction(async (store) => {
      if ((await store.ratings.settle(ids)) !== ids.length) throw taken();
      for (const round of rounds.values()) if ((await store.ledger.round(round.id)) === null) await store.ledger.saveRound(round);
      await store.ledger.saveFindings(openings.map(({ finding }) => finding));
      await store.tasks.insertMany(openings.map(({ task }) => task));
      await store.events.insert(openings.map(({ event }) => event));
      await store.outbox.insert(notices);
    });
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.id === 'tickets-opened') return false;
    throw error;
  }
}

/** Each by itself, where one of them keeps all from being written; throws where none can be: then it is none of theirs. */
async function writeEach(services: Services, openings: readonly Opening[], moment: Moment): Promise<readonly Opening[]> {
  const [written, met]: [Opening[], unknown[]] = [[], []];
  for (const opening of openings) {
    try {
      if (await write(services, [opening], moment)) written.push(opening);
    } catch (error) {
      tellUnopened(services, opening.rating, error);
      met.push(error);
    }
  }
  if (met.length === openings.length) throw met[0];
  return written;
}

/** Those that were opened here; null where another process was first with one of them, and nothing was. */
async function writeAll(services: Services, openings: readonly Opening[], moment: Moment): Promise<readonly Opening[] | null> {
  try {
    return (await write(services, openings, moment)) ? openings : null;
  } catch (error) {
    if (openings.length === 1) throw error;
    return writeEach(services, openings, moment);
  }
}

/** Answers how many were opened here; what is owed meanwhile may be left for the next run. */
export async function openTickets(services: Services, moment: Moment): Promise<number> {
  let [opened, after]: [number, string | null] = [0, null];
  for (;;) {
    const ratings: readonly Rating[] = await services.store.ratings.owed(after, BATCH);
    if (ratings.length === 0) break;
    const isLast = ratings.length < BATCH;
    const openings = await openingsOf(services, ratings, moment);
    const written = openings.length === 0 ? [] : await writeAll(services, openings, moment);
    // Those that another process was first with are not owed any more.
    if (written === null) continue;
    if (written.length > 0) {
      opened += written.length;
      services.log.info('tickets opened', { tickets: written.map(({ task }) => task.number) });
      services.kick();
    }
    after = ratings.at(-1)?.id ?? null;
    if (isLast) break;
  }
  return opened;
}
