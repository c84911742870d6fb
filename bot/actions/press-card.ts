/** A button of a card was pressed: the act goes through the one door as that person, and the card says who did what and when. */
import { createHash } from 'node:crypto';
import type { Card, CardAct } from '../../core/contract/chat.js';
import type { Viewer } from '../../core/people/model.js';
import { pressIn } from '../../core/notice/press.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { AppKind, Incoming, Services } from '../services.js';
import { act } from './act.js';
import { findTask } from './read-task.js';

type Press = Extract<Incoming['what'], { kind: 'press' }> & { readonly userId: string };

/** The same button of the same card is the same request, however often it is pressed. */
const requestIdOf = (kind: AppKind, { cardId, key }: Press): string =>
  `press-${createHash('sha256')
    .update(JSON.stringify([kind, cardId, key]))
    .digest('hex')
    .slice(0, 32)}`;

async function actNow(services: Services, kind: AppKind, viewer: Viewer, pressed: Press, { act: name, taskId }: Pick<CardAct, 'act' | 'taskId'>) {
  const { task } = await findTask(services, viewer, taskId);
  return act(services, viewer, taskId, { requestId: requestIdOf(kind, pressed), version: task.version, action: { kind: name } });
}

/** The card as it was sent; whoever presses has seen no other. */
async function cardOf({ store }: Services, viewer: Viewer, cardId: string): Promise<Card | null> {
  const message = await store.previews.find(cardId);
  return message?.room === `person:${viewer.person.id}` ? (message.card as Card | null) : null;
}

/** Words to be sent where the card itself cannot tell: what was refused, or done when the card could not be changed. Null: it tells. */
export async function pressCard(services: Services, kind: AppKind, viewer: Viewer, pressed: Press): Promise<string | null> {
  const asked = pressIn(pressed.key);
  if (asked === null) return '这个按钮已经不能用了，请打开“我的任务”办理。';
  try {
    const { words } = await actNow(services, kind, viewer, pressed, asked);
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
