/** Asks the platforms what became of messages that they took and may have dropped in silence: soon after, and once more later. */
import type { Found } from '../channels/channel.js';
import type { AppKind, Dispatch, DispatchNote, Services } from '../services.js';
import { ConnectionKind } from '../../core/contract/connection.js';
import { isAppKind, lanesOf, memberOf, switchboardOf } from './lanes.js';

const MINUTE = 60_000;
/** A platform answers for a day; each question counts in its monthly budget, so there are two at most. */
const LOOKS_AFTER_MS = [10 * MINUTE, 4 * 60 * MINUTE];
const ASKED_FOR_MS = 24 * 60 * MINUTE;
const MOST_AT_ONCE = 500;

function isDue({ sentAt }: Dispatch, { recalled, receipt }: DispatchNote, now: Date): boolean {
  if (recalled !== null || (receipt !== null && receipt.state !== 'unread')) return false;
  const afterMs = LOOKS_AFTER_MS[receipt?.looks ?? 0];
  return afterMs !== undefined && now.getTime() - sentAt.getTime() >= afterMs;
}

async function lookAfter(services: Services, kind: AppKind, dispatch: Dispatch, looks: number): Promise<void> {
  const { store, channels, roster, clock } = services;
  const [app, people] = await Promise.all([store.apps.find(kind), roster()]);
  const person = people.person(dispatch.recipient.id);
  const target = app === null || person === null ? null : memberOf(app, person, []);
  const found = target === null ? null : ((await channels[kind].found?.(target, dispatch.messageId)) ?? null);
  if (target === null || found === null) return;
  // What follows comes first: a death between the two asks again, and nothing is put back twice.
  if (found.state === 'heldBack') await followHeldBack(services, kind, dispatch, target.userId, found);
  await store.dispatches.noteReceipt(dispatch, { state: found.state, words: found.words, at: clock.now(), looks: looks + 1 });
}

async function followHeldBack(services: Services, kind: AppKind, dispatch: Dispatch, userId: string, found: Found): Promise<void> {
  const { words, isUnreached, mayGoAnotherWay } = found;
  if (isUnreached) await services.store.apps.markUnreached({ kind, personId: dispatch.recipient.id, userId, words });
  services.log.warn('message held back by its platform', { app: kind, person: dispatch.recipient.id, why: words });
  if (mayGoAnotherWay || (isUnreached && (await isReachedElsewhere(services, dispatch)))) await sendOnceMore(services, dispatch, words);
}

/** By another application: the person's own room has the message already. */
async function isReachedElsewhere(services: Services, { recipient, lane }: Dispatch): Promise<boolean> {
  const [other] = lanesOf(recipient, await switchboardOf(services));
  return other !== undefined && other !== lane && isAppKind(other.split(':')[0]);
}

/** What was never shown goes the other way, once: held back there too it stays where the office reads why. */
async function sendOnceMore({ store, log, kick }: Services, dispatch: Dispatch, why: string): Promise<void> {
  const count = await store.outbox.putBack(dispatch, why);
  if (count === 0) return;
  log.info('notices put back', { lane: dispatch.lane, notices: count });
  kick();
}

/** A tick: what it asks follows from the data. Answers how many were asked about. */
export async function askReceipts(services: Services): Promise<number> {
  const now = services.clock.now();
  let count = 0;
  for (const kind of ConnectionKind.options) {
    if (services.channels[kind].found === undefined) continue;
    const sent = await services.store.dispatches.sentSince(kind, new Date(now.getTime() - ASKED_FOR_MS), MOST_AT_ONCE);
    const askable = sent.filter(({ messageId }) => services.channels[kind].mayBeFound?.(messageId) === true);
    const notes = await services.store.dispatches.notes(askable);
    for (const [index, dispatch] of askable.entries()) {
      const note = notes[index];
      if (note === undefined || !isDue(dispatch, note, now)) continue;
      try {
        await lookAfter(services, kind, dispatch, note.receipt?.looks ?? 0);
      } catch (error) {
        // One that cannot be looked after keeps no other from it.
        services.log.error('receipt was not asked for', { lane: dispatch.lane, error });
      }
      count += 1;
    }
  }
  return count;
}
