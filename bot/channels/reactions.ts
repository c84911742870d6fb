/** What a platform's answer means and what follows: code → class from each platform's table, class → reaction here. */
import type { SendResult } from './channel.js';
import type { Exchange } from './http-json.js';

/**
 * success; busy: the platform says try again, three times at most; overloaded: system failure, backoff; rate: wait for
 * `waitMs`, the whole robot; quota, token, config, target: nothing goes until a person mends it; content: this
 * message never; done: it has it already.
 */
export type AnswerClass = 'success' | 'busy' | 'overloaded' | 'rate' | 'quota' | 'token' | 'config' | 'target' | 'content' | 'done';

export interface Row {
  readonly codes: readonly number[];
  readonly class: AnswerClass;
  /** zh-CN: what happened and, in the platform's own menu words, what to do. */
  readonly words: string;
  readonly waitMs?: number;
}

export interface Platform {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Where one code has several meanings, or none was sent. Null: the table says it. */
  readonly special: (json: Readonly<Record<string, unknown>>) => Row | null;
  /** A web page instead of an answer. */
  readonly page: Row;
}

const QUICK_TRIES_WHEN_BUSY = 3;

const REACTION: Readonly<Record<AnswerClass, (row: Row) => SendResult>> = {
  success: () => ({ kind: 'sent', platformId: null }),
  done: () => ({ kind: 'sent', platformId: null }),
  busy: ({ words }) => ({ kind: 'later', afterMs: 0, holdLane: false, rest: QUICK_TRIES_WHEN_BUSY, words }),
  overloaded: ({ words }) => ({ kind: 'later', afterMs: 0, holdLane: false, rest: null, words }),
  rate: ({ words, waitMs }) => ({ kind: 'later', afterMs: waitMs ?? 60_000, holdLane: true, rest: null, words }),
  quota: ({ words }) => ({ kind: 'refused', stopTarget: true, words }),
  token: ({ words }) => ({ kind: 'refused', stopTarget: true, words }),
  config: ({ words }) => ({ kind: 'refused', stopTarget: true, words }),
  target: ({ words }) => ({ kind: 'refused', stopTarget: true, words }),
  content: ({ words }) => ({ kind: 'refused', stopTarget: false, words }),
};

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : /^-?\d+$/.test(String(value)) ? Number(value) : null);

function rowOf(platform: Platform, answer: Extract<Exchange, { kind: 'answered' }>): Row | null {
  const { json, status, isHtml } = answer;
  const special = json === null ? null : platform.special(json);
  if (special !== null) return special;
  const code = json === null ? null : numberIn(json['errcode']);
  if (code === 0) return { codes: [0], class: 'success', words: '' };
  if (code !== null) {
    // An unlisted failure stops the robot: what waits goes to the preview chat, so nothing is lost, and it is seen.
    const unlisted: Row = {
      codes: [code],
      class: 'config',
      words: `${platform.name}返回错误 ${code}。请按错误码检查机器人设置，然后点“发一条测试消息”恢复。`,
    };
    return platform.rows.find((row) => row.codes.includes(code)) ?? unlisted;
  }
  if (isHtml) return platform.page;
  if (status === 429 || status === 408 || status >= 500 || (status >= 300 && status < 400)) {
    return { codes: [], class: 'overloaded', words: `${platform.name}暂时不可用（HTTP ${status}），系统会自动重发。` };
  }
  if (status >= 400) {
    return { codes: [], class: 'config', words: `${platform.name}不接受这个机器人地址（HTTP ${status}）。请核对地址后重新添加机器人。` };
  }
  return null;
}

const NO_NAME: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN'];

/** The code is for programs; whoever reads this needs to know what to ask for. */
const unreachedWords = (name: string, code: string): string =>
  NO_NAME.includes(code)
    ? `找不到${name}的服务器，消息没有发出。请让维护人员检查安装系统的电脑能不能上外网、DNS 设置对不对。`
    : `连不上${name}的服务器，消息没有发出。请让维护人员检查安装系统的电脑能不能上外网，防火墙有没有放行。`;

/** From an exchange to what became of the message. The platform's own text is never repeated: it may hold an address. */
export function reactionTo(platform: Platform, exchange: Exchange): SendResult {
  if (exchange.kind === 'unsent') {
    const words = `${unreachedWords(platform.name, exchange.code)}系统会自动重发。`;
    return { kind: 'later', afterMs: 0, holdLane: false, rest: null, words };
  }
  if (exchange.kind === 'lost') return { kind: 'unknown', words: `已向${platform.name}发出，但没有等到回应，不知是否送达。` };
  const row = rowOf(platform, exchange);
  if (row === null) return { kind: 'unknown', words: `${platform.name}的回应无法识别，不知是否送达。` };
  return REACTION[row.class](row);
}
