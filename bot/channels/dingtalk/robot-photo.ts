/**
 * A picture sent to DingTalk's robot: its message brings a code, the code an address for a short while, the address the picture
 * (help.dingtalk.io: download-the-file-content-of-the-robot-receiving-message, receive-message). The host of that address is not
 * published; what is seen in the field is a bucket of the vendor's. [U]
 */
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import type { PhotoFetched } from '../channel.js';
import { answerTo, fetchPhoto, notFetched, type PhotoHosts } from '../fetch-photo.js';
import { callDingtalk } from './app-call.js';
import { robotCodeOf } from './app-message.js';

type Json = Readonly<Record<string, unknown>>;

const CODE = /^[\x21-\x7e]{1,4096}$/;
const PLATFORM = '钉钉';
const BUCKET = 'wukong-file-im-zjk.oss-cn-zhangjiakou.aliyuncs.com';

const HOSTS: PhotoHosts = { platform: PLATFORM, isOwn: (hostname) => hostname.endsWith('.dingtalk.com') || hostname === BUCKET };

/** Null where it is not told like a picture. */
export function pictureCode(content: unknown): string | null {
  const code = typeof content === 'object' && content !== null ? (content as Json)['downloadCode'] : undefined;
  return typeof code === 'string' && CODE.test(code) ? code : null;
}

/** Two calls, of which the first counts in the month. */
export async function fetchRobotPhoto(app: PlatformApp, downloadCode: string, options: AppOptions): Promise<PhotoFetched> {
  const body = { downloadCode, robotCode: robotCodeOf(app) };
  const answer = answerTo(await callDingtalk(app, '/v1.0/robot/messageFiles/download', body, options));
  if (typeof answer === 'string') return notFetched(PLATFORM, answer);
  const { status, json } = answer;
  const address = status === 200 ? json?.['downloadUrl'] : undefined;
  if (typeof address !== 'string') return notFetched(PLATFORM, `HTTP ${status} ${String(json?.['code'] ?? '')}`);
  return fetchPhoto(address, HOSTS, options);
}
