/**
 * One call that speaks JSON and what came back, told apart by what it means: answered, certainly not sent, or lost on the way
 * (nobody knows). It knows no platform. Node's own request, because only it says at which moment bytes may have gone;
 * a connection of its own for each call, because a reused one can die between two calls. Redirects are not followed.
 */
import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Message } from './channel.js';

export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Null where the body is no JSON object. */
      readonly json: Readonly<Record<string, unknown>> | null;
      readonly isHtml: boolean;
      /** The platform's clock, from its `Date` header. */
      readonly at: Date | null;
      /** Where a picture came in place of words; where bytes were asked for, whatever came. */
      readonly picture?: Buffer;
      /** More came than is taken: the rest was not waited for. */
      readonly isTooLong?: boolean;
    }
  | { readonly kind: 'unsent'; readonly code: string }
  | { readonly kind: 'lost'; readonly code: string };

export interface Patience {
  /** Until the connection stands. */
  readonly connectMs: number;
  /** For the whole call. */
  readonly totalMs: number;
}

/** A list of a directory is the longest answer there is: 10,000 persons. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
/** Of a picture: as much as evidence may have, which a seal around it makes a little longer. */
const LARGEST_PICTURE = 10 * 1024 * 1024 + 64;

type Headers = Readonly<Record<string, string>>;

/** Never rejects. `code` is the system's (`ECONNREFUSED`, `ETIMEDOUT`), never an address. `headers` besides those of JSON. */
export const postJson = (url: URL, body: unknown, patience: Patience, headers: Headers = {}): Promise<Exchange> =>
  exchange(url, { method: 'POST', bytes: Buffer.from(JSON.stringify(body)) }, patience, headers);

/** As `postJson`, of one file as a form’s part (`multipart/form-data`). */
export function postFile(url: URL, part: string, { name, bytes }: NonNullable<Message['file']>, patience: Patience): Promise<Exchange> {
  const boundary = `duban-${randomBytes(12).toString('hex')}`;
  const about = `form-data; name="${part}"; filename="${name.replaceAll(/["\\\r\n]/g, '_')}"; filelength=${bytes.length}`;
  const head = `--${boundary}\r\nContent-Disposition: ${about}\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return exchange(url, { method: 'POST', bytes: body }, patience, { 'content-type': `multipart/form-data; boundary=${boundary}` });
}

/** Never rejects. */
export const putJson = (url: URL, body: unknown, patience: Patience, headers: Headers): Promise<Exchange> =>
  exchange(url, { method: 'PUT', bytes: Buffer.from(JSON.stringify(body)) }, patience, headers);

/** Never rejects. */
export const getJson = (url: URL, patience: Patience): Promise<Exchange> => exchange(url, { method: 'GET', bytes: null }, patience, {});

/** Never rejects. What lies there, as `picture`, whatever it says that it is; nothing of ours goes with the question. */
export const getBytes = (url: URL, patience: Patience): Promise<Exchange> =>
  exchange(url, { method: 'GET', bytes: null, isForBytes: true }, patience, {});

interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly bytes: Buffer | null;
  readonly isForBytes?: boolean;
}

function exchange(url: URL, { method, bytes, isForBytes = false }: Asked, { connectMs, totalMs }: Patience, headers: Headers): Promise<Exchange> {
  const isTls = url.protocol === 'https:';
  const content = bytes === null ? {} : { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length };
  return new Promise((resolve) => {
    let isConnected = false;
    const call = (isTls ? requestHttps : requestHttp)(url, {
      method,
      agent: false,
      headers: { ...content, ...headers, accept: isForBytes ? '*/*' : 'application/json' },
    });
    const finish = (exchange: Exchange): void => {
      clearTimeout(connecting);
      clearTimeout(whole);
      resolve(exchange);
      call.destroy();
    };
    const fail = (code: string) => finish({ kind: isConnected ? 'lost' : 'unsent', code });
    const connecting = setTimeout(() => !isConnected && fail('ETIMEDOUT'), connectMs);
    const whole = setTimeout(() => fail('ETIMEDOUT'), totalMs);
    call.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'EUNKNOWN'));
    call.on('response', (answer) => {
      const broken = () =>
        finish(
          answer.statusCode !== undefined && answer.statusCode >= 400
            ? answered(answer, Buffer.alloc(0), false)
            : { kind: 'lost', code: 'ECONNRESET' },
        );
      answer.on('error', broken);
      answer.on('aborted', broken);
      const isPicture = isForBytes ? answer.statusCode === 200 : hasPicture(answer);
      readAll(answer, isPicture ? LARGEST_PICTURE : LARGEST_ANSWER, (bytes) =>
        finish(bytes === null ? { ...answered(answer, Buffer.alloc(0), false), isTooLong: true } : answered(answer, bytes, isPicture)),
      );
    });
    // The body goes only when the line stands, so that an earlier failure is known to have sent nothing.
    call.on('socket', (socket) => {
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        isConnected = true;
        clearTimeout(connecting);
        call.end(bytes ?? undefined);
      });
    });
  });
}

const hasPicture = ({ headers }: IncomingMessage): boolean => /^image\//.test(headers['content-type'] ?? '');

/** Null as soon as it is too long. */
function readAll(answer: IncomingMessage, most: number, done: (bytes: Buffer | null) => void): void {
  const parts: Buffer[] = [];
  let length = 0;
  answer.on('data', (part: Buffer) => {
    length += part.length;
    if (length > most) return done(null);
    parts.push(part);
  });
  answer.on('end', () => done(Buffer.concat(parts)));
}

function answered(answer: IncomingMessage, bytes: Buffer, isPicture: boolean): Extract<Exchange, { readonly kind: 'answered' }> {
  const at = Date.parse(answer.headers.date ?? '');
  const known = { kind: 'answered', status: answer.statusCode ?? 0, at: Number.isNaN(at) ? null : new Date(at) } as const;
  if (isPicture && bytes.length > 0) return { ...known, json: null, isHtml: false, picture: bytes };
  const text = bytes.toString('utf8');
  return { ...known, json: objectIn(text), isHtml: /\bhtml\b/.test(answer.headers['content-type'] ?? '') || /^\s*</.test(text) };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
