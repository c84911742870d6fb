/**
 * DingTalk's work notice (工作通知): to people whom the robot does not reach, or where the organisation wants it so. The platform
 * says yes at once and may still drop it in silence; what became of it is asked for afterwards.
 */
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import { untilTomorrowMs } from '../budget-days.js';
import type { Found, Member, Message, RecallResult } from '../channel.js';
import { fitLines } from '../fit-lines.js';
import { recallOf } from '../recall.js';
import { spendNotice } from './budget.js';
import { callOldDingtalk } from './old-call.js';
import { wayResult } from './way-result.js';
import { CLOSED_MS, type WayResult } from './ways.js';
import { shortTitle, withHardBreaks } from './markdown.js';

type Json = Readonly<Record<string, unknown>>;

const PATH = '/topapi/message/corpconversation';
/** Of the whole `msg` as JSON. */
const MSG_BYTES = 2_048;
const SHRINK = 0.8;
const PREFIX = 'notice ';

export const isNotice = (platformId: string): boolean => platformId.startsWith(PREFIX);
const taskIdOf = (platformId: string): number => Number(platformId.slice(PREFIX.length));

/**
 * The same words to the same person are dropped until the next day. A number of its own makes each message another, and a message
 * sent again the same one, so that it is not read twice.
 */
const numbered = (text: string, { id }: Message): string => `${text}\n\n编号 ${id.slice(0, 8)}`;

function shaped({ title, markdown, text, card }: Message, words: string): Json {
  if (markdown === null) return { msgtype: 'text', text: { content: words } };
  const [first] = card?.links ?? [];
  const shown = withHardBreaks(words);
  if (first === undefined) return { msgtype: 'markdown', markdown: { title: shortTitle(title), text: shown } };
  const button = { single_title: first.words, single_url: first.url };
  return { msgtype: 'action_card', action_card: { title: shortTitle(title === '' ? text : title), markdown: shown, ...button } };
}

export function noticeBody(message: Message, userId: string, agentId: string): Json {
  let room = MSG_BYTES;
  const words = message.markdown ?? message.text;
  let msg = shaped(message, numbered(words, message));
  while (Buffer.byteLength(JSON.stringify(msg)) > MSG_BYTES) {
    room = Math.floor(room * SHRINK);
    msg = shaped(message, numbered(fitLines(words, room), message));
  }
  return { agent_id: Number(agentId), userid_list: userId, msg };
}

const agentOf = ({ open }: PlatformApp): string => open['agentId'] ?? '';

export async function sendNotice({ app, userId }: Member, message: Message, options: AppOptions): Promise<WayResult> {
  const now = new Date();
  const full = await spendNotice(options.budgets, app, userId, now);
  if (full !== null) return { result: full, closesMs: untilTomorrowMs(now) };
  const asked = { path: `${PATH}/asyncsend_v2`, body: noticeBody(message, userId, agentOf(app)), purpose: 'message' } as const;
  const called = await callOldDingtalk(app, asked, options);
  const read = wayResult(called, now);
  const taskId = called.kind === 'called' && called.exchange.kind === 'answered' ? called.exchange.json?.['task_id'] : undefined;
  const { result } = read;
  return result.kind === 'sent' && taskId !== undefined ? { ...read, result: { ...result, platformId: `${PREFIX}${String(taskId)}` } } : read;
}

export async function recallNotice({ app }: Member, platformId: string, options: AppOptions): Promise<RecallResult> {
  const body = { agent_id: Number(agentOf(app)), msg_task_id: taskIdOf(platformId) };
  return recallOf(
    '钉钉',
    await callOldDingtalk(app, { path: `${PATH}/recall`, body, purpose: 'message' }, options),
    ({ json }) => Number(json?.['errcode']) === 0,
  );
}

const RANGE = '请在钉钉开放平台督办应用的“版本管理与发布”里把这个人加入“可使用范围”，或在“人员”里改正钉钉账号。';

/** The person's notices of the day are used up. */
const DAY_FULL: readonly number[] = [143105, 143205];

/** The very same message stands in the chat already: told another way it would be read twice. */
const SHOWN: readonly number[] = [143106, 143206];

/** Why DingTalk held a notice back after it had said yes. */
export const HELD_BACK: readonly { readonly codes: readonly number[]; readonly words: string }[] = [
  { codes: [143103, 143104, 143203, 143204], words: '钉钉当时限流，没有送达' },
  { codes: DAY_FULL, words: '这个人当天收到的工作通知到了上限，没有送达' },
  { codes: SHOWN, words: '钉钉认为与当天的另一条相同，没有再显示' },
  { codes: [1430000], words: `钉钉里没有这个收件人，没有送达。${RANGE}` },
  { codes: [1430002], words: '内容含有钉钉不允许的词，没有送达。请告知系统管理员' },
  { codes: [1430003], words: '钉钉的系统保护挡下了这条消息，没有送达' },
  { codes: [1430004], words: '这个人开启了钉钉的“高管保护”，没有送达。请他在钉钉里允许督办应用' },
];

const has = (list: unknown, userId: string): boolean => Array.isArray(list) && list.map(String).includes(userId);

const codeOf = (list: unknown, userId: string): number | null => {
  const found = Array.isArray(list) ? (list as Json[]).find((one) => String(one['userid']) === userId) : undefined;
  return found === undefined ? null : Number(found['code']);
};

const isAmong = (codes: readonly number[], list: unknown, userId: string): boolean => codes.includes(codeOf(list, userId) ?? 0);

function heldBackWords(list: unknown, userId: string): string | null {
  const code = codeOf(list, userId);
  if (code === null) return null;
  return HELD_BACK.find(({ codes }) => codes.includes(code))?.words ?? `钉钉没有送达（原因 ${code}）`;
}

/** Null: nothing is known yet. The platform answers within 24 hours of the sending alone. */
export async function noticeFound({ app, userId }: Member, platformId: string, options: AppOptions): Promise<Found | null> {
  const body = { agent_id: Number(agentOf(app)), task_id: taskIdOf(platformId) };
  const called = await callOldDingtalk(app, { path: `${PATH}/getsendresult`, body, purpose: 'courtesy' }, options);
  const json = called.kind === 'called' && called.exchange.kind === 'answered' ? called.exchange.json : null;
  const result = json === null || Number(json['errcode']) !== 0 ? undefined : (json['send_result'] as Json | undefined);
  if (result === undefined || result === null) return null;
  const isRobotOpen = (await options.detours.of(app.kind, userId)).every(({ way }) => way !== 'robot');
  /** The way rests, so that what goes once more goes by the robot. */
  const heldBack = async (words: string, ms: number, mayGoAnotherWay: boolean): Promise<Found> => {
    if (mayGoAnotherWay) await options.detours.mark({ kind: app.kind, way: 'notice', userId, words }, ms);
    return { state: 'heldBack', words, isUnreached: false, mayGoAnotherWay };
  };
  if (has(result['invalid_user_id_list'], userId)) {
    const why = `钉钉里没有这个账号，没有送达。${RANGE}`;
    await options.detours.mark({ kind: app.kind, way: 'notice', userId, words: why }, CLOSED_MS);
    return { state: 'heldBack', words: why, isUnreached: true, mayGoAnotherWay: false };
  }
  const list = result['forbidden_list'];
  const words = heldBackWords(list, userId);
  if (words !== null) {
    const restMs = isAmong(DAY_FULL, list, userId) ? untilTomorrowMs(new Date()) : CLOSED_MS;
    return heldBack(words, restMs, isRobotOpen && !isAmong(SHOWN, list, userId));
  }
  if (has(result['forbidden_user_id_list'], userId) || has(result['failed_user_id_list'], userId)) {
    return heldBack('钉钉没有送达，没有说明原因', CLOSED_MS, isRobotOpen);
  }
  const shown = { isUnreached: false, mayGoAnotherWay: false } as const;
  if (has(result['read_user_id_list'], userId)) return { state: 'read', words: '已读', ...shown };
  return has(result['unread_user_id_list'], userId) ? { state: 'unread', words: '已送达，还没有读', ...shown } : null;
}
