/** Where the platforms call us. Bodies are taken as they come; whatever is not genuine gets one and the same 403. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { receive } from '../actions/receive.js';
import type { AppKind, CallbackDoor } from '../services.js';
import { type Asked, open, type Route } from './route.js';

const LARGEST = 256 * 1024;

/** Null where it is longer than any platform's. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > LARGEST) return null;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

const textsOf = (query: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

interface At {
  readonly kind: AppKind;
  readonly door: CallbackDoor;
  readonly method: 'get' | 'post';
}

async function answer({ services, query, ctx }: Asked<unknown, Record<string, unknown>>, { kind, door, method }: At): Promise<void> {
  const body = method === 'get' ? Buffer.alloc(0) : await bytesOf(ctx.req);
  const received =
    body === null
      ? null
      : await receive(services, kind, { door, method, query: textsOf(query), headers: textsOf(ctx.headers), body, now: new Date() });
  ctx.set('cache-control', 'no-store');
  // The rest is not waited for.
  if (body === null) ctx.set('connection', 'close');
  ctx.type = received?.answer.startsWith('{') === true ? 'application/json' : 'text/plain';
  ctx.status = received === null ? 403 : 200;
  ctx.body = received?.answer ?? 'forbidden';
  if (received !== null) ctx.res.once('finish', () => void received.work());
}

const Query = z.record(z.string(), z.unknown());

const check = (name: string, kind: AppKind, platform: string): Route =>
  open({
    method: 'get',
    path: `/api/callbacks/${name}`,
    summary: `The check of this address by ${platform}`,
    query: Query,
    handle: (asked) => answer(asked, { kind, door: 'message', method: 'get' }),
  });

const call = (name: string, kind: AppKind, summary: string, door: CallbackDoor = 'message'): Route =>
  open({
    method: 'post',
    path: `/api/callbacks/${name}`,
    summary: `${summary}; answered at once, worked on afterwards`,
    query: Query,
    reads: 'raw',
    handle: (asked) => answer(asked, { kind, door, method: 'post' }),
  });

/** DingTalk does not check the address of a robot. */
export const callbackRoutes: readonly Route[] = [
  check('wecom', 'wecomApp', 'WeCom'),
  call('wecom', 'wecomApp', 'A sealed message of WeCom'),
  call('dingtalk', 'dingtalkApp', 'A signed message of DingTalk'),
  call('dingtalk/card', 'dingtalkApp', 'A button of an interactive card of DingTalk, at an address that only DingTalk was told', 'card'),
  call('dingtalk/events', 'dingtalkApp', 'A sealed event of DingTalk’s directory; the check of this address is one too', 'events'),
];
