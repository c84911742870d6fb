/** What the preview chat shows: rooms of persons and groups, and their messages. */
import type { Card, ChatMessage, ChatMessages, ChatRoom, ChatRooms } from '../../core/contract/chat.js';
import { demand, isOffice } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { POST_WORDS } from '../../core/people/post-words.js';
import { type Roster, viewerOf } from '../../core/people/roster.js';
import { type Day, dayOf, instantWords } from '../../core/time/day.js';
import type { PreviewMessage, Services } from '../services.js';
import { topicOf } from './converse/photos.js';
import type { Where } from './converse/seen.js';
import { talkOf } from './converse/talk.js';
import { servedGroups } from './lanes.js';

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
  const about = [roster.unit(person?.unitId ?? null)?.name, ...posts].filter((part) => part !== undefined);
  return { kind: 'person', name: person?.name ?? '已停用人员', about: [...new Set(about)].join(' · ') };
}

function roomOf(room: string, roster: Roster, last: PreviewMessage | null, count: number): ChatRoom {
  return { id: room, ...nameOf(room, roster), lastWords: last?.text.split('\n')[0] ?? null, lastAt: last?.at.toISOString() ?? null, unread: count };
}

/** A room of the preview chat as a place of conversation. */
export const whereIn = (room: string): Where => {
  const name = `preview:${room}`;
  return room.startsWith('group:') ? { kind: 'group', room: name, group: room.slice('group:'.length) } : { kind: 'person', room: name };
};

export function demandChat(services: Services, viewer: Viewer): void {
  demand(services.settings.demo || isOffice(viewer), '查看消息预览');
}

/** Why nothing was said yet, so that a blank chat is never a riddle. */
async function emptyOf({ store }: Services, today: Day): Promise<ChatRooms['empty']> {
  const rounds = await store.ledger.rounds();
  if (rounds.length === 0) return { words: '还没有台账。导入台账并开始督办后，发给每个人和每个群的消息都会出现在这里。', next: 'import' };
  if (rounds.every(({ supervisedFrom }) => supervisedFrom === null))
    return { words: '台账还没有开始督办，不会发出消息。请在台账里看看谁会收到什么，再按“开始督办”。', next: 'ledger' };
  const due = await store.outbox.nextDue();
  return {
    words: due === null ? '还没有要发的消息。临近时限时会出现在这里。' : `还没有消息。第一条消息 ${instantWords(due, today)} 发出。`,
    next: null,
  };
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
    servedGroups: servedGroups({ robots: await services.store.robots.list(), apps: await services.store.apps.list() }).size,
    empty: rooms.length === 0 ? await emptyOf(services, dayOf(now)) : null,
  };
}

/** Messages as they are shown, whoever reads them; `me` is as whom the reader speaks here. */
export const drawn = (messages: readonly PreviewMessage[], today: Day, roster: Roster, me: string | null): ChatMessage[] =>
  messages.map(({ id, at, text, card, by }) => ({
    id,
    at: at.toISOString(),
    atWords: instantWords(at, today),
    text,
    card: (card as Card | null) ?? null,
    by: by === null || by === undefined ? null : { name: roster.person(by)?.name ?? '已停用人员', isMe: by === me },
  }));

const isGroup = (id: string, roster: Roster): boolean => id === 'office' || id === 'leadingGroup' || roster.unit(id.replace(/^unit:/, '')) !== null;

/**
 * As whom one talks in a room: in one's own as oneself; in the demo in everybody's as that person, and in a group as oneself. Null:
 * the room is only read.
 */
export async function speakerIn(services: Services, viewer: Viewer, room: string): Promise<Viewer | null> {
  if (room === `person:${viewer.person.id}`) return viewer;
  if (!services.settings.demo) return null;
  const roster = await services.roster();
  if (room.startsWith('group:')) return isGroup(room.slice('group:'.length), roster) ? viewer : null;
  const person = roster.person(room.replace(/^person:/, ''));
  return person?.active === true ? viewerOf(roster, person) : null;
}

export async function chatMessages(services: Services, viewer: Viewer, room: string): Promise<ChatMessages> {
  demandChat(services, viewer);
  const roster = await services.roster();
  const messages = await services.store.previews.ofRoom(room, ROOM_LIMIT);
  const speaker = await speakerIn(services, viewer, room);
  return {
    room: roomOf(room, roster, messages.at(-1) ?? null, messages.length),
    messages: drawn(messages, dayOf(services.clock.now()), roster, speaker?.person.id ?? null),
    speaker: speaker === null ? null : { name: speaker.person.name },
    // Photos are uploaded by whoever is signed in, and count as theirs.
    topic: speaker?.person.id !== viewer.person.id ? null : await topicOf(await talkOf(services, speaker, whereIn(room), '')),
  };
}
