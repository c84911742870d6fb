/** The demo in one process with phones in a real browser: each signed in, of any width, in care mode or dark, as a story wants them. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { readConfig } from '../../bot/config.js';
import { startDuban } from '../../bot/main.js';
import { openH5 } from '../../bot/start/build-h5.js';
import type { Act, ActAnswer } from '../../core/contract/task.js';
import type { Session } from '../../core/contract/session.js';
import { openBrowser } from './chromium.js';

const SCREENS = join(process.cwd(), 'artifacts', 'screens');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** A Wednesday: what is fast-forwarded to is a workday whenever a story runs. */
const FROM = Date.parse('2026-11-25T02:00:00Z');

export interface Phone {
  readonly page: Page;
  /** The page of the app that is in view. */
  readonly here: Locator;
  readonly at: (testid: string) => Locator;
  readonly tap: (testid: string) => Promise<void>;
  readonly says: (words: string | RegExp) => Promise<void>;
  /** Loads the app anew at a page, as from a link in a message. */
  readonly open: (path: string) => Promise<void>;
  readonly picture: (name: string) => Promise<void>;
}

export interface Look {
  readonly width?: number;
  readonly care?: boolean;
  readonly dark?: boolean;
}

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
  await mkdir(SCREENS, { recursive: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'duban-phones-'));
  const config = readConfig({ ...process.env, PORT: '0', DATA_DIR: dataDir, MONGODB_URI: '', LOG_LEVEL: 'silent' }, { demo: true });
  const h5 = openH5(quiet, () => undefined);
  await h5.settled;
  const ahead = FROM - Date.now();
  const running = await startDuban(config, { h5, clock: { now: () => new Date(Date.now() + ahead) }, say: () => undefined, log: quiet });
  const browser = await openBrowser();
  const faults: string[] = [];
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

  const phone = async (account: string, { width = 390, care = false, dark = false }: Look = {}): Promise<Phone> => {
    const context = await browser.newContext({
      viewport: { width, height: 844 },
      hasTouch: true,
      // From there on it is a desk.
      isMobile: width < 800,
      locale: 'zh-CN',
      colorScheme: dark ? 'dark' : 'light',
    });
    const kept = JSON.stringify(JSON.stringify({ data: await sessionOf(account) }));
    // Once: a story may sign out, or turn care mode on by hand.
    await context.addInitScript(
      `if (location.protocol !== 'about:' && localStorage.getItem('duban.session') === null) { localStorage.setItem('duban.session', ${kept});${
        care ? `localStorage.setItem('duban.care', '{"data":true}');` : ''
      } }`,
    );
    return again(context);
  };

  const again = async (context: BrowserContext): Promise<Phone> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    const here = page.locator('.taro_page:not(.taro_page_shade)').last();
    const at = (testid: string): Locator => here.locator(`[data-testid="${testid}"]`).first();
    return {
      page,
      here,
      at,
      tap: async (testid) => {
        await at(testid).waitFor({ timeout: 20_000 });
        await at(testid).tap();
      },
      says: (words) => here.getByText(words).first().waitFor({ timeout: 20_000 }),
      open: async (path) => {
        await page.goto('about:blank');
        await page.goto(`${running.url}/app/#${path}`);
      },
      picture: async (name) => {
        await page.screenshot({ path: join(SCREENS, `${name}.png`) });
      },
    };
  };

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
