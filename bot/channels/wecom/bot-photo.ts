/**
 * A picture sent to the smart bot: an address good for five minutes and a key of its own (developer.work.weixin.qq.com, path 100719;
 * `ImageContent` and `decryptFile` of the vendor's @wecom/aibot-node-sdk 1.0.7). What lies there is AES-256-CBC under that key, the vector
 * its first 16 bytes, padded to 32. Whoever has both sees the picture, so they are kept sealed until it is fetched.
 */
import { createDecipheriv } from 'node:crypto';
import { type AppOptions, openSealed } from '../app-credentials.js';
import type { PhotoFetched } from '../channel.js';
import { fetchPhoto, notFetched, type PhotoHosts } from '../fetch-photo.js';

type Json = Readonly<Record<string, unknown>>;
type Options = Pick<AppOptions, 'secrets' | 'allowedRobotHosts' | 'patience'>;

const REF = 'bot ';
/** The vendor's own bucket, by the account that alone may have buckets of this name. */
const BUCKET = /^ww-aibot-img-1258476243\.cos\.[a-z0-9-]+\.myqcloud\.com$/;
const PLATFORM = '企业微信';
const HOSTS: PhotoHosts = { platform: PLATFORM, isOwn: (hostname) => BUCKET.test(hostname) };
const LONGEST = 4_096;
const KEY_BYTES = 32;
const BLOCK_BYTES = 32;
const VECTOR_BYTES = 16;

interface Sent {
  readonly url: string;
  readonly aeskey: string;
}

export const isBotPhoto = (ref: string): boolean => ref.startsWith(REF);

/** Null where it is not told like a picture. */
export function botPhotoRef(image: Json | null, secrets: Pick<AppOptions['secrets'], 'seal'>): string | null {
  const [url, aeskey] = [image?.['url'], image?.['aeskey']];
  if (typeof url !== 'string' || typeof aeskey !== 'string' || url.length > LONGEST) return null;
  if (Buffer.from(aeskey, 'base64').length !== KEY_BYTES) return null;
  const sent: Sent = { url, aeskey };
  return `${REF}${secrets.seal(JSON.stringify(sent))}`;
}

/** Null for what was sealed with another key or is not padded as the vendor pads. */
function openPicture(bytes: Buffer, aeskey: string): Buffer | null {
  const key = Buffer.from(aeskey, 'base64');
  if (bytes.length === 0 || bytes.length % VECTOR_BYTES !== 0) return null;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, VECTOR_BYTES)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = plain.at(-1) ?? 0;
  const isPadded = padding >= 1 && padding <= BLOCK_BYTES && padding < plain.length && plain.subarray(-padding).every((byte) => byte === padding);
  return isPadded ? plain.subarray(0, -padding) : null;
}

export async function fetchBotPhoto(ref: string, options: Options): Promise<PhotoFetched> {
  const opened = openSealed(ref.slice(REF.length), options.secrets);
  if (opened === null) return notFetched(PLATFORM, 'sealed with another key');
  const { url, aeskey } = JSON.parse(opened) as Sent;
  const fetched = await fetchPhoto(url, HOSTS, options);
  if (fetched.kind === 'failed') return fetched;
  const bytes = openPicture(fetched.bytes, aeskey);
  return bytes === null ? notFetched(PLATFORM, 'could not be decrypted') : { kind: 'fetched', bytes };
}
