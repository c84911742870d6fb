/** 看板 in a real browser: on a phone and on a desk each figure opens just its tasks, the report is Word's, and the week's picture is seen in the chat. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { readConfig } from '../../bot/config.js';
import { type Running, startDuban } from '../../bot/main.js';
import { openH5 } from '../../bot/start/build-h5.js';
import { openBrowser } from '../support/chromium.js';

const SCREENS = join(process.cwd(), 'artifacts', 'screens');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the board in a browser', () => {
  let running: Running;
  let browser: Browser;
  let dataDir: string;
  const faults: string[] = [];

  beforeAll(async () => {
    await mkdir(SCREENS, { recursive: true });
    dataDir = await mkdtemp(join(tmpdir(), 'duban-board-'));
    const config = readConfig({ ...process.env, PORT: '0', DATA_DIR: dataDir, MONGODB_URI: '', LOG_LEVEL: 'silent' }, { demo: true });
    const h5 = openH5(quiet, () => undefined);
    await h5.settled;
    // A Friday: four days later the Monday's word is out, whenever the test runs.
    const ahead = Date.parse('2026-11-27T02:00:00Z') - Date.now();
    running = await startDuban(config, { h5, clock: { now: () => new Date(Date.now() + ahead) }, say: () => undefined, log: quiet });
    for (let day = 0; day < 4; day += 1) {
      const body = JSON.stringify({ to: 'day' });
      await fetch(`${running.url}/api/demo/forward`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    }
    browser = await openBrowser();
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 30_000);

  const here = (page: Page): Locator => page.locator('.taro_page:not(.taro_page_shade)').last();

  async function opened(path: string, width: number, height: number): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 800, isMobile: width < 800, locale: 'zh-CN' });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${running.url}/app/#/pages/sign-in/index?to=${encodeURIComponent(path)}`);
    await here(page).locator('[data-testid="account"] input').fill('xuyan');
    await here(page).locator('[data-testid="password"] input').fill('duban2026');
    await here(page).getByTestId('sign-in').click();
    return page;
  }

  test.each([
    ['phone', 390, 844],
    ['desk', 1280, 800],
  ])('on a %s the figure of what is late opens just those tasks, and back leads to the board', async (name, width, height) => {
    const page = await opened('/pages/board/index', width, height);
    const late = here(page).getByTestId('light-red');
    await late.waitFor({ timeout: 20_000 });
    await page.screenshot({ path: join(SCREENS, `board-${name}.png`), fullPage: true });
    const count = Number(/\d+/.exec(await late.innerText())?.[0]);
    expect(count).toBeGreaterThan(0);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
    await late.click();
    await here(page).getByText(`共 ${count} 项`).first().waitFor({ timeout: 20_000 });
    await page.goBack();
    await here(page).getByTestId('board-title').waitFor({ timeout: 20_000 });
    await page.context().close();
  });

  test('the report is saved as Word’s, and what recurs says so in words where nothing does', async () => {
    const page = await opened('/pages/board/index', 390, 844);
    await here(page).getByTestId('export-week').waitFor({ timeout: 20_000 });
    const [file] = await Promise.all([page.waitForEvent('download'), here(page).getByTestId('export-week').click()]);
    expect(file.suggestedFilename()).toBe('督办周报.docx');
    const bytes = await readFile(await file.path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    await here(page).getByTestId('recurring').click();
    await here(page)
      .getByText(/重复出现的问题|可作为下一轮巡察的重点/)
      .waitFor({ timeout: 20_000 });
    await page.screenshot({ path: join(SCREENS, 'recurring.png') });
    await page.context().close();
  });

  test('the leading group’s room shows the picture of the week, and its report is one tap away', async () => {
    const page = await opened('/pages/chat/index', 390, 844);
    await here(page).getByText('领导小组群').first().click();
    const picture = here(page).locator('[data-testid="card-picture"] img').first();
    await picture.waitFor({ timeout: 20_000 });
    // What a browser knows of an image.
    type Shown = { readonly naturalWidth: number; decode(): Promise<void> };
    const width = await picture.evaluate((one) => (one as unknown as Shown).decode().then(() => (one as unknown as Shown).naturalWidth));
    expect(width).toBe(1080);
    await picture.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(SCREENS, 'week-picture.png') });
    const [file] = await Promise.all([page.waitForEvent('download'), here(page).getByText('下载周报（Word）').first().click()]);
    expect(file.suggestedFilename()).toContain('督办周报');
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
