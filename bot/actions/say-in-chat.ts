/** Talking to the bot in the preview chat: what was said and what was answered are kept as messages of the room. */
import type { ChatSaid, ChatSay } from '../../core/contract/chat.js';
import { demand } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { dayOf } from '../../core/time/day.js';
import type { PreviewMessage, Services } from '../services.js';
import { converse } from './converse.js';
import { roomOf } from './my-messages.js';
import { demandChat, drawn, speakerIn, whereIn } from './read-chat.js';

/** In one's own room anybody; elsewhere only where the preview chat may be read and, in the demo, spoken in. Refusal `not-allowed`. */
export async function sayInChat(services: Services, viewer: Viewer, room: string, said: ChatSay): Promise<ChatSaid> {
  if (room !== roomOf(viewer)) demandChat(services, viewer);
  const speaker = await speakerIn(services, viewer, room);
  demand(speaker !== null, '在这里说话');
  return speaker === null ? { messages: [], draft: null } : heard(services, speaker, room, said);
}

async function heard(
  services: Services,
  speaker: Viewer,
  room: string,
  { messageId, text, press, picked, evidenceIds = [] }: ChatSay,
): Promise<ChatSaid> {
  const { previews } = services.store;
  const at = services.clock.now();
  const photos = evidenceIds.length === 0 ? '' : `［照片 ${evidenceIds.length} 张］`;
  const id = `${speaker.person.id}:${messageId}`;
  const mine: PreviewMessage = { id, room, at, text: `${photos}${text}`.trim(), card: null, by: speaker.person.id };
  await previews.insert(mine);
  const answer = await converse(services, speaker, whereIn(room), { messageId, text, press, picked, evidenceIds });
  const its: PreviewMessage = { id: `${id}:answer`, room, at, text: answer.text, card: answer.card, by: null };
  await previews.insert(its);
  services.log.info('bot answered', { person: speaker.person.id, press: press !== undefined });
  return { messages: drawn([mine, its], dayOf(at), await services.roster(), speaker.person.id), draft: answer.draft };
}
