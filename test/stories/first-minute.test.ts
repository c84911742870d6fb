/** The first minute of a newcomer: Sunday 22:00 outside, `npm start -- --demo`, and from the opened page to 已销号. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { readConfig } from '../../bot/config.js';
import { type Running, startDuban } from '../../bot/main.js';
import { type H5, openH5 } from '../../bot/start/build-h5.js';
import { instantAt } from '../../core/time/day.js';
import { openBrowser } from '../support/chromium.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const SUNDAY = instantAt('2026-11-22', '22:00');
const LATE = '开展“微笑服务”专题培训';

describe('the first minute', () => {
  let running: Running;
  let browser: Browser;
  let dataDir: string;
  let isBuilt = false;
  let ahead = 0;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'duban-first-minute-'));
    const built = openH5(quiet, () => undefined);
    await built.settled;
    // Built already, and shown as such only when the test says so.
    const progress = () =>
      isBuilt ? built.state.progress() : ({ state: 'building', percent: 40, words: '手机页面正在构建，已完成约 40%。' } as const);
    const h5: H5 = { ...built, state: { folder: built.state.folder, progress } };
    ahead = SUNDAY.getTime() - Date.now();
    const config = readConfig({ ...process.env, PORT: '0', DATA_DIR: dataDir, MONGODB_URI: '' }, { demo: true });
    running = await startDuban(config, { h5, clock: { now: () => new Date(Date.now() + ahead) }, say: () => undefined, log: quiet });
    browser = await openBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('leads from the building page over the first message to a closed task in at most 12 clicks', async () => {
    const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));

    await page.goto(running.url);
    const begun = performance.now();
    await page.getByText('已完成约 40%').waitFor();
    // The first messages go out half a minute after the beginning: most of it is told, not waited for.
    ahead += 20_000;
    await page.getByText('第一条督办消息已经到了：吴倩，11月23日（周一）08:40').waitFor({ timeout: 45_000 });
    expect(await page.locator('#first-message-card').innerText()).toMatch(/逾期/);
    isBuilt = true;

    const closed = await closeTheLateTask(page);
    expect(closed.words).toContain('已销号');
    // How long the machine took is told, not judged.
    console.log(`from the opened page to 已销号: ${closed.clicks} clicks, ${Math.round((performance.now() - begun) / 1_000)} s`);
    expect(closed.clicks).toBeLessThanOrEqual(12);
    expect(faults).toEqual([]);
    await context.close();
  });

  test('shows every person whole and, on a phone, every button inside the screen with the way on in view', async () => {
    for (const width of [1_280, 390]) {
      const page = await browser.newPage({ viewport: { width, height: 844 } });
      await page.goto(running.url);
      await page.locator('#people button').first().waitFor({ state: 'attached' });
      if (width < 1_000) await page.locator('#more').click();
      const outside = await page.evaluate(`[...document.querySelectorAll('.bar button')].filter((one) => one.checkVisibility())
        .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > innerWidth).map((one) => one.textContent)`);
      expect([width, outside]).toEqual([width, []]);
      expect(await page.getByTestId('step').innerText()).toBe('第 5 步，共 5 步');
      expect(await page.getByTestId('guide-go').innerText()).toBe('快进一天');
      await page.close();
    }
  });

  test('says why a weekend is silent', async () => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
    await page.goto(running.url);
    for (const day of ['11月24日（周二）', '11月25日（周三）', '11月26日（周四）', '11月27日（周五）', '11月28日（周六）']) {
      await page.getByTestId('forward-day').click();
      await page.getByText(`到了 ${day}08:45。`).waitFor();
    }
    expect(await page.locator('#said').innerText()).toBe('到了 11月28日（周六）08:45。周末不发督办消息，下一次最早在 11月30日（周一）08:40。');
    await page.close();
  });

  test('goes on where it was stopped', async () => {
    const before = running.services().clock.now();
    const begun = performance.now();
    await running.stop();
    const token = 'only-the-scraper-has-it';
    const config = readConfig({ ...process.env, PORT: '0', DATA_DIR: dataDir, MONGODB_URI: '', METRICS_TOKEN: token }, { demo: true });
    const h5 = openH5(quiet, () => undefined);
    running = await startDuban(config, { h5, say: () => undefined, log: quiet });
    const after = running.services().clock.now();
    // No further than the machine took.
    expect(after.getTime() - before.getTime()).toBeLessThan(performance.now() - begun + 1_000);
    expect(after.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(await (await fetch(`http://127.0.0.1:${running.port}/api/demo`)).json()).toMatchObject({ guide: { done: true } });
    // The token that is set counts here too.
    const metrics = (headers: Record<string, string>) => fetch(`http://127.0.0.1:${running.port}/metrics`, { headers });
    expect([(await metrics({})).status, (await metrics({ authorization: `Bearer ${token}` })).status]).toEqual([401, 200]);
  });

  test('ends with an empty base and a one-time link, and the demo’s people can no longer sign in', async () => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
    await page.goto(running.url);
    await page.getByTestId('demo-clear').click();
    await page.getByTestId('demo-clear-yes').click();
    expect(await page.locator('#clear-words', { hasText: '已清空' }).innerText()).toContain('以后启动请用 npm start，不要再带 -- --demo');
    await page.getByTestId('demo-clear-on').click();
    await page.waitForURL(/#\/pages\/join\/index\?code=/);
    const signIn = await fetch(`http://127.0.0.1:${running.port}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'wuqian', password: 'duban2026' }),
    });
    expect(signIn.status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${running.port}/api/demo`)).status).toBe(404);
    expect(running.services().settings.demo).toBe(false);
    await page.goto('about:blank');
    await page.goto(running.url);
    await page.getByText('请回到启动督办的窗口，用浏览器打开里面的一次性链接').waitFor();
    await page.close();
  });
});

/** The strip's way, click by click. */
async function closeTheLateTask(page: Page): Promise<{ readonly clicks: number; readonly words: string }> {
  const chat = page.frameLocator('#chat-frame').locator('.taro_page:not(.taro_page_shade)').last();
  const phone = page.frameLocator('#phone-frame').locator('.taro_page:not(.taro_page_shade)').last();
  let clicks = 0;
  const click = async (what: Locator): Promise<void> => {
    await what.click();
    clicks += 1;
  };
  await click(chat.getByText('填报最急一项', { exact: true }).last());
  await phone.getByText(LATE).first().waitFor();
  await click(phone.getByTestId('sample-photo').first());
  await phone.getByTestId('photo-state').getByText('已上传').waitFor();
  await click(phone.getByText('进展正常', { exact: true }));
  await click(phone.getByTestId('submit-report'));
  await phone.getByText('进展已提交').waitFor();
  await click(phone.getByText('申请验收', { exact: true }).last());
  await click(phone.getByTestId('act-submit'));
  await page.locator('#guide').getByText('换成方蕾').waitFor();
  await click(page.getByTestId('guide-go'));
  await click(phone.getByText('通过并销号', { exact: true }).last());
  await click(phone.getByTestId('act-pass'));
  await page.locator('#guide').getByText('已销号').waitFor();
  return { clicks, words: await page.locator('#guide').innerText() };
}
