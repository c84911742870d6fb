/** What somebody said or pressed in a platform's chat with the application: who it is, what it does, what they read then. */
import type { GroupId } from '../../core/notice/model.js';
import { pressesIn } from '../../core/notice/press.js';
import type { Viewer } from '../../core/people/model.js';
import { viewerOf } from '../../core/people/roster.js';
import type { Message } from '../channels/channel.js';
import type { AppKind, Incoming, Services } from '../services.js';
import { bindByWords } from './bind-group.js';
import { converse, type Where } from './converse.js';
import { idFrom } from './id-from.js';
import { personBy } from './lanes.js';
import { noteDirectoryChange } from './note-directory-change.js';
import { answeredCard, byWords, pressCard, type Pressed, settle } from './press-card.js';

/** Null: the platform's account belongs to nobody here. */
async function viewerBy(services: Services, kind: AppKind, userId: string | null): Promise<Viewer | null> {
  if (userId === null) return null;
  const roster = await services.roster();
  const person = personBy(kind, userId, roster);
  return person?.active === true ? viewerOf(roster, person) : null;
}

/** Whom the platform does not name share one budget. */
const NAMELESS = 'nameless';

/** Keeps a pace of its own, so that it never waits behind reminders; what has no room is left out, for the person is asking faster than anybody reads. */
async function reply(services: Services, kind: AppKind, to: Incoming, said: Omit<Message, 'id' | 'markdown'>): Promise<void> {
  const app = await services.store.apps.find(kind);
  const channel = services.channels[kind];
  if (app === null) return;
  const waitMs = await services.store.apps.take(kind, `reply ${to.userId ?? NAMELESS}`, channel.repliesPerMinute);
  if (waitMs > 0) return services.log.warn('reply left out', { app: kind, waitMs });
  const result = await channel.answer(app, to, { id: services.newId(), markdown: null, ...said }, services.clock.now());
  services.log[result.kind === 'sent' ? 'info' : 'warn']('reply sent', { app: kind, result: result.kind });
}

/**
 * A group that stands for something is answered in the group, with what the group may see; of any other nobody knows who reads it,
 * so whoever asked is answered alone.
 */
async function placeOf({ store }: Services, kind: AppKind, { group }: Incoming): Promise<Place> {
  if (group === undefined) return { kind: 'person' };
  const bound = await store.groupChats.groupOf(kind, group);
  return bound === null ? { kind: 'unknown group', chatId: group } : { kind: 'group', chatId: group, group: bound };
}

type Place =
  | { readonly kind: 'person' }
  | { readonly kind: 'unknown group'; readonly chatId: string }
  | { readonly kind: 'group'; readonly chatId: string; readonly group: GroupId };

/** Whoever is not known learns nothing but how to be connected. */
export async function hear(services: Services, kind: AppKind, incoming: Incoming): Promise<void> {
  if (incoming.what.kind === 'directory') return noteDirectoryChange(services, kind, incoming.what);
  const viewer = await viewerBy(services, kind, incoming.userId);
  // Whoever speaks to us can be reached.
  if (viewer !== null) await services.store.apps.clearUnreached(kind, viewer.person.id);
  if (viewer !== null && incoming.userId !== null) await services.store.detours.clear(kind, incoming.userId);
  if (incoming.what.kind === 'sign of life') return;
  const place = await placeOf(services, kind, incoming);
  if (place.kind !== 'person' && viewer !== null && incoming.what.kind === 'text') {
    const said = await bindByWords(services, viewer, { kind, chatId: place.chatId }, incoming.what.text);
    if (said !== null) return reply(services, kind, incoming, { ...said, card: null });
  }
  if (place.kind === 'group' && viewer !== null && incoming.what.kind === 'text') {
    return reply(services, kind, incoming, await answer(services, kind, { viewer, place }, incoming));
  }
  await hearAlone(services, kind, viewer, place.kind === 'person' ? incoming : { ...incoming, replyTo: null });
}

async function hearAlone(services: Services, kind: AppKind, viewer: Viewer | null, incoming: Incoming): Promise<void> {
  const { userId, what } = incoming;
  const [first, ...others] = what.kind === 'press' ? pressesIn(what.key, what.picked) : [];
  if (what.kind === 'press' && first !== undefined && viewer !== null && userId !== null) {
    const words = await pressCard(services, kind, viewer, { ...what, userId }, [first, ...others]);
    if (words !== null) await reply(services, kind, incoming, { title: words, text: words, card: null });
    return;
  }
  if (viewer === null) return reply(services, kind, incoming, { ...strangerWords(userId), card: null });
  const answered = await answer(services, kind, { viewer, place: { kind: 'person' } }, incoming);
  if (what.kind === 'press' && userId !== null) await settleSaid(services, kind, viewer, { ...what, userId }, answered);
  await reply(services, kind, incoming, answered);
}

/** Which button of a question was pressed, for whoever comes back to its card; what came of it the answer says. Those that only ask stay as they are. */
const SETTLED: Readonly<Record<string, string>> = {
  confirm: '点了确认，结果见下面的消息',
  edit: '点了修改',
  cancel: '点了取消',
  pick: '选了一项',
};

/** A question that was answered says by whom and when, and is not answered twice. */
async function settleSaid(
  services: Services,
  kind: AppKind,
  viewer: Viewer,
  pressed: Pressed,
  { card }: Omit<Message, 'id' | 'markdown'>,
): Promise<void> {
  const [verb = ''] = pressed.key.split(':', 1);
  const words = Object.hasOwn(SETTLED, verb) ? SETTLED[verb] : undefined;
  if (words === undefined || card === null) return;
  await settle(services, kind, pressed, answeredCard(services, card.title), byWords(services, viewer, services.clock.now(), words));
}

/** The same message again is the same question to the conversation. */
const messageIdOf = (kind: AppKind, id: string): string => idFrom([kind, id], 32);

interface Asked {
  readonly viewer: Viewer;
  readonly place: Exclude<Place, { kind: 'unknown group' }>;
}

async function answer(
  services: Services,
  kind: AppKind,
  { viewer, place }: Asked,
  { id, what }: Incoming,
): Promise<Omit<Message, 'id' | 'markdown'>> {
  const where: Where =
    place.kind === 'person'
      ? { kind: 'person', room: `${kind}:person:${viewer.person.id}` }
      : { kind: 'group', room: `${kind}:group:${place.chatId}`, group: place.group };
  const said = what.kind === 'press' ? { text: '', press: what.key, picked: what.picked } : { text: 'text' in what ? what.text : '' };
  if (what.kind === 'unread') return { ...UNREAD, card: null };
  const messageId = messageIdOf(kind, id);
  const sent = what.kind === 'photos' ? what.refs.map((ref, at) => ({ id: idFrom([messageId, String(at)], 32), kind, ref })) : [];
  const { title, text, card } = await converse(services, viewer, where, { messageId, ...said, sent });
  return { title, text, card };
}

export const UNREAD = {
  title: '这条消息我看不了',
  text: '这条消息我看不了。请用文字说，例如“我的任务”；照片可以直接发；文件请打开任务页面，在“报进展”里添加。',
} as const;

/** `account`: the platform's own, for the office to register; null: it does not tell. */
export function strangerWords(account: string | null): { readonly title: string; readonly text: string } {
  const text =
    account === null
      ? '平台没有告诉督办系统您的账号，不能为您办理。请确认您在本单位的通讯录里，并请巡察办核对督办机器人已经发布。'
      : `督办系统还没有登记您的账号，不能为您办理。请把您的姓名和账号“${account}”告诉巡察办，登记后这里就能收到您的督办消息。`;
  return { title: '还不认识您的账号', text };
}
