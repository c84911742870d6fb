/** 我的消息: what was said to the person who asks, and to nobody else. Groups and other people's rooms: `read-chat.ts`. */
import type { MyMessages } from '../../core/contract/chat.js';
import type { Viewer } from '../../core/people/model.js';
import { dayOf, dayWords, timeOf } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { drawn } from './read-chat.js';

const LIMIT = 50;

const roomOf = ({ person }: Viewer): string => `person:${person.id}`;

export async function myMessages({ store, clock }: Services, viewer: Viewer): Promise<MyMessages> {
  const messages = await store.previews.ofRoom(roomOf(viewer), LIMIT);
  return { messages: drawn(messages, dayOf(clock.now())) };
}

/** When the newest was said; null where nothing ever was. */
export async function newestMessageWords({ store, clock }: Services, viewer: Viewer): Promise<string | null> {
  const [newest] = await store.previews.ofRoom(roomOf(viewer), 1);
  return newest === undefined ? null : `${dayWords(dayOf(newest.at), dayOf(clock.now()))} ${timeOf(newest.at)}`;
}
