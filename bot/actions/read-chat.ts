/** What the preview chat shows: rooms of persons and groups, and their messages. */
import type { Card, ChatMessages, ChatRoom, ChatRooms } from '../../core/contract/chat.js';
import { demand, isOffice } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { POST_WORDS } from '../../core/people/post-words.js';
import type { Roster } from '../../core/people/roster.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { PreviewMessage, Services } from '../services.js';

const ROOM_LIMIT = 100;

/** `巡察办`, `领导小组` or the unit's name. */
export function groupWords(groupId: string, roster: Roster): string {
  if (groupId === 'office') return POST_WORDS.office;
  if (groupId === 'leadingGroup') return POST_WORDS.leadingGroup;
  return roster.unit(groupId.replace(/^unit:/, ''))?.name ?? '已撤销的单位';
}

function nameOf(room: string, roster: Roster): { readonly kind: 'person' | 'group'; readonly name: string; readonly about: string } {
  if (room.startsWith('group:')) return { kind: 'group', name: `${groupWords(room.slice(6), roster)}群`, about: '群聊' };
  const person = roster.person(room.replace(/^person:/, ''));
  const posts = roster.postsOf(person?.id ?? '').map((post) => POST_WORDS[post.kind]);
  const about = [roster.unit(person?.unitId ?? null)?.name, ...new Set(posts)].filter((part) => part !== undefined).join(' · ');
  return { kind: 'person', name: person?.name ?? '已停用人员', about };
}

function roomOf(room: string, roster: Roster, last: PreviewMessage | null, count: number): ChatRoom {
  return { id: room, ...nameOf(room, roster), lastWords: last?.text.split('\n')[0] ?? null, lastAt: last?.at.toISOString() ?? null, unread: count };
}

function demandChat(services: Services, viewer: Viewer): void {
  demand(services.settings.demo || isOffice(viewer), '查看预览聊天');
}

export async function chatRooms(services: Services, viewer: Viewer): Promise<ChatRooms> {
  demandChat(services, viewer);
  const roster = await services.roster();
  const rooms = await services.store.previews.rooms();
  const now = services.clock.now();
  return {
    rooms: rooms
      .map(({ room, last, count }) => roomOf(room, roster, last, count))
      .sort((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? '') || a.name.localeCompare(b.name)),
    now: now.toISOString(),
    nowWords: instantWords(now, dayOf(now)),
  };
}

export async function chatMessages(services: Services, viewer: Viewer, room: string): Promise<ChatMessages> {
  demandChat(services, viewer);
  const roster = await services.roster();
  const messages = await services.store.previews.ofRoom(room, ROOM_LIMIT);
  const today = dayOf(services.clock.now());
  return {
    room: roomOf(room, roster, messages.at(-1) ?? null, messages.length),
    messages: messages.map((message) => ({
      id: message.id,
      at: message.at.toISOString(),
      atWords: instantWords(message.at, today),
      text: message.text,
      card: (message.card as Card | null) ?? null,
    })),
  };
}
