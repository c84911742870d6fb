/**
 * DingTalk's work notices as strict as the vendor: the older host's own token in the query, `msg` of 2,048 bytes in snake_case, yes
 * at once whatever becomes of it, and in silence nothing for the same words on the same day, beyond 500 a day, or a guarded person.
 */
import { randomBytes } from 'node:crypto';
import { type Accepted, type Judged, jsonIn, partOf, type Request } from './fake-gateway.js';

type Json = Readonly<Record<string, unknown>>;

export interface FakeNotices {
  /** Gives out the AgentId of an application. */
  agentOf(appKey: string): string;
  /** This person reads all that was shown to them. */
  readAll(userId: string): void;
  /** The platform holds back what goes to this person, with this code; null: no more. */
  guard(userId: string, code: number | null): void;
  /** What was not shown, and nobody was told. */
  readonly unseen: readonly Accepted[];
}

export interface NoticeApps {
  /** Whose token of the older host came along; null: none that holds. */
  readonly appKeyOf: (request: Request) => string | null;
  readonly isUser: (userId: string) => boolean;
}

interface Task {
  readonly agentId: string;
  readonly at: number;
  readonly userId: string;
  readonly text: string;
  readonly code: number | null;
  isRead: boolean;
}

const DAY_MS = 24 * 3_600_000;
const MOST_BYTES = 2_048;
const MOST_A_DAY = 500;
const PATH = '/topapi/message/corpconversation/';
const refused = (errcode: number, errmsg: string): Judged => ({ refused: { errcode, errmsg, request_id: randomBytes(6).toString('hex') } });
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  text: ['content'],
  markdown: ['title', 'text'],
  action_card: ['title', 'markdown', 'single_title', 'single_url'],
};

/** The words of a message; null: it is none. */
function textOf(msg: Json): string | null {
  const type = String(msg['msgtype']);
  const part = partOf(msg, type);
  const needed = NEEDED[type];
  if (needed === undefined || !needed.every((name) => isText(part[name]))) return null;
  return String(part['markdown'] ?? part['text'] ?? part['content']).replaceAll('  \n', '\n');
}

export function fakeNotices({ appKeyOf, isUser }: NoticeApps): FakeNotices & { judge(request: Request): Judged | null; forget(): void } {
  const agents = new Map<string, string>();
  const tasks = new Map<number, Task>();
  const guards = new Map<string, number>();
  const unseen: Accepted[] = [];

  const heldBack = (userId: string, text: string, at: number): number | null => {
    const today = [...tasks.values()].filter((task) => task.userId === userId && task.at > at - DAY_MS && task.code === null);
    if (guards.has(userId)) return guards.get(userId) ?? null;
    if (today.some((task) => task.text === text)) return 143106;
    return today.length >= MOST_A_DAY ? 143105 : null;
  };
  const send = (agentId: string, { body, at }: Request): Judged => {
    const json = jsonIn(body);
    if (json === null || String(json['agent_id']) !== agentId) return refused(33001, '无效的企业ID或agentid');
    const [msg, users] = [partOf(json, 'msg'), String(json['userid_list'] ?? '').split(',')];
    const text = textOf(msg);
    if (text === null || Buffer.byteLength(JSON.stringify(msg)) > MOST_BYTES) return refused(40035, '不合法的参数');
    const [userId = ''] = users;
    if (users.length !== 1 || userId === '') return refused(40035, 'userid_list');
    const code = isUser(userId) ? heldBack(userId, text, at) : null;
    const taskId = 1_000_000 + tasks.size;
    tasks.set(taskId, { agentId, at, userId, text, code, isRead: false });
    const message: Accepted = { at, key: userId, msgtype: String(msg['msgtype']), title: null, text };
    const isShown = isUser(userId) && code === null;
    if (!isShown) unseen.push(message);
    return { accepted: isShown ? message : null, answer: { task_id: taskId } };
  };
  const result = (agentId: string, { body, at }: Request): Judged => {
    const json = jsonIn(body);
    const task = tasks.get(Number(json?.['task_id']));
    if (task === undefined || task.agentId !== agentId || task.at < at - DAY_MS) return refused(-1, 'Call timeout');
    const { userId, code, isRead } = task;
    const isThere = isUser(userId) && code === null;
    const send_result = {
      invalid_user_id_list: isUser(userId) ? [] : [userId],
      forbidden_user_id_list: code === null ? [] : [userId],
      failed_user_id_list: [],
      read_user_id_list: isThere && isRead ? [userId] : [],
      unread_user_id_list: isThere && !isRead ? [userId] : [],
      invalid_dept_id_list: [],
      forbidden_list: code === null ? [] : [{ code: String(code), count: 1, userid: userId }],
    };
    return { answered: { send_result } };
  };

  return {
    judge: (request) => {
      const { url } = request;
      if (!url.pathname.startsWith(PATH)) return null;
      const appKey = appKeyOf(request);
      if (appKey === null) return { refused: { errcode: 88, errmsg: 'ding talk error[subcode=40014,submsg=不合法的access_token]' } };
      const agentId = agents.get(appKey) ?? '';
      if (url.pathname === `${PATH}asyncsend_v2`) return send(agentId, request);
      if (url.pathname === `${PATH}getsendresult`) return result(agentId, request);
      if (url.pathname !== `${PATH}recall`) return refused(22, '不存在的接口');
      const taskId = Number(jsonIn(request.body)?.['msg_task_id']);
      return tasks.get(taskId)?.agentId === agentId && tasks.delete(taskId) ? { answered: {} } : refused(33012, '无效的task_id');
    },
    forget: () => {
      tasks.clear();
      guards.clear();
      unseen.length = 0;
    },
    agentOf: (appKey) => {
      const agentId = agents.get(appKey) ?? String(700_000_000 + agents.size);
      agents.set(appKey, agentId);
      return agentId;
    },
    readAll: (userId) => {
      for (const task of tasks.values()) if (task.userId === userId) task.isRead = true;
    },
    guard: (userId, code) => void (code === null ? guards.delete(userId) : guards.set(userId, code)),
    unseen,
  };
}
