/** The steps of 检查连接, as they read for whoever stands before the screen. */
import type { CheckStep, SendResult, Trial } from './channel.js';

export const step = (name: string, state: CheckStep['state'], words: string): CheckStep => ({ name, state, words });

/** What comes back by itself is nothing to be mended: it must not put the connection out of service for good. */
export function stateOf(result: SendResult): CheckStep['state'] {
  if (result.kind === 'refused') return result.untilMs === undefined ? 'wrong' : 'open';
  return result.kind === 'sent' ? 'ok' : 'later';
}

/** Nothing is tried again by itself here. */
export const wordsOf = (result: SendResult): string => ('words' in result ? result.words.replace('系统会自动重发', '请稍后再检查一次') : '');

const NAME = '给自己发一条测试消息';

/** The last step: `platform` is `企业微信`. */
export async function toMyselfStep(
  platform: string,
  { toMyself, unsent }: Trial,
  send: (trial: NonNullable<Trial['toMyself']>) => Promise<SendResult>,
): Promise<CheckStep> {
  if (toMyself === null) return step(NAME, 'open', unsent);
  const result = await send(toMyself);
  return result.kind === 'sent'
    ? step(NAME, 'ok', `已发出，请在${platform}里看一看。`)
    : step(NAME, stateOf(result), `没有确认送达。${wordsOf(result)}`);
}
