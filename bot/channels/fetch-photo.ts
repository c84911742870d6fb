/** A picture at an address that a platform gave us: fetched only from the platform's own hosts, or one that the configuration names. */
import type { AppOptions } from './app-credentials.js';
import { isSafeProtocol } from './base-address.js';
import type { PhotoFetched } from './channel.js';
import { type Exchange, getBytes } from './http-json.js';
import type { Called } from './token-call.js';

/** Where a platform keeps what people send. */
export interface PhotoHosts {
  /** As people know it: `钉钉`. */
  readonly platform: string;
  readonly isOwn: (hostname: string) => boolean;
}

/** Of a private picture neither address nor what came is told; `noted` is for the log. */
export const notFetched = (platform: string, noted: string): PhotoFetched => ({ kind: 'failed', words: `没有从${platform}取到这张照片。`, noted });

/** The platform keeps it no longer. */
export const photoGone = (platform: string, noted: string): PhotoFetched => ({ kind: 'failed', words: `${platform}里这张照片已经过期。`, noted });

/** More than evidence may have. */
export const photoTooLarge: PhotoFetched = { kind: 'failed', words: '这张照片超过 10 MB。', isTooLarge: true, noted: 'too large' };

/** What the platform said when it was asked for a picture, or for the log why it said nothing. */
export function answerTo(called: Called): Extract<Exchange, { readonly kind: 'answered' }> | string {
  if (called.kind === 'failed') return 'words' in called.result ? called.result.words : called.result.kind;
  return called.exchange.kind === 'answered' ? called.exchange : called.exchange.code;
}

export async function fetchPhoto(
  address: string,
  hosts: PhotoHosts,
  { allowedRobotHosts, patience }: Pick<AppOptions, 'allowedRobotHosts' | 'patience'>,
): Promise<PhotoFetched> {
  const { platform } = hosts;
  if (!URL.canParse(address)) return notFetched(platform, 'no address');
  const url = allowedUrl(new URL(address), hosts, allowedRobotHosts);
  // So that it can be added to the configuration; nothing of the address that would open the picture.
  if (url === null) return notFetched(platform, `host not allowed: ${new URL(address).host}`);
  const exchange = await getBytes(url, patience);
  if (exchange.kind !== 'answered') return notFetched(platform, exchange.code);
  if (exchange.picture !== undefined) return { kind: 'fetched', bytes: exchange.picture };
  if (exchange.isTooLong === true) return photoTooLarge;
  const noted = `HTTP ${exchange.status}`;
  // What was signed for minutes is refused afterwards.
  return [403, 404, 410].includes(exchange.status) ? photoGone(platform, noted) : notFetched(platform, noted);
}

/** Some of them are given as http: asked for over TLS all the same, and never otherwise. */
function allowedUrl(url: URL, { isOwn }: PhotoHosts, allowedHosts: readonly string[]): URL | null {
  const isNamed = allowedHosts.includes(url.host) || allowedHosts.includes(url.hostname);
  if (!isNamed && isOwn(url.hostname) && url.protocol === 'http:' && url.port === '') url.protocol = 'https:';
  const isPlain = url.username === '' && url.password === '';
  return isPlain && isSafeProtocol(url) && (isNamed || (url.port === '' && isOwn(url.hostname))) ? url : null;
}
