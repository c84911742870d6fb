/** An answer of the smart bot where it was spoken to: markdown, once, within the hour that the platform gives its address. */
import type { Incoming, PlatformApp } from '../../services.js';
import { type AppOptions, openSealed } from '../app-credentials.js';
import { isAllowedHost, isSafeProtocol } from '../base-address.js';
import type { Message, SendResult } from '../channel.js';
import { fitLines } from '../fit-lines.js';
import { postJson } from '../http-json.js';
import { reactionTo } from '../reactions.js';
import { WECOM_APP } from './app-answers.js';
import { WECOM_API } from './app-form.js';

/** What a reader takes in one go; the platform's own limit of a stream is 20,480. */
const MAX_BYTES = 4_096;

/** The address came in a message: only the platform's own host, or one that the configuration names. */
export function readResponseUrl(address: string, { open }: PlatformApp, allowedHosts: readonly string[]): URL | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const own = new URL(open['baseUrl'] ?? WECOM_API).host;
  return isAllowedHost(url, own, allowedHosts) && isSafeProtocol(url) && url.username === '' && url.password === '' ? url : null;
}

/** What makes a link, a picture, a mention or a colour, as its full-width twin: no address of ours has any of them. */
const TWINS: Readonly<Record<string, string>> = { '<': '＜', '[': '［', ']': '］' };
/** What somebody typed is said back, in a group to everybody there: never more than words. */
const asWords = (text: string): string => text.replaceAll(/[<[\]]/g, (mark) => TWINS[mark] ?? mark);

/** A single line break is none in this markdown. */
const bodyOf = ({ text }: Message) => ({
  msgtype: 'markdown',
  markdown: { content: fitLines(asWords(text).replaceAll(/(?<!\n)\n(?!\n)/g, '\n\n'), MAX_BYTES) },
});

/** Null where there is no address that takes an answer any more. */
export async function answerByBot(app: PlatformApp, { replyTo }: Incoming, message: Message, options: AppOptions): Promise<SendResult | null> {
  const address = openSealed(replyTo, options.secrets);
  const url = address === null ? null : readResponseUrl(address, app, options.allowedRobotHosts);
  if (url === null) return null;
  const result = reactionTo(WECOM_APP, await postJson(url, bodyOf(message), options.patience));
  return result.kind === 'refused' ? null : result;
}
