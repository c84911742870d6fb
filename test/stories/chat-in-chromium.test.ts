/** Talking to the bot in a real browser: on a phone at 390 × 844 in one’s own room, and on the demo’s stage beside it. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { readConfig } from '../../bot/config.js';
import { type Running, startDuban } from '../../bot/main.js';
import { openH5 } from '../../bot/start/build-h5.js';
import { openBrowser } from '../support/chromium.js';

const SCREENS = join(process.cwd(), 'artifacts', 'screens');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('talking to the bot in a browser', () => {
  let running: Running;
  let browser: Browser;
  let dataDir: string;
  const faults: string[] = [];

  beforeAll(async () => {
    await mkdir(SCREENS, { recursive: true });
    dataDir = await mkdtemp(join(tmpdir(), 'duban-talk-'));
    const config = readConfig({ ...process.env, PORT: '0', DATA_DIR: dataDir, MONGODB_URI: '', LOG_LEVEL: 'silent' }, { demo: true });
    const h5 = openH5(quiet, () => undefined);
    await h5.settled;
    // A Wednesday: the day that is fast-forwarded to is a workday whenever the test runs.
    const ahead = Date.parse('2026-11-25T02:00:00Z') - Date.now();
    running = await startDuban(config, { h5, clock: { now: () => new Date(Date.now() + ahead) }, say: () => undefined, log: quiet });
    browser = await openBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const on = (place: Page | FrameLocator): Locator => place.locator('.taro_page:not(.taro_page_shade)').last();
  const say = async (place: Locator, words: string): Promise<void> => {
    await place.locator('[data-testid="speak-text"] input').fill(words);
    await place.getByTestId('speak-send').click();
    await place.getByTestId('said-message').getByText(words, { exact: true }).last().waitFor();
  };
  const answer = (place: Locator): Locator => place.getByTestId('chat-card').last();
  const answered = async (place: Locator, words: string): Promise<string> => {
    await answer(place).getByText(words).first().waitFor();
    return answer(place).innerText();
  };

  async function phoneOf(account: string): Promise<{ readonly page: Page; readonly here: Locator }> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${running.url}/app/`);
    const here = on(page);
    await here.locator('[data-testid="account"] input').fill(account);
    await here.locator('[data-testid="password"] input').fill('duban2026');
    await here.getByTestId('sign-in').click();
    return { page, here };
  }

  test('from 我的任务 to the conversation: a question, a report with a photo, a confirmation, and the words for another try', async () => {
    const { page, here } = await phoneOf('zhoumin');
    await here.getByTestId('to-messages').click();
    await say(here, '我的任务');
    const mine = await answered(here, '打开我的任务');
    const number = /(\d+)号/.exec(mine)?.[1] ?? '';
    await page.screenshot({ path: join(SCREENS, 'talk-list.png') });
    await say(here, `${number}号`);
    await answered(here, '责任人');
    await here.getByTestId('speak-sample').click();
    await answered(here, '照片');
    await say(here, '完成55% 已印发方案');
    expect(await answered(here, '还没有提交')).toMatch(/55%[\s\S]*已印发方案[\s\S]*1 张/);
    await page.screenshot({ path: join(SCREENS, 'talk-question.png') });
    await answer(here).getByText('确认提交', { exact: true }).click();
    await answered(here, '进展已提交');
    await page.screenshot({ path: join(SCREENS, 'talk-done.png') });
    await say(here, `${number}号 完成58%`);
    await answered(here, '还没有提交');
    await answer(here).getByText('修改', { exact: true }).click();
    await answered(here, '请改好后再发一遍');
    expect(await here.locator('[data-testid="speak-text"] input').inputValue()).toBe(`${number}号 完成58%`);
    await say(here, '今天食堂吃什么');
    await answered(here, '没有听懂');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('beside the demo’s phone the person of the room is spoken for, and a group hears of units and counts', async () => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(running.url);
    await page.getByTestId('forward-day').click();
    await page.getByText(/发出了 \d+ 条督办消息/).waitFor({ timeout: 40_000 });
    const chat = on(page.frameLocator('#chat-frame'));
    await chat.getByTestId('speak-text').waitFor();
    await say(chat, '还有啥没办');
    await answered(chat, '打开我的任务');
    await page.screenshot({ path: join(SCREENS, 'talk-stage.png') });
    await chat.getByText('巡察办群').first().click();
    await chat.getByText('今日督办').first().waitFor();
    await say(chat, '统计');
    expect(await answered(chat, '本群单位共')).not.toMatch(/吴倩|陈立|何俊|周敏/);
    await page.screenshot({ path: join(SCREENS, 'talk-group.png') });
    expect(faults).toEqual([]);
    await page.close();
  });
});
