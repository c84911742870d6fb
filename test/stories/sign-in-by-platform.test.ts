/** An official opens a card inside WeCom or DingTalk: signed in without a password, at exactly that task; a stranger learns how to be known; the office matches accounts. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { PlatformApp } from '../../bot/services.js';
import { openH5 } from '../../bot/start/build-h5.js';
import { dingtalkConnection, wecomConnection } from '../support/connect.js';
import { openBrowser } from '../support/chromium.js';
import { startFakeDingtalk } from '../support/fake-dingtalk.js';
import { type FakeWecom, startFakeWecom } from '../support/fake-wecom.js';
import { type World, world } from '../support/world.js';

const SCREENS = join(process.cwd(), 'artifacts', 'screens');
const WECOM = 'Mozilla/5.0 (Linux; Android 13; V2231A) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1';
const PASSWORD = 'dubanduban';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('signing in inside the platforms', () => {
  let w: World;
  let wecom: FakeWecom;
  let browser: Browser;
  let taskId: string;
  let app: PlatformApp;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    await mkdir(SCREENS, { recursive: true });
    const h5 = openH5(quiet, () => undefined);
    await h5.settled;
    [w, wecom, browser] = await Promise.all([world({ today: '2026-11-24', h5: h5.state }), startFakeWecom(), openBrowser()]);
    await w.supervise();
    const owner = await w.phone('何俊');
    taskId = (await owner.task('潮汐窗口')).id;
    app = wecomConnection(wecom, w.services.secrets);
    await w.services.store.apps.save(app);
    wecom.trustDomain(app.open['agentId'] ?? '', new URL(w.url).host);
    const person = await w.services.store.people.person(owner.personId);
    if (person === null) throw new Error('no owner');
    wecom.addUser('HeJun');
    await w.services.store.people.savePeople([{ ...person, wecomUserId: 'HeJun' }]);
  }, 240_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([w?.close(), wecom?.close()]);
  });

  const shown = (page: Page): Locator => page.locator('.taro_page:not(.taro_page_shade)').last();
  const at = (page: Page, id: string): Locator => shown(page).locator(`[data-testid="${id}"]`).first();
  const tap = async (page: Page, id: string): Promise<void> => {
    await at(page, id).waitFor();
    await at(page, id).tap();
  };
  const says = (page: Page, words: string | RegExp): Promise<void> => shown(page).getByText(words).first().waitFor();
  const picture = async (page: Page, name: string): Promise<void> => {
    // A page slides in.
    await page.waitForTimeout(700);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      await page.waitForTimeout(200);
      await page.screenshot({ path: join(SCREENS, `${name}-${width}.png`) });
    }
  };
  const taskPage = () => `${w.url}/app/#/pages/task/index?id=${taskId}`;

  /** WeCom's own browser on the phone of this member, at an address. */
  async function inside(userId: string, address: string): Promise<Page> {
    wecom.holdPhone(userId);
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      locale: 'zh-CN',
      userAgent: WECOM,
    });
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(address);
    return page;
  }
  const giveAccount = async (name: string, account: string): Promise<void> => {
    const { personId } = await w.phone(name);
    await w.services.store.accounts.save({ account, personId, passwordHash: await w.services.passwords.hash(PASSWORD) });
  };
  const byPassword = async (page: Page, account: string): Promise<void> => {
    await at(page, 'account').locator('input').fill(account);
    await at(page, 'password').locator('input').fill(PASSWORD);
    await tap(page, 'sign-in');
  };

  test('a card’s link opens that task without a password, and the address keeps no code', async () => {
    const page = await inside('HeJun', taskPage());
    await says(page, '做到什么算完成');
    await says(page, /潮汐窗口/);
    expect(page.url()).toContain(`#/pages/task/index?id=${taskId}`);
    expect(page.url()).not.toMatch(/code=|state=/);
    expect(await page.locator('[data-testid="account"]').count()).toBe(0);

    // Signed out by their own hand, nobody is signed in again behind their back.
    await page.goto('about:blank');
    await page.goto(`${w.url}/app/#/pages/my/index`);
    await tap(page, 'room-more');
    await shown(page).locator('[data-testid="sign-out"]').first().tap();
    await at(page, 'account').waitFor();
    await picture(page, 'wecom-signed-out');
    await tap(page, 'by-platform');
    await at(page, 'room-my').waitFor();
  });

  test('a link with somebody else’s code and state signs nobody in', async () => {
    const way = (await w.stranger.post<{ url: string }>('/api/session/platform/begin', { platform: 'wecomApp' })).body;
    wecom.holdPhone('HeJun');
    const theirs = (await fetch(way.url, { redirect: 'manual' })).headers.get('location') ?? '';
    expect(theirs).toMatch(/code=.*&state=/);
    const page = await inside('HeJun', theirs);
    await says(page, '这次登录已过期，或不是从这里开始的');
    await at(page, 'account').waitFor();
    await picture(page, 'wecom-stale');
    expect(await page.evaluate("localStorage.getItem('duban.session')")).toBeNull();
  });

  test('a stranger is told how to be known, signs in by password once, links the account and never types again', async () => {
    await giveAccount('周敏', 'zhoumin');
    wecom.addUser('ZhouMin');
    const zhou = await w.phone('周敏');
    const mine = (await zhou.my()).tasks[0];
    if (mine === undefined) throw new Error('周敏 has no task');
    const address = `${w.url}/app/#/pages/task/index?id=${mine.id}`;
    const page = await inside('ZhouMin', address);
    await at(page, 'unknown').waitFor();
    await says(page, /还没有登记您的企业微信账号/);
    expect(await shown(page).innerText()).not.toMatch(/潮汐窗口|何俊|周敏/);
    await picture(page, 'wecom-stranger');
    await byPassword(page, 'zhoumin');
    await says(page, '要绑定企业微信账号吗');
    await picture(page, 'wecom-link');
    await tap(page, 'link');
    await says(page, '做到什么算完成');
    expect(page.url()).toContain(mine.id);
    expect((await w.services.store.people.person(zhou.personId))?.wecomUserId).toBe('ZhouMin');

    const again = await inside('ZhouMin', address);
    await says(again, '做到什么算完成');
  });

  test('whoever does not want to link goes on unlinked', async () => {
    await giveAccount('陈立', 'chenli');
    wecom.addUser('SomebodyElse');
    const page = await inside('SomebodyElse', `${w.url}/app/`);
    await at(page, 'unknown').waitFor();
    await byPassword(page, 'chenli');
    await tap(page, 'skip-link');
    await at(page, 'room-my').waitFor();
    expect((await w.services.store.people.people()).some(({ wecomUserId }) => wecomUserId === 'SomebodyElse')).toBe(false);
  });

  test('where WeCom is out of order the form stands there with words', async () => {
    await w.services.store.apps.setStopped(app, 'Secret 不对。');
    const page = await inside('HeJun', taskPage());
    await says(page, /企业微信免登录现在用不了/);
    expect(await shown(page).innerText()).not.toContain('Secret');
    await at(page, 'account').waitFor();
    await picture(page, 'wecom-out-of-service');
    await w.services.store.apps.setStopped(app, null);
  });

  test('the office matches accounts by name: all the sure ones at once, a doubtful one by hand', async () => {
    await giveAccount('方正', 'fangzheng');
    const units = await w.services.store.people.units();
    const departmentOf = (unitId: string | null): number => units.findIndex(({ id }) => id === unitId) + 1;
    for (const { id, name, parentId } of units) wecom.addDepartment({ id: departmentOf(id), name, parentId: departmentOf(parentId) });
    const people = (await w.services.store.people.people()).filter(({ wecomUserId, unitId }) => wecomUserId === null && unitId !== null);
    const [first, second, third] = people;
    if (first === undefined || second === undefined || third === undefined) throw new Error('the ledger has too few people');
    wecom.addUser('Sure1', { name: first.name, departments: [departmentOf(first.unitId)], isVisible: false });
    wecom.addUser('Sure2', { name: second.name, departments: [departmentOf(second.unitId)], isVisible: false });
    wecom.addUser('Twin1', { name: third.name, departments: [departmentOf(third.unitId)], isVisible: false });
    wecom.addUser('Twin2', { name: third.name, departments: [departmentOf(first.unitId)], isVisible: false });

    // Not as a phone: resized for pictures while a page slides in, one would keep the scale of before.
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN' });
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${w.url}/app/#/pages/connections/index`);
    await at(page, 'account').waitFor();
    await byPassword(page, 'fangzheng');
    await at(page, 'to-directory').waitFor();
    await picture(page, 'connections-directory');
    await tap(page, 'to-directory');
    await at(page, 'read-directory').waitFor();
    await picture(page, 'directory-unread');
    await tap(page, 'read-directory');
    await says(page, '可以直接登记 2 人');
    await picture(page, 'directory');
    await page.evaluate("localStorage.setItem('duban.care', JSON.stringify({ data: true }))");
    await tap(page, 'accept-all');
    await at(page, 'accept-now').waitFor();
    await picture(page, 'directory-question');
    await tap(page, 'accept-now');
    await says(page, '已登记 2 人');
    await tap(page, 'accept-Twin2');
    await says(page, '已登记 Twin2');
    const accounts = new Map((await w.services.store.people.people()).map(({ id, wecomUserId }) => [id, wecomUserId]));
    expect([first, second, third].map(({ id }) => accounts.get(id))).toEqual(['Sure1', 'Sure2', 'Twin2']);
    await page.reload();
    await at(page, 'directory-state').waitFor();
    await picture(page, 'directory-care');
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  });

  test('inside DingTalk its own app gives the code', async () => {
    const dingtalk = await startFakeDingtalk();
    try {
      const connection = dingtalkConnection(dingtalk, w.services.secrets);
      await w.services.store.apps.save(connection);
      const { personId } = await w.phone('何俊');
      const person = await w.services.store.people.person(personId);
      if (person === null) throw new Error('no owner');
      await w.services.store.people.savePeople([{ ...person, dingtalkUserId: 'u-he' }]);
      const context = await browser.newContext({
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        locale: 'zh-CN',
        userAgent: 'Mozilla/5.0 (Linux; U; Android 13; zh-CN) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 AliApp(DingTalk/7.6.10)',
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      const asked: string[] = [];
      await page.exposeFunction('codeFor', (service: string, action: string, corpId: string) => {
        asked.push(`${service}.${action} ${corpId}`);
        return dingtalk.authCode(connection.open['appKey'] ?? '', 'u-he');
      });
      // The bridge that DingTalk's browser puts into every page.
      await page.addInitScript(`window.nuva = { isReady: true, require: () => (done, failed, service, action, given) => {
        window.codeFor(service, action, given.corpId).then((code) => done({ code }), failed);
      } }`);
      await page.goto(taskPage());
      await says(page, '做到什么算完成');
      expect(asked).toEqual([`runtime.permission.requestAuthCode ${connection.open['corpId']}`]);
    } finally {
      await dingtalk.close();
    }
  });

  test('nothing broke on the way', () => {
    expect(faults).toEqual([]);
  });
});
