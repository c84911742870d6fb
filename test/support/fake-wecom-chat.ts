/**
 * Groups of WeCom's applications as strict as the vendor: made by one whose 可见范围 is the whole corp, 2 to 2,000 members, spoken to
 * by nobody else, no cards; each member gets at most 200 a minute, more is dropped in silence. What is said there is told to nobody.
 */
import { randomBytes } from 'node:crypto';
import { type Accepted, type Judged, jsonIn, type Request } from './fake-gateway.js';
import { refused } from './fake-wecom-answers.js';

type Json = Readonly<Record<string, unknown>>;

export interface ChatMaker {
  readonly agentId: string;
  readonly seesAll: boolean;
}

export interface FakeWecomChats {
  /** Whoever looks into a group: its name, its owner and who is in it. Null: there is none. */
  chat(chatId: string): { readonly name: string; readonly owner: string; readonly members: readonly string[] } | null;
  /** The group is dissolved. */
  dissolve(chatId: string): void;
}

interface Chat {
  readonly agentId: string;
  name: string;
  owner: string;
  readonly members: Set<string>;
  /** Instants of what its members got. */
  got: number[];
}

const MINUTE_MS = 60_000;
const PER_MEMBER = 200;
const CREATED_A_DAY = 1_000;
const [FEWEST, MOST] = [2, 2_000];
const LONGEST_NAME = 50;
const BYTES: Readonly<Record<string, number>> = { text: 2_048, markdown: 2_048 };
const TYPES = ['text', 'image', 'voice', 'video', 'file', 'textcard', 'news', 'mpnews', 'markdown'];

const listIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** `isMember`: a user whom the application may see. */
export function fakeWecomChats(isMember: (userId: string) => boolean): FakeWecomChats & { judge(maker: ChatMaker, request: Request): Judged | null } {
  const chats = new Map<string, Chat>();
  let created = 0;

  const create = ({ agentId, seesAll }: ChatMaker, json: Json): Judged => {
    if (!seesAll) return refused(60011, 'no privilege to access/modify contact/party/agent');
    const members = new Set(listIn(json['userlist']));
    if (members.size < FEWEST || members.size > MOST) return refused(86006, 'invalid chat member count');
    if ([...members].some((id) => !isMember(id))) return refused(86216, 'invalid chat member');
    const owner = json['owner'] === undefined ? [...members][0] : String(json['owner']);
    if (owner === undefined || !isMember(owner)) return refused(86005, 'invalid chat owner');
    if (!members.has(owner)) return refused(86207, 'chat owner not in chat member list');
    const chatId = json['chatid'] === undefined ? randomBytes(12).toString('hex') : String(json['chatid']);
    if (!/^[0-9A-Za-z]{1,32}$/.test(chatId)) return refused(40050, 'invalid chatid');
    if (chats.has(chatId)) return refused(86215, 'chatid exists');
    if (created >= CREATED_A_DAY) return refused(45009, 'api freq out of limit');
    created += 1;
    chats.set(chatId, { agentId, name: String(json['name'] ?? '').slice(0, LONGEST_NAME), owner, members, got: [] });
    return { answered: { chatid: chatId } };
  };

  /** The group that is asked for, if this application made it. */
  const chatOf = ({ agentId }: ChatMaker, chatId: unknown): Chat | Judged => {
    if (typeof chatId !== 'string' || chatId === '') return refused(86001, 'invalid chatid');
    const chat = chats.get(chatId);
    if (chat === undefined) return refused(86003, 'chatid not found');
    return chat.agentId === agentId ? chat : refused(86008, 'chat is not created by this app');
  };

  const update = (chat: Chat, json: Json): Judged => {
    const [add, remove] = [listIn(json['add_user_list']), listIn(json['del_user_list'])];
    if (add.some((id) => !isMember(id))) return refused(86216, 'invalid chat member');
    const members = new Set([...chat.members, ...add].filter((id) => !remove.includes(id)));
    if (members.size < FEWEST || members.size > MOST) return refused(86006, 'invalid chat member count');
    const owner = json['owner'] === undefined ? chat.owner : String(json['owner']);
    if (!members.has(owner)) {
      if (json['owner'] !== undefined) return refused(86207, 'chat owner not in chat member list');
      chat.owner = [...members][0] ?? '';
    }
    chat.members.clear();
    for (const id of members) chat.members.add(id);
    if (json['name'] !== undefined) chat.name = String(json['name']).slice(0, LONGEST_NAME);
    return { answered: {} };
  };

  const send = (chatId: string, chat: Chat, json: Json, at: number): Judged => {
    const msgtype = String(json['msgtype']);
    if (!TYPES.includes(msgtype)) return refused(40008, 'invalid message type');
    const part = json[msgtype];
    const content = typeof part === 'object' && part !== null ? (part as Json)['content'] : undefined;
    const most = BYTES[msgtype];
    if (most !== undefined && (typeof content !== 'string' || content === '')) return refused(44004, 'empty content');
    if (most !== undefined && Buffer.byteLength(String(content)) > most) return refused(45002, `${msgtype}.content exceed max length ${most}`);
    chat.got = chat.got.filter((sent) => sent > at - MINUTE_MS);
    const isTooMuch = chat.got.length >= PER_MEMBER;
    if (!isTooMuch) chat.got.push(at);
    const text = typeof content === 'string' ? content : JSON.stringify(part);
    const list = typeof part === 'object' && part !== null ? (part as Json)['mentioned_list'] : undefined;
    const mentioned = msgtype === 'text' ? listIn(list).filter((id) => chat.members.has(id)) : [];
    const message: Accepted = { at, key: chatId, msgtype, title: null, text, mentioned };
    return { accepted: isTooMuch ? null : message };
  };

  return {
    chat: (chatId) => {
      const chat = chats.get(chatId);
      return chat === undefined ? null : { name: chat.name, owner: chat.owner, members: [...chat.members] };
    },
    dissolve: (chatId) => void chats.delete(chatId),
    judge: (maker, { url, body, at }) => {
      const [, what] = /^\/cgi-bin\/appchat\/(create|update|get|send)$/.exec(url.pathname) ?? [];
      if (what === undefined) return null;
      const json = jsonIn(body) ?? {};
      if (what === 'create') return create(maker, json);
      const chatId = what === 'get' ? (url.searchParams.get('chatid') ?? '') : json['chatid'];
      const chat = chatOf(maker, chatId);
      if (!('members' in chat)) return chat;
      if (what === 'update') return update(chat, json);
      const info = { chatid: chatId, name: chat.name, owner: chat.owner, userlist: [...chat.members] };
      return what === 'get' ? { answered: { chat_info: info } } : send(String(chatId), chat, json, at);
    },
  };
}
