/** A button of a card was pressed: the act goes through the one door as that person, and the card says who did what and when. */
import type { Card } from '../../core/contract/chat.js';
import type { Viewer } from '../../core/people/model.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { pagesOf } from '../../core/chat/pages.js';
import { goOnFrom, type Press } from '../../core/notice/press.js';
import { Refusal } from '../../core/refusal.js';
import { type Day, dayOf, dayWithWeekday, instantWords } from '../../core/time/day.js';
import type { AppKind, Incoming, Services } from '../services.js';
import { act } from './act.js';
import { idFrom } from './id-from.js';
import { findTask } from './read-task.js';
import { deskOf } from './task-card.js';

export type Pressed = Extract<Incoming['what'], { kind: 'press' }> & { readonly userId: string };

/** The same button of the same card is the same request, however often it is pressed. */
const requestIdOf = (kind: AppKind, { cardId, key, picked }: Pressed): string =>
  `press-${idFrom(picked === undefined ? [kind, cardId, key] : [kind, cardId, key, picked], 32)}`;

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
async function actByPress(services: Services, viewer: Viewer, asked: Press, requestId: string): Promise<Done> {
  const earlier = await doneBefore(services, viewer, requestId);
  if (earlier !== null) return earlier;
  const { task } = await findTask(services, viewer, asked.taskId);
  const { roster, book, calendar, now } = await deskOf(services, viewer);
  const goOn = goOnFrom(asked, task, { policy: policyFor(book, task, roster), calendar, now });
  if (goOn !== null) throw new Refusal('press-past', '这条提醒已经过去，没有记录。', { kind: 'conflict', remedy: goOn });
  const action = asked.act === 'snooze' ? { kind: asked.act, until: asked.until ?? '' } : { kind: asked.act };
  const { words } = await act(services, viewer, asked.taskId, { requestId, version: task.version, action });
  // Of two presses at once the first one's moment.
  return (await doneBefore(services, viewer, requestId)) ?? { words, at: now };
}

export type Presses = readonly [Press, ...Press[]];

/** `已知悉 3 项提醒。`, `3 项提醒推迟到 11月27日（周五）。` */
const doneWords = (count: number, { act: kind, until }: Press, today: Day): string =>
  kind === 'snooze' && until !== undefined ? `${count} 项提醒推迟到 ${dayWithWeekday(until, today)}。` : `已知悉 ${count} 项提醒。`;

/**
 * Several reminders of one message, each judged by itself: what is refused hinders no other and is told with why. Refusals as of
 * one alone, where nothing was done.
 */
export async function actByPresses(services: Services, viewer: Viewer, presses: Presses, requestId: string): Promise<Done> {
  const [first, ...others] = presses;
  if (others.length === 0) return actByPress(services, viewer, first, requestId);
  const done: Done[] = [];
  const refused: Refusal[] = [];
  for (const [index, press] of presses.entries()) {
    try {
      done.push(await actByPress(services, viewer, press, `${requestId}-${index}`));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error);
    }
  }
  const [earliest] = done.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
  const [why] = refused;
  if (earliest === undefined) throw why ?? new Error('presses that came to nothing');
  const rest = why === undefined ? '' : `另有 ${refused.length} 项没有记录：${why.message}${why.remedy ?? ''}`;
  return { words: `${doneWords(done.length, first, dayOf(services.clock.now()))}${rest}`, at: earliest };
}

/** The card as it was sent; whoever presses has seen no other. */
async function cardOf({ store }: Services, viewer: Viewer, cardId: string): Promise<Card | null> {
  const message = await store.previews.find(cardId);
  return message?.room === `person:${viewer.person.id}` ? (message.card as Card | null) : null;
}

/** `何俊 11月24日（周二）08:30：已签收。` */
export const byWords = ({ clock }: Services, { person }: Viewer, at: Date, words: string): string =>
  `${person.name} ${instantWords(at, dayOf(clock.now()))}：${words}`;

/** A card of our answers, which is not kept: what it led to stands in its place. */
export const answeredCard = ({ settings }: Services, title: string): Card => ({
  ...{ source: '督办', title, subtitle: null, lines: [], foot: '' },
  links: [{ words: '打开我的任务', url: pagesOf(settings.publicUrl)('my') }],
});

/** Words to be sent where the card itself cannot tell: what was refused, or done when the card could not be changed. Null: it tells. */
export async function pressCard(services: Services, kind: AppKind, viewer: Viewer, pressed: Pressed, presses: Presses): Promise<string | null> {
  try {
    const { words, at } = await actByPresses(services, viewer, presses, requestIdOf(kind, pressed));
    const done = byWords(services, viewer, at, words);
    const card = pressed.picked === undefined ? await cardOf(services, viewer, pressed.cardId) : answeredCard(services, '提醒已经回应');
    const isTold = await settle(services, kind, pressed, card, done);
    return isTold && card !== null ? null : done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `没有办成：${error.message}${error.remedy ?? ''}`;
  }
}

/** True where the card says so now. */
export async function settle(services: Services, kind: AppKind, pressed: Pressed, card: Card | null, words: string): Promise<boolean> {
  const app = await services.store.apps.find(kind);
  const { userId, code } = pressed;
  if (app === null || code === null) return false;
  const result = await services.channels[kind].settleCard?.(app, { userId, code, card, words });
  return result?.kind === 'sent';
}
