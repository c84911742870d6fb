/** Phones in a real browser: each signed in, of any width, in care mode or dark. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Me, Session } from '../../core/contract/session.js';
import type { World } from './world.js';

const SCREENS = join(process.cwd(), 'artifacts', 'screens');

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

export interface Phones {
  /** What pages threw; empty at the end of a story. */
  readonly faults: readonly string[];
  readonly phone: (who: string, look?: Look) => Promise<Phone>;
  /** The same phone with the app opened anew. */
  readonly again: (context: BrowserContext) => Promise<Phone>;
}

/** As the person of this name signs in, by the world's own means. */
export const sessionIn =
  (w: Pick<World, 'phone'>) =>
  async (name: string): Promise<Session> => {
    const { token, get } = await w.phone(name);
    return { token, me: (await get<Me>('/api/me')).body };
  };

/** `url`: of the service; `sessionOf`: as this account or name would have signed in. */
export function openPhones(browser: Browser, url: string, sessionOf: (who: string) => Promise<Session>): Phones {
  const faults: string[] = [];

  const phone = async (who: string, { width = 390, care = false, dark = false }: Look = {}): Promise<Phone> => {
    await mkdir(SCREENS, { recursive: true });
    const context = await browser.newContext({
      viewport: { width, height: 844 },
      hasTouch: true,
      // From there on it is a desk.
      isMobile: width < 800,
      locale: 'zh-CN',
      colorScheme: dark ? 'dark' : 'light',
    });
    const kept = JSON.stringify(JSON.stringify({ data: await sessionOf(who) }));
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
        await at(testid).waitFor();
        await at(testid).tap();
      },
      says: (words) => here.getByText(words).first().waitFor(),
      open: async (path) => {
        await page.goto('about:blank');
        await page.goto(`${url}/app/#${path}`);
      },
      picture: async (name) => {
        await page.screenshot({ path: join(SCREENS, `${name}.png`) });
      },
    };
  };

  return { faults, phone, again };
}
