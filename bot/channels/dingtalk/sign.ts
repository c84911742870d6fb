/** The signature (加签) of DingTalk's custom robot. */
import { createHmac } from 'node:crypto';

/** base64(HMAC-SHA256(secret, `<ms>\n<secret>`)), not yet encoded for a URL. */
export const signature = (atMs: number, secret: string): string => createHmac('sha256', secret).update(`${atMs}\n${secret}`).digest('base64');

/** The address with `timestamp` and `sign`, encoded once. DingTalk takes a timestamp within an hour of its own. */
export function signed(address: URL, secret: string | null, atMs: number): URL {
  const url = new URL(address);
  if (secret === null) return url;
  url.searchParams.set('timestamp', String(atMs));
  url.searchParams.set('sign', signature(atMs, secret));
  return url;
}
