/** Two phones in a real browser at 390 × 844: from the late task in the preview chat to 已销号, returned once on the way. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { readConfig } from '../../bot/config.js';
import { type Running, startDuban } from '../../bot/main.js';
import { openH5 } from '../../bot/start/build-h5.js';
import { openBrowser } from '../support/chromium.js';
import { until } from '../support/until.js';

const SCREENS = join(process.cwd(), 'artifacts', 'screens');
const PASSWORD = 'duban2026';
/** The same days pass whenever this runs. */
const WEDNESDAY = Date.parse('2026-11-25T02:00:00Z');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the phone in a browser', () => {
  let running: Running;
  let browser: Browser;
  let dataDir: string;
  const faults: string[] = [];

  beforeAll(async () => {
    await mkdir(SCREENS, { recursive: true });
    dataDir = await mkdtemp(join(tmpdir(), 'duban-phone-'));
    const config = readConfig({ ...process.env, PORT: '0', DATA_DIR: dataDir, MONGODB_URI: '', LOG_LEVEL: 'silent' }, { demo: true });
    const h5 = openH5(quiet, () => undefined);
    await h5.settled;
    const ahead = WEDNESDAY - Date.now();
    running = await startDuban(config, { h5, clock: { now: () => new Date(Date.now() + ahead) }, say: () => undefined, log: quiet });
    browser = await openBrowser();
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const shown = (page: Page): Locator => page.locator('.taro_page:not(.taro_page_shade)').last();
  const at = (page: Page, id: string): Locator => shown(page).locator(`[data-testid="${id}"]`).first();
  const tap = async (page: Page, id: string): Promise<void> => {
    await at(page, id).waitFor();
    await at(page, id).tap();
  };
  const picture = (page: Page, name: string) => page.screenshot({ path: join(SCREENS, `${name}.png`) });
  const says = (page: Page, words: string | RegExp): Promise<void> => shown(page).getByText(words).first().waitFor();

  /** Loads the app anew at a page, as from a link in a message. */
  async function openPage(page: Page, name: string): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${running.url}/app/#/pages/${name}/index`);
  }

  async function phoneOf(account: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${running.url}/app/`);
    await at(page, 'account').waitFor({ timeout: 40_000 });
    await says(page, '本系统为非涉密系统');
    await picture(page, 'sign-in');
    await at(page, 'account').locator('input').fill(account);
    await at(page, 'password').locator('input').fill(PASSWORD);
    await tap(page, 'sign-in');
    await at(page, 'room-my').waitFor();
    return page;
  }

  async function nextMessage(): Promise<void> {
    const forward = await fetch(`${running.url}/api/demo/forward`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: 'next' }),
    });
    expect(forward.status).toBe(200);
  }

  test('report with a photo from the chat, returned, submitted again, passed', async () => {
    await nextMessage();
    const owner = await phoneOf('wuqian');
    await picture(owner, 'my');
    await tap(owner, 'room-chat');
    await shown(owner).getByText('吴倩').first().tap();
    await at(owner, 'card-link').waitFor();
    await picture(owner, 'chat');
    await tap(owner, 'card-link');
    // Several tasks in one digest: the first link opens the report of the one that is plainly the most urgent.
    await at(owner, 'report-text').waitFor();
    const photo = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#3a7a5a' } })
      .jpeg()
      .toBuffer();
    const choose = async (...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> => {
      const chooser = owner.waitForEvent('filechooser');
      await tap(owner, 'add-photo');
      await (await chooser).setFiles(files);
    };
    const [broken, foreign] = [photo.subarray(0, 300), Buffer.from('<p>')];
    await choose({ name: '坏.jpg', mimeType: 'image/jpeg', buffer: broken }, { name: '页面.html', mimeType: 'text/html', buffer: foreign });
    await says(owner, /有 1 张照片打不开，没有添加。请换成 JPG 或 PNG 照片再选。有 1 个文件不能作为佐证材料/);
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
    await choose({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: photo }, { name: '会议纪要.pdf', mimeType: 'application/pdf', buffer: pdf });
    await says(owner, '已上传');
    await says(owner, '1 KB · 已上传');
    expect(await at(owner, 'left-out').count()).toBe(0);
    await tap(owner, 'chip-100');
    await at(owner, 'report-text').locator('textarea').fill('通报已印发，附现场照片。');
    await picture(owner, 'report');
    await tap(owner, 'submit-report');
    await at(owner, 'answer').waitFor();
    await picture(owner, 'reported');
    await tap(owner, 'do-submit');
    await owner.locator('[data-testid="act-submit"]').last().tap();
    await says(owner, /已申请验收/);

    const reviewer = await phoneOf('fanglei');
    await at(reviewer, 'my-review').waitFor();
    await picture(reviewer, 'my-review');
    await at(reviewer, 'my-review').locator('[data-testid^="task-"]').filter({ hasText: '微笑服务' }).first().tap();
    await at(reviewer, 'do-return').waitFor();
    await picture(reviewer, 'review');
    const download = reviewer.waitForEvent('download');
    await tap(reviewer, 'file-open');
    expect((await download).suggestedFilename()).toBe('会议纪要.pdf');
    await tap(reviewer, 'do-return');
    await picture(reviewer, 'return');
    await reviewer.locator('[data-testid="reason-缺佐证材料"]').last().tap();
    await says(reviewer, /已退回/);

    await openPage(owner, 'my');
    await says(owner, /退回过 1 次/);
    await shown(owner)
      .getByText(/退回过 1 次/)
      .first()
      .tap();
    await at(owner, 'more').waitFor();
    await owner.waitForTimeout(500);
    await picture(owner, 'task-returned');
    await tap(owner, 'more');
    await owner.getByText('退回后还没有新的进展。请先补充进展，再申请验收。').last().waitFor();
    await owner.locator('[data-testid="sheet-close"]').last().tap();
    await tap(owner, 'do-progress');
    await at(owner, 'report-text').locator('textarea').fill('会议纪要已补。');
    await says(owner, '草稿已存在本机');
    await tap(owner, 'submit-report');
    await tap(owner, 'do-submit');
    await owner.locator('[data-testid="act-submit"]').last().tap();
    await says(owner, /已申请验收/);

    await openPage(reviewer, 'my');
    await at(reviewer, 'my-review').locator('[data-testid^="task-"]').filter({ hasText: '微笑服务' }).first().tap();
    await at(reviewer, 'returned').getByText('上一次：').waitFor();
    await says(reviewer, '这次新补充的');
    await picture(reviewer, 'review-again');
    await tap(reviewer, 'do-pass');
    await reviewer.locator('[data-testid="act-pass"]').last().tap();
    await says(reviewer, /已通过并销号/);
    await picture(reviewer, 'passed');
    expect(faults).toEqual([]);
  }, 180_000);

  test('all that waits to be signed for is signed with one question, and the cards then only offer reports', async () => {
    const owner = await phoneOf('zhengkai');
    await tap(owner, 'sign-all');
    await picture(owner, 'sign-all');
    await owner.locator('[data-testid="sign-all-yes"]').last().tap();
    await says(owner, '已签收 3 项。');
    await shown(owner).locator('[data-testid^="sign-"]').first().waitFor({ state: 'detached' });
    expect(await shown(owner).locator('[data-testid^="report-"]').count()).toBe(3);
    await picture(owner, 'signed');
    expect(faults).toEqual([]);
  });

  test('what a page shows is asked for before the app is there, once; where that fails the app asks itself', async () => {
    const phone = await phoneOf('hejun');
    const asked: string[] = [];
    phone.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname === '/api/my' || /^\/api\/tasks\/\w+$/.test(pathname)) asked.push(pathname);
    });
    // The app comes only once its question is on the way.
    let letAppCome = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (letAppCome = resolve));
    phone.on('request', (request) => {
      if (request.url().includes('/api/')) letAppCome();
    });
    await phone.route('**/app/js/*.js', async (route) => {
      await isAsked;
      await route.continue();
    });
    await openPage(phone, 'my');
    await says(phone, /潮汐窗口/);
    expect(asked).toEqual(['/api/my']);

    await phone.route('**/api/my', (route) => route.abort(), { times: 1 });
    asked.length = 0;
    await openPage(phone, 'my');
    await says(phone, /潮汐窗口/);
    await at(phone, 'chip-late').waitFor();
    await until(() => asked.length === 2);
    expect(asked).toEqual(['/api/my', '/api/my']);
    expect(faults).toEqual([]);
    await phone.context().close();
  });

  test('a Wi-Fi’s own sign-in page in place of an answer leaves the phone usable', async () => {
    const phone = await phoneOf('hejun');
    let isCaught = false;
    await phone.route('**/api/me', (route) => {
      isCaught = true;
      return route.fulfill({ status: 200, contentType: 'text/html', body: '<html>请先登录无线网络</html>' });
    });
    await openPage(phone, 'my');
    await says(phone, /潮汐窗口/);
    expect(isCaught).toBe(true);
    await phone.unroute('**/api/me');
    await openPage(phone, 'my');
    await says(phone, /潮汐窗口/);
    expect(faults).toEqual([]);
  });

  test('every room of the office opens, fits the screen, and has no target under 44 px', async () => {
    const office = await phoneOf('xuyan');
    for (const room of ['my', 'ledger', 'import', 'people', 'robots', 'operations', 'chat']) {
      await openPage(office, room);
      await at(office, 'room-more').waitFor();
      await office.waitForTimeout(800);
      await picture(office, `office-${room}`);
      const wide = await office.evaluate('document.documentElement.scrollWidth');
      expect([room, wide]).toEqual([room, 390]);
      const small =
        await office.evaluate(`[...document.querySelectorAll('.taro_page:not(.taro_page_shade) [role="button"], .taro_page:not(.taro_page_shade) [role="link"]')]
        .map((one) => [one.textContent.slice(0, 20), Math.round(one.getBoundingClientRect().height)])
        .filter(([, height]) => height > 0 && height < 44)`);
      expect([room, small]).toEqual([room, []]);
    }
    expect(faults).toEqual([]);
  });
});
