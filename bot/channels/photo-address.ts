/** A picture at an address that a platform gave us: fetched only from the platform's own hosts, or one that the configuration names. */
import type { PhotoFetched } from './channel.js';
import { isSafeProtocol } from './base-address.js';
import { getBytes, type Patience } from './http-json.js';

/** Some of them are given as http: asked for over TLS all the same, and never otherwise. */
export function readPhotoAddress(address: string, isOwn: (hostname: string) => boolean, allowedHosts: readonly string[]): URL | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isNamed = allowedHosts.includes(url.host) || allowedHosts.includes(url.hostname);
  if (!isNamed && isOwn(url.hostname) && url.protocol === 'http:' && url.port === '') url.protocol = 'https:';
  const isPlain = url.username === '' && url.password === '';
  return isPlain && isSafeProtocol(url) && (isNamed || (url.port === '' && isOwn(url.hostname))) ? url : null;
}

/** For the log, so that the host can be added to the configuration; nothing of the address that would open the picture. */
export function hostWords(address: string): string {
  return URL.canParse(address) ? `host not allowed: ${new URL(address).host}` : 'no address';
}

/** `platform`: `钉钉`. Of a private picture neither address nor what came is told. */
export const notFetched = (platform: string, noted: string): PhotoFetched => ({ kind: 'failed', words: `没有从${platform}取到这张照片。`, noted });

export async function fetchFrom(url: URL, platform: string, patience: Patience): Promise<PhotoFetched> {
  const exchange = await getBytes(url, patience);
  if (exchange.kind !== 'answered') return notFetched(platform, exchange.code);
  if (exchange.picture !== undefined) return { kind: 'fetched', bytes: exchange.picture };
  // What was signed for minutes is refused afterwards.
  const isGone = exchange.status === 403 || exchange.status === 404 || exchange.status === 410;
  return isGone
    ? { kind: 'failed', words: `${platform}里这张照片已经过期。`, noted: `HTTP ${exchange.status}` }
    : notFetched(platform, `HTTP ${exchange.status}`);
}
