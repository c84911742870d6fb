/** 和督办助手对话: what was said to and by the person who asks, and to nobody else. Groups and other people's rooms: `read-chat.ts`. */
import type { MyMessages } from '../../core/contract/chat.js';
import type { Viewer } from '../../core/people/model.js';
import { dayOf, dayWords, timeOf } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { topicOf } from './converse/photos.js';
import { talkOf } from './converse/talk.js';
import { drawn, whereIn } from './read-chat.js';

const LIMIT = 50;

export const roomOf = ({ person }: Viewer): string => `person:${person.id}`;

export async function myMessages(services: Services, viewer: Viewer): Promise<MyMessages> {
  const room = roomOf(viewer);
  const messages = await services.store.previews.ofRoom(room, LIMIT);
  return {
    messages: drawn(messages, dayOf(services.clock.now()), await services.roster(), viewer.person.id),
    topic: await topicOf(await talkOf(services, viewer, whereIn(room), '')),
  };
}

/** When the newest was said; null where nothing ever was. */
export async function newestMessageWords({ store, clock }: Services, viewer: Viewer): Promise<string | null> {
  const [newest] = await store.previews.ofRoom(roomOf(viewer), 1);
  return newest === undefined ? null : `${dayWords(dayOf(newest.at), dayOf(clock.now()))} ${timeOf(newest.at)}`;
}
