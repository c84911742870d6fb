/** What a platform's answer means and what follows: code → class from each platform's table, class → reaction here. */
import type { SendResult } from './channel.js';
import type { Exchange } from './http-json.js';

/**
 * success; busy: the platform says try again, three times at most; overloaded: system failure, backoff; rate: wait for
 * `waitMs`, the whole robot or application; quota, token, config: nothing of it goes until a person mends it; target: nothing
 * to this group or person; content: this message never; done: it has it already.
 */
export type AnswerClass = 'success' | 'busy' | 'overloaded' | 'rate' | 'quota' | 'token' | 'config' | 'target' | 'content' | 'done';

export interface Row {
  /** Numbers of `errcode`; names of `code` behind a failing HTTP status. */
  readonly codes: readonly (number | string)[];
  readonly class: AnswerClass;
  /** zh-CN: what happened and, in the platform's own menu words, what to do. */
  readonly words: string;
  readonly waitMs?: number;
  /** Concerns this way of sending alone: another one of the same application may go. */
  readonly isOfWay?: boolean;
}

export interface Platform {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Where one code has several meanings, or none was sent. Null: the table says it. */
  readonly special: (json: Readonly<Record<string, unknown>>, status: number) => Row | null;
  /** A web page instead of an answer. */
  readonly page: Row;
  /** What the office looks after: `机器人`, `应用`; and how it is put back in service. */
  readonly noun: string;
  readonly resume: string;
}

const QUICK_TRIES_WHEN_BUSY = 3;

const REACTION: Readonly<Record<AnswerClass, (row: Row) => SendResult>> = {
  success: () => ({ kind: 'sent', platformId: null }),
  done: () => ({ kind: 'sent', platformId: null }),
  busy: ({ words }) => ({ kind: 'later', afterMs: 0, holdLane: false, rest: QUICK_TRIES_WHEN_BUSY, words }),
  overloaded: ({ words, waitMs }) => ({ kind: 'later', afterMs: waitMs ?? 0, holdLane: false, rest: null, words }),
  rate: ({ words, waitMs }) => ({ kind: 'later', afterMs: waitMs ?? 60_000, holdLane: true, rest: null, words }),
  quota: ({ words }) => ({ kind: 'refused', stops: 'connection', words }),
  token: ({ words }) => ({ kind: 'refused', stops: 'connection', words }),
  config: ({ words }) => ({ kind: 'refused', stops: 'connection', words }),
  target: ({ words }) => ({ kind: 'refused', stops: 'target', words }),
  content: ({ words }) => ({ kind: 'refused', stops: 'nothing', words }),
};

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : /^-?\d+$/.test(String(value)) ? Number(value) : null);

/** It stops the robot or application: what waits goes to the preview chat, so nothing is lost, and it is seen. */
const unlisted = ({ name, noun, resume }: Platform, code: number | string): Row => ({
  codes: [code],
  class: 'config',
  words: `${name}返回错误 ${code}。请按错误码检查${noun}设置，然后${resume}恢复。`,
});

/** Nothing but a name may be repeated in words for the office. */
const NAMED = /^[A-Za-z][\w.]{0,80}$/;

function codeIn(json: Readonly<Record<string, unknown>> | null, status: number): number | string | null {
  const [number, name] = json === null ? [null, null] : [numberIn(json['errcode']), json['code']];
  return number ?? (status >= 400 && typeof name === 'string' && NAMED.test(name) ? name : null);
}

/** The class of an answer and what to say of it; null where it cannot be read. */
export function rowOf(platform: Platform, answer: Extract<Exchange, { kind: 'answered' }>): Row | null {
  const { json, status, isHtml } = answer;
  const code = codeIn(json, status);
  const row = platform.special(json ?? {}, status) ?? platform.rows.find(({ codes }) => code !== null && codes.includes(code));
  if (row !== undefined) return row;
  if (code === 0) return { codes: [0], class: 'success', words: '' };
  if (typeof code === 'number') return unlisted(platform, code);
  if (isHtml) return platform.page;
  if (status === 429 || status === 408 || status >= 500 || (status >= 300 && status < 400)) {
    return { codes: [], class: 'overloaded', words: `${platform.name}暂时不可用（HTTP ${status}），系统会自动重发。` };
  }
  if (code !== null) return unlisted(platform, code);
  if (status >= 400) {
    return { codes: [], class: 'config', words: `${platform.name}不接受这个${platform.noun}的地址（HTTP ${status}）。请核对后重新填写。` };
  }
  return null;
}

const later = (words: string): SendResult => ({ kind: 'later', afterMs: 0, holdLane: false, rest: null, words });

const NO_NAME: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN'];

/** The code is for programs; whoever reads this needs to know what to ask for. */
const unsentWords = ({ name }: Platform, code: string): string =>
  NO_NAME.includes(code)
    ? `找不到${name}的服务器，消息没有发出。请让维护人员检查安装系统的电脑能不能上外网、DNS 设置对不对。系统会自动重发。`
    : `连不上${name}的服务器，消息没有发出。请让维护人员检查安装系统的电脑能不能上外网，防火墙有没有放行。系统会自动重发。`;

/** Of a call before the message itself, for a token: whatever became of it, no message has gone. */
export function reactionBefore(platform: Platform, exchange: Exchange): SendResult {
  if (exchange.kind !== 'answered') return later(unsentWords(platform, exchange.code));
  const row = rowOf(platform, exchange);
  return row === null ? later(`${platform.name}的回应无法识别，系统会自动重发。`) : REACTION[row.class === 'target' ? 'config' : row.class](row);
}

/** From an exchange to what became of the message. The platform's own text is never repeated: it may hold an address. */
export function reactionTo(platform: Platform, exchange: Exchange): SendResult {
  if (exchange.kind === 'unsent') return later(unsentWords(platform, exchange.code));
  if (exchange.kind === 'lost') return { kind: 'unknown', words: `已向${platform.name}发出，但没有等到回应，不知是否送达。` };
  const row = rowOf(platform, exchange);
  if (row === null) return { kind: 'unknown', words: `${platform.name}的回应无法识别，不知是否送达。` };
  const result = REACTION[row.class](row);
  const id = exchange.json?.['msgid'] ?? exchange.json?.['processQueryKey'];
  return result.kind === 'sent' && typeof id === 'string' && id !== '' ? { ...result, platformId: id } : result;
}
