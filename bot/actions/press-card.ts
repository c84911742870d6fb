/** A button of a card was pressed: the act goes through the one door as that person, and the card says who did what and when. */
import type { Card } from '../../core/contract/chat.js';
import type { Viewer } from '../../core/people/model.js';
import type { Press } from '../../core/notice/press.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { AppKind, Incoming, Services } from '../services.js';
import { act } from './act.js';
import { idFrom } from './id-from.js';
import { findTask } from './read-task.js';

type Pressed = Extract<Incoming['what'], { kind: 'press' }> & { readonly userId: string };

/** The same button of the same card is the same request, however often it is pressed. */
const requestIdOf = (kind: AppKind, { cardId, key }: Pressed): string => `press-${idFrom([kind, cardId, key], 32)}`;

/** A press is judged by the task as it is now: nothing was on a screen that could have gone stale. */
export async function actByPress(services: Services, viewer: Viewer, { act: name, taskId }: Press, requestId: string) {
  const { task } = await findTask(services, viewer, taskId);
  return act(services, viewer, taskId, { requestId, version: task.version, action: { kind: name } });
}

/** The card as it was sent; whoever presses has seen no other. */
async function cardOf({ store }: Services, viewer: Viewer, cardId: string): Promise<Card | null> {
  const message = await store.previews.find(cardId);
  return message?.room === `person:${viewer.person.id}` ? (message.card as Card | null) : null;
}

/** Words to be sent where the card itself cannot tell: what was refused, or done when the card could not be changed. Null: it tells. */
export async function pressCard(services: Services, kind: AppKind, viewer: Viewer, pressed: Pressed, asked: Press): Promise<string | null> {
  try {
    const { words } = await actByPress(services, viewer, asked, requestIdOf(kind, pressed));
    const now = services.clock.now();
    const done = `${viewer.person.name} ${instantWords(now, dayOf(now))}：${words}`;
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
