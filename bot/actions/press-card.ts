/** A button of a card was pressed: the act goes through the one door as that person, and the card says who did what and when. */
import type { Card } from '../../core/contract/chat.js';
import type { Viewer } from '../../core/people/model.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { goOnFrom, type Press } from '../../core/notice/press.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { AppKind, Incoming, Services } from '../services.js';
import { act } from './act.js';
import { idFrom } from './id-from.js';
import { findTask } from './read-task.js';
import { deskOf } from './task-card.js';

type Pressed = Extract<Incoming['what'], { kind: 'press' }> & { readonly userId: string };

/** The same button of the same card is the same request, however often it is pressed. */
const requestIdOf = (kind: AppKind, { cardId, key }: Pressed): string => `press-${idFrom([kind, cardId, key], 32)}`;

/** What a press brought about, and the world time at which it did: of one repeated, the first. */
interface Done {
  readonly words: string;
  readonly at: Date;
}

async function doneBefore({ store }: Services, { person }: Viewer, requestId: string): Promise<Done | null> {
  const earlier = await store.events.answered(person.id, requestId);
  return earlier?.at === undefined ? null : { words: earlier.words, at: earlier.at };
}

/**
 * A press is judged by the task as it is now: nothing was on a screen that could have gone stale. But what it answers is what its
 * message told, and never something that was told later. Refusal `press-past`, and those of `act`.
 */
export async function actByPress(services: Services, viewer: Viewer, asked: Press, requestId: string): Promise<Done> {
  const earlier = await doneBefore(services, viewer, requestId);
  if (earlier !== null) return earlier;
  const { task } = await findTask(services, viewer, asked.taskId);
  const { roster, book, calendar, now } = await deskOf(services, viewer);
  const goOn = goOnFrom(asked, task, { policy: policyFor(book, task, roster), calendar, now });
  if (goOn !== null) throw new Refusal('press-past', '这条提醒已经过去，没有记录。', { kind: 'conflict', remedy: goOn });
  const { words } = await act(services, viewer, asked.taskId, { requestId, version: task.version, action: { kind: asked.act } });
  // Of two presses at once the first one's moment.
  return (await doneBefore(services, viewer, requestId)) ?? { words, at: now };
}

/** The card as it was sent; whoever presses has seen no other. */
async function cardOf({ store }: Services, viewer: Viewer, cardId: string): Promise<Card | null> {
  const message = await store.previews.find(cardId);
  return message?.room === `person:${viewer.person.id}` ? (message.card as Card | null) : null;
}

/** Words to be sent where the card itself cannot tell: what was refused, or done when the card could not be changed. Null: it tells. */
export async function pressCard(services: Services, kind: AppKind, viewer: Viewer, pressed: Pressed, asked: Press): Promise<string | null> {
  try {
    const { words, at } = await actByPress(services, viewer, asked, requestIdOf(kind, pressed));
    const done = `${viewer.person.name} ${instantWords(at, dayOf(services.clock.now()))}：${words}`;
    const app = await services.store.apps.find(kind);
    if (app === null || pressed.code === null) return done;
    const card = await cardOf(services, viewer, pressed.cardId);
    const { userId, code } = pressed;
    const result = await services.channels[kind].settleCard?.(app, { userId, code, card, words: done });
    return result?.kind === 'sent' && card !== null ? null : done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `没有办成：${error.message}${error.remedy ?? ''}`;
  }
}
