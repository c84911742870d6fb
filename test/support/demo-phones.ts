/** The demo in one process with phones in a real browser, as a story wants them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { readConfig } from '../../bot/config.js';
import { startDuban } from '../../bot/main.js';
import { openH5 } from '../../bot/start/build-h5.js';
import type { Act, ActAnswer } from '../../core/contract/task-action.js';
import type { Session } from '../../core/contract/session.js';
import { type Look, openPhones, type Phone } from './browser-phones.js';
import { openBrowser } from './chromium.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** A Wednesday: what is fast-forwarded to is a workday whenever a story runs. */
const FROM = Date.parse('2026-11-25T02:00:00Z');

export type { Phone };

export interface DemoPhones {
  readonly url: string;
  /** What pages threw; empty at the end of a story. */
  readonly faults: readonly string[];
  readonly phone: (account: string, look?: Look) => Promise<Phone>;
  /** The same phone with the app opened anew. */
  readonly again: (context: BrowserContext) => Promise<Phone>;
  /** GET and POST as that person. */
  readonly api: (account: string) => Promise<{
    readonly get: <T>(path: string) => Promise<T>;
    readonly act: (taskId: string, action: Act['action']) => Promise<ActAnswer>;
    readonly bytes: (path: string) => Promise<Buffer>;
    readonly upload: (taskId: string, uploadId: string, photo: Buffer) => Promise<string>;
  }>;
  readonly nextMessage: () => Promise<void>;
  readonly nextDay: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function openDemoPhones(): Promise<DemoPhones> {
  const dataDir = await mkdtemp(join(tmpdir(), 'duban-phones-'));
  const config = readConfig({ ...process.env, PORT: '0', DATA_DIR: dataDir, MONGODB_URI: '', LOG_LEVEL: 'silent' }, { demo: true });
  const h5 = openH5(quiet, () => undefined);
  await h5.settled;
  const ahead = FROM - Date.now();
  const running = await startDuban(config, { h5, clock: { now: () => new Date(Date.now() + ahead) }, say: () => undefined, log: quiet });
  const browser = await openBrowser();
  const sessions = new Map<string, Session>();

  const asked = async <T>(path: string, token: string | null, body?: object): Promise<T> => {
    const answer = await fetch(`${running.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const sessionOf = async (account: string): Promise<Session> => {
    const known = sessions.get(account) ?? (await asked<Session>('/api/session', null, { account, password: 'duban2026' }));
    sessions.set(account, known);
    return known;
  };

  const { faults, phone, again } = openPhones(browser, running.url, sessionOf);

  return {
    url: running.url,
    faults,
    phone,
    again,
    api: async (account) => {
      const { token } = await sessionOf(account);
      const get = <T>(path: string): Promise<T> => asked<T>(path, token);
      return {
        get,
        upload: async (taskId, uploadId, photo) => {
          const form = new FormData();
          form.append('uploadId', uploadId);
          form.append('taskId', taskId);
          form.append('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), '现场照片.jpg');
          const answer = await fetch(`${running.url}/api/uploads`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
          if (!answer.ok) throw new Error(`upload answered ${answer.status}: ${await answer.text()}`);
          return uploadId;
        },
        bytes: async (path) =>
          Buffer.from(await (await fetch(`${running.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer()),
        act: async (taskId, action) => {
          const { version } = await get<{ version: number }>(`/api/tasks/${taskId}`);
          return asked<ActAnswer>(`/api/tasks/${taskId}/actions`, token, { requestId: crypto.randomUUID(), version, action });
        },
      };
    },
    nextMessage: async () => void (await asked('/api/demo/forward', null, { to: 'next' })),
    nextDay: async () => void (await asked('/api/demo/forward', null, { to: 'day' })),
    stop: async () => {
      await browser.close();
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
