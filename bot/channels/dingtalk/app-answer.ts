/** What is answered to whoever spoke to DingTalk's robot: where they spoke while DingTalk takes it there, else by their id. */
import type { Incoming } from '../../services.js';
import { type AppOptions, openSealed } from '../app-credentials.js';
import { isAllowedHost, isSafeProtocol } from '../base-address.js';
import type { Message, SendResult } from '../channel.js';
import { fitLines } from '../fit-lines.js';
import { postJson } from '../http-json.js';
import { reactionTo } from '../reactions.js';
import { DINGTALK_APP } from './app-answers.js';
import { DINGTALK_OLD_API } from './app-form.js';
import { shortTitle, withHardBreaks } from './markdown.js';

const MAX_BYTES = 15_000;

/** The address came in a message that nothing signs: only DingTalk's own host, or one that the configuration names. */
export function readSession(address: string, allowedHosts: readonly string[]): URL | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isOurs = isAllowedHost(url, new URL(DINGTALK_OLD_API).host, allowedHosts) && isSafeProtocol(url);
  return isOurs && url.username === '' && url.password === '' ? url : null;
}

const bodyOf = ({ title, markdown, text }: Message): Readonly<Record<string, unknown>> =>
  markdown === null
    ? { msgtype: 'text', text: { content: fitLines(text, MAX_BYTES) } }
    : { msgtype: 'markdown', markdown: { title: shortTitle(title), text: fitLines(withHardBreaks(markdown), MAX_BYTES) } };

/** Looked at again: the configuration may have changed since the message came. */
function sessionOf({ replyTo }: Incoming, { secrets, allowedRobotHosts }: AppOptions): URL | null {
  const address = openSealed(replyTo, secrets);
  return address === null ? null : readSession(address, allowedRobotHosts);
}

const nowhere: SendResult = { kind: 'refused', stops: 'nothing', words: '不知道是谁发来的，也没有可以回复的地址，没有回复。' };

/** `byId`: to the person's own chat with the robot. A refusal of the session says nothing of the connection. */
export async function answerDingtalk(
  to: Incoming,
  message: Message,
  options: AppOptions,
  byId: (userId: string) => Promise<SendResult>,
): Promise<SendResult> {
  const session = sessionOf(to, options);
  const result = session === null ? nowhere : reactionTo(DINGTALK_APP, await postJson(session, bodyOf(message), options.patience));
  return result.kind === 'refused' && to.userId !== null ? byId(to.userId) : result;
}
