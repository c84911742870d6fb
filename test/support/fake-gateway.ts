/**
 * What the fakes of WeCom and DingTalk have in common: a real HTTP server on loopback with its own clock, a log of what
 * it accepted, and faults that can be ordered for the next calls.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** `dropReply` accepts and says nothing; `slow` accepts after a while, `held` once it is let go; `hangUp` closes without accepting. */
export type Fault =
  | { readonly kind: 'errcode'; readonly code: number; readonly message?: string }
  | { readonly kind: 'status'; readonly status: number; readonly body?: string; readonly type?: string }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'held'; readonly letGo: Promise<void> }
  | { readonly kind: 'html' }
  | { readonly kind: 'brokenJson' | 'dropReply' | 'hangUp' };

export interface Accepted {
  /** The fake's clock. */
  readonly at: number;
  readonly key: string;
  readonly msgtype: string;
  readonly title: string | null;
  readonly text: string;
  /** In a group whom the platform calls by it. */
  readonly mentioned?: readonly string[];
}

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string | null;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly at: number;
}

type Body = Readonly<Record<string, unknown>>;

/** What to accept (null: dropped in silence) and how to say so, what to answer a question, the answer that refuses it, a reply with a status of its own, or a page. */
export type Judged =
  | { readonly accepted: Accepted | null; readonly answer?: Body }
  | { readonly answered: Body }
  | { readonly refused: Body }
  /** A picture in place of words. */
  | { readonly picture: Buffer; readonly type?: string }
  | { readonly status: number; readonly reply: Body; readonly got: readonly Accepted[] }
  /** For a browser: sent on, or shown this. */
  | { readonly redirect: string }
  | { readonly page: string };

export interface Gateway {
  readonly origin: string;
  readonly accepted: readonly Accepted[];
  /** Calls that reached it, accepted or not. */
  readonly calls: () => number;
  /** Its clock alone; the service's does not move. */
  advance(ms: number): void;
  /** The next `times` calls meet this fault. */
  next(fault: Fault, times?: number): void;
  /** What every call meets that no `next` was ordered for: so long until it answers, and perhaps a fault. */
  weather(of: () => { readonly delayMs: number; readonly fault: Fault | null }): void;
  /** Told of each call when it has come, when it is accepted, and when it is answered. */
  watch(told: (point: GatewayPoint) => void): void;
  /** Takes the oldest unread message of this robot; throws when it is missing or says something else. */
  expect(key: string, words: RegExp): Accepted;
  expectNothing(key?: string): void;
  /** The most messages one robot got in any 60 seconds. */
  busiestMinute(key: string): number;
  /** Empties its log, its faults and its clock. */
  forget(): void;
  close(): Promise<void>;
}

export type GatewayPoint = 'come' | 'accepted' | 'answered';

const MINUTE_MS = 60_000;

export async function startGateway(judge: (request: Request) => Judged, failure: (code: number, words: string) => unknown): Promise<Gateway> {
  const accepted: Accepted[] = [];
  const read = new Set<Accepted>();
  const faults: Fault[] = [];
  let [offset, calls] = [0, 0];
  let weather: Parameters<Gateway['weather']>[0] = () => ({ delayMs: 0, fault: null });
  let told: Parameters<Gateway['watch']>[0] = () => undefined;
  const now = () => Date.now() + offset;

  const server = createServer(async (request, response) => {
    calls += 1;
    const body = await bytesOf(request);
    const url = new URL(request.url ?? '/', 'http://fake');
    const asked = {
      method: request.method ?? '',
      url,
      contentType: request.headers['content-type'] ?? null,
      headers: request.headers,
      body,
      at: now(),
    };
    told('come');
    const ordered = faults.shift();
    const { delayMs, fault } = ordered === undefined ? weather() : { delayMs: 0, fault: ordered };
    if (delayMs > 0) await sleep(delayMs);
    if (fault?.kind === 'hangUp') return void request.socket.destroy();
    if (fault !== null && isAnswered(fault)) return answerFault(response, fault, failure, now());
    if (fault?.kind === 'slow') await sleep(fault.ms);
    if (fault?.kind === 'held') await fault.letGo;
    const judged = judge(asked);
    if ('accepted' in judged && judged.accepted !== null) accepted.push(judged.accepted);
    if ('got' in judged) accepted.push(...judged.got);
    told('accepted');
    if (fault?.kind === 'dropReply') return void request.socket.destroy();
    if ('redirect' in judged || 'page' in judged) return sayToBrowser(response, judged);
    if ('picture' in judged) return void response.writeHead(200, { 'content-type': judged.type ?? 'image/jpeg' }).end(judged.picture);
    const text = JSON.stringify(bodyOf(judged));
    say(response, 'status' in judged ? judged.status : 200, 'application/json', fault?.kind === 'brokenJson' ? text.slice(0, -4) : text, now());
    told('answered');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const unread = (key?: string) => accepted.filter((message) => !read.has(message) && (key === undefined || message.key === key));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    calls: () => calls,
    advance: (ms) => {
      offset += ms;
    },
    next: (fault, times = 1) => {
      for (let left = times; left > 0; left -= 1) faults.push(fault);
    },
    weather: (of) => {
      weather = of;
    },
    watch: (hears) => {
      told = hears;
    },
    expect: (key, words) => {
      const first = unread(key)[0];
      if (first === undefined) throw new Error(`nothing reached ${key}, expected ${words}`);
      if (!words.test(first.text)) throw new Error(`${key} got other words than ${words}:\n${first.text}`);
      read.add(first);
      return first;
    },
    expectNothing: (key) => {
      const rest = unread(key);
      if (rest.length > 0) throw new Error(`expected nothing, got:\n${rest.map((message) => message.text).join('\n---\n')}`);
    },
    busiestMinute: (key) => {
      const times = accepted.filter((message) => message.key === key).map((message) => message.at);
      return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length));
    },
    forget: () => {
      accepted.length = 0;
      faults.length = 0;
      [offset, calls] = [0, 0];
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type ForBrowser = Extract<Judged, { readonly redirect: string } | { readonly page: string } | { readonly picture: Buffer }>;

function sayToBrowser(response: ServerResponse, judged: Exclude<ForBrowser, { readonly picture: Buffer }>): void {
  if ('redirect' in judged) response.writeHead(302, { location: judged.redirect });
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end('page' in judged ? judged.page : '');
}

function bodyOf(judged: Exclude<Judged, ForBrowser>): Body {
  if ('reply' in judged) return judged.reply;
  if ('accepted' in judged) return { errcode: 0, errmsg: 'ok', ...judged.answer };
  return 'answered' in judged ? { errcode: 0, errmsg: 'ok', ...judged.answered } : judged.refused;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function say(response: ServerResponse, status: number, type: string, body: string, at: number): void {
  response.writeHead(status, { 'content-type': type, date: new Date(at).toUTCString() });
  response.end(body);
}

type AnsweredFault = Extract<Fault, { readonly kind: 'errcode' | 'status' | 'html' }>;

/** In place of a judgement. */
const isAnswered = (fault: Fault): fault is AnsweredFault => fault.kind === 'errcode' || fault.kind === 'status' || fault.kind === 'html';

function answerFault(response: ServerResponse, fault: AnsweredFault, failure: (code: number, words: string) => unknown, at: number): void {
  if (fault.kind === 'errcode') say(response, 200, 'application/json', JSON.stringify(failure(fault.code, fault.message ?? 'error')), at);
  else if (fault.kind === 'status') say(response, fault.status, fault.type ?? 'text/plain', fault.body ?? 'upstream error', at);
  else say(response, 200, 'text/html', '<!doctype html><html><body>Access denied</body></html>', at);
}

export const jsonIn = (body: Buffer): Readonly<Record<string, unknown>> | null => {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

/** A member that is itself an object, else an empty one. */
export const partOf = (json: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> => {
  const part = json[name];
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : {};
};
