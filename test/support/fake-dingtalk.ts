/** DingTalk as strict as the vendor. Applications: `fake-dingtalk-app`. Here its custom robots: signature within an hour, keywords, IP list, 20 a minute and ten minutes' ban. */
import { createHmac, randomBytes } from 'node:crypto';
import { type FakeDingtalkApps, fakeDingtalkApps } from './fake-dingtalk-app.js';
import { type FakeStream, startStream } from './fake-dingtalk-stream.js';
import { type Accepted, type Gateway, type Judged, jsonIn, partOf, type Request, startGateway } from './fake-gateway.js';

export interface Security {
  readonly secret?: string;
  readonly keywords?: readonly string[];
  readonly ipNotListed?: boolean;
}

export interface FakeDingtalk extends Gateway, FakeDingtalkApps, FakeStream {
  addRobot(security?: Security): { readonly key: string; readonly address: string };
  removeRobot(key: string): void;
  /** Where the robot may answer whoever is called `key` for an hour and a half. */
  openSession(key: string): string;
  /** As if it had just sent too fast. */
  ban(key: string): void;
}

const PER_MINUTE = 20;
const BAN_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
const SESSION_MS = 5_400_000;
const LARGEST = 20_000;

const failure = (errcode: number, errmsg: string) => ({ errcode, errmsg });
const refused = (code: number, words: string): Judged => ({ refused: failure(code, words) });
const tooFast: Judged = {
  refused: {
    status: 1111,
    wait: 5,
    source: 'x5',
    punish: 'deny',
    uuid: 'f3b1c2d4',
    errcode: 130101,
    errmsg: 'send too fast, exceed 20 times per minute',
  },
};

interface Kept extends Security {
  sends: number[];
  bannedUntil: number;
}

export async function startFakeDingtalk(): Promise<FakeDingtalk> {
  const robots = new Map<string, Kept>();

  const { give, close: closeStream, ...stream } = await startStream();
  let origin = '';
  const { judge: judgeApp, forget: forgetApps, ...apps } = fakeDingtalkApps({ give }, () => origin);

  const sessions = new Map<string, { readonly key: string; readonly until: number }>();

  /** Neither token nor signature: who has the address may answer. */
  const judgeSession = ({ url, body, at }: Request): Judged => {
    const session = sessions.get(url.searchParams.get('session') ?? '');
    if (session === undefined || session.until <= at) return refused(300001, 'session is not exist');
    const json = jsonIn(body);
    if (json === null) return refused(40035, 'missing json parameter');
    const read = readMessage(json);
    return 'refused' in read ? read : { accepted: { at, key: session.key, ...read } };
  };

  const judge = (request: Request): Judged =>
    judgeApp(request) ?? (request.url.pathname === '/robot/sendBySession' ? judgeSession(request) : judgeRobot(request));
  const judgeRobot = ({ method, url, contentType, body, at }: Request): Judged => {
    const key = url.searchParams.get('access_token') ?? '';
    const robot = robots.get(key);
    if (url.pathname !== '/robot/send' || robot === undefined) return refused(300005, 'token is not exist');
    if (method !== 'POST' || !/^application\/json/.test(contentType ?? '')) return refused(43004, 'invalid content type header');
    const json = body.length > LARGEST ? null : jsonIn(body);
    if (json === null) return refused(40035, 'missing json parameter');
    const read = readMessage(json);
    if ('refused' in read) return read;
    const insecure = securityFault(robot, url, `${read.title ?? ''}${read.text}`, at);
    if (insecure !== null) return refused(310000, `${insecure}, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]`);
    robot.sends = robot.sends.filter((sent) => sent > at - 60_000);
    if (robot.bannedUntil > at) return tooFast;
    if (robot.sends.length >= PER_MINUTE) {
      robot.bannedUntil = at + BAN_MS;
      return tooFast;
    }
    robot.sends.push(at);
    return { accepted: { at, key, ...read } };
  };

  const gateway = await startGateway(judge, failure);
  ({ origin } = gateway);
  return {
    ...gateway,
    ...apps,
    ...stream,
    close: async () => {
      await Promise.all([gateway.close(), closeStream()]);
    },
    forget: () => {
      gateway.forget();
      forgetApps();
    },
    addRobot: (security = {}) => {
      const key = randomBytes(32).toString('hex');
      robots.set(key, { ...security, sends: [], bannedUntil: 0 });
      return { key, address: `${gateway.origin}/robot/send?access_token=${key}` };
    },
    openSession: (key) => {
      const session = randomBytes(16).toString('hex');
      sessions.set(session, { key, until: Date.now() + SESSION_MS });
      return `${gateway.origin}/robot/sendBySession?session=${session}`;
    },
    removeRobot: (key) => void robots.delete(key),
    ban: (key) => {
      const robot = robots.get(key);
      if (robot !== undefined) robot.bannedUntil = Date.now() + BAN_MS;
    },
  };
}

function securityFault({ secret, keywords, ipNotListed }: Security, url: URL, words: string, at: number): string | null {
  if (ipNotListed === true) return 'ip 203.0.113.7 not in whitelist';
  if (secret !== undefined) {
    const timestamp = Number(url.searchParams.get('timestamp'));
    if (!(Math.abs(at - timestamp) <= HOUR_MS)) return 'invalid timestamp';
    const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
    if (url.searchParams.get('sign') !== sign) return 'sign not match';
  }
  if (keywords !== undefined && !keywords.some((word) => words.includes(word))) return 'keywords not in content';
  return null;
}

type Read = Pick<Accepted, 'msgtype' | 'title' | 'text' | 'mentioned'>;

/** Whoever stands in the list and, as `@userid`, in the words; everybody else is left out without a word. */
function mentionedBy(json: Readonly<Record<string, unknown>>, words: string): readonly string[] {
  const ids = partOf(json, 'at')['atUserIds'];
  return (Array.isArray(ids) ? ids : []).filter((id): id is string => typeof id === 'string' && words.includes(`@${id}`));
}

function readMessage(json: Readonly<Record<string, unknown>>): Read | { readonly refused: Readonly<Record<string, unknown>> } {
  const msgtype = String(json['msgtype']);
  const part = partOf(json, msgtype);
  const missing = { refused: failure(40035, `missing json parameter ${msgtype}`) };
  switch (msgtype) {
    case 'text':
      return typeof part['content'] === 'string' && part['content'] !== ''
        ? { msgtype, title: null, text: part['content'], mentioned: mentionedBy(json, part['content']) }
        : missing;
    case 'markdown':
      if (typeof part['title'] !== 'string' || part['title'] === '' || typeof part['text'] !== 'string' || part['text'] === '') return missing;
      return { msgtype, title: part['title'], text: part['text'], mentioned: mentionedBy(json, part['text']) };
    case 'link':
    case 'actionCard':
    case 'feedCard':
      return { msgtype, title: null, text: JSON.stringify(part) };
    default:
      return { refused: failure(400105, 'unsupported msgtype') };
  }
}
