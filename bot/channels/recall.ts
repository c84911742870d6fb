/** What a platform's answer to a recall means. Nothing of it stops a connection: the message went, and only stays. */
import type { RecallResult } from './channel.js';
import type { Exchange } from './http-json.js';
import type { Called } from './token-call.js';

type Answered = Extract<Exchange, { kind: 'answered' }>;

export function recallOf(platform: string, called: Called, isDone: (answer: Answered) => boolean): RecallResult {
  if (called.kind === 'failed') return { kind: 'kept', words: `${platform}没有接受：${'words' in called.result ? called.result.words : ''}` };
  const { exchange } = called;
  if (exchange.kind === 'unsent') return { kind: 'kept', words: `现在连不上${platform}，消息还在对方那里。请过几分钟再试。` };
  if (exchange.kind === 'lost')
    return { kind: 'kept', says: 'nothing', words: `${platform}没有回应，不知道撤回了没有。请看一看对方的手机，还在的话再试一次。` };
  if (isDone(exchange)) return { kind: 'recalled' };
  return { kind: 'kept', says: 'no', words: `${platform}不让撤回：只能撤回 24 小时以内、由督办应用发出的消息。请另发一条说明。` };
}
