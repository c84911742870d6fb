/**
 * What only stands there once something is connected: an application with its detours and news, an application's group, who was told
 * what and what was taken back. Surveyed as `every-screen` surveys the rest, by `npm run survey`.
 */
import type { Browser } from 'playwright-core';
import { addChat } from '../../bot/actions/add-chat.js';
import { noteDirectoryChange } from '../../bot/actions/note-directory-change.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import { openH5 } from '../../bot/start/build-h5.js';
import { openPhones, type Phones, sessionIn } from '../support/browser-phones.js';
import { openBrowser } from '../support/chromium.js';
import { dingtalkConnection, wecomConnection } from '../support/connect.js';
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk.js';
import { type FakeWecom, startFakeWecom } from '../support/fake-wecom.js';
import { aPerson } from '../support/make.js';
import { bringAxe, surveyed } from '../support/surveyed.js';
import { type World, world } from '../support/world.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const surveys = process.env['DUBAN_SURVEY'] === 'whole' ? describe : describe.skip;
const LOOKS = [
  { name: 'standard', width: 390, look: {} },
  { name: 'care', width: 320, look: { care: true } },
  { name: 'dark', width: 390, look: { dark: true } },
] as const;
const A_DAY_MS = 86_400_000;

surveys('what stands there once something is connected', () => {
  let w: World;
  let wecom: FakeWecom;
  let dingtalk: FakeDingtalk;
  let browser: Browser;
  let phones: Phones;
  let taskId: string;

  beforeAll(async () => {
    const h5 = openH5(quiet, () => undefined);
    await h5.settled;
    [w, wecom, dingtalk, browser] = await Promise.all([
      world({ today: '2026-11-24', h5: h5.state }),
      startFakeWecom(),
      startFakeDingtalk(),
      openBrowser(),
    ]);
    await w.supervise();
    const { store, secrets } = w.services;
    const accounts = { 何俊: 'HeJun', 方正: 'FangZheng', 陈立: 'ChenLi' };
    for (const [name, wecomUserId] of Object.entries(accounts)) {
      const person = await store.people.person((await w.phone(name)).personId);
      if (person === null) throw new Error(`${name} is expected`);
      wecom.addUser(wecomUserId);
      await store.people.savePeople([{ ...person, wecomUserId }]);
    }
    await store.apps.save(wecomConnection(wecom, secrets));
    await store.apps.save(dingtalkConnection(dingtalk, secrets));
    const words = '督办应用的机器人已停用。请在开发者后台的“机器人”里启用，再发布一个版本。';
    await store.detours.mark({ kind: 'dingtalkApp', way: 'robot', userId: null, words }, A_DAY_MS);
    const office = await viewerFor(w.services, (await w.phone('方正')).personId);
    const unit = (await store.people.units()).find(({ name }) => name === '政务服务科');
    await addChat(w.services, office, { requestId: 'a-group-of-its-own', name: '政务服务科督办群', group: `unit:${unit?.id}` });
    // Seven days before the due day, so that a reminder may still be put off.
    w.setTime('2026-12-11', '09:00');
    await w.tick();
    for (const [change, userIds] of [
      ['left', ['ChenLi']],
      ['joined', ['XinRen1', 'XinRen2']],
    ] as const)
      await noteDirectoryChange(w.services, 'wecomApp', { kind: 'directory', change, userIds: [...userIds] });
    wecom.addUser('XinRen');
    await store.people.savePeople([aPerson('new', '新人', { unitId: unit?.id ?? null, wecomUserId: 'XinRen' })]);
    taskId = (await (await w.phone('何俊')).task('潮汐窗口')).id;
    phones = openPhones(browser, w.url, sessionIn(w));
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([w?.close(), wecom?.close(), dingtalk?.close()]);
  });

  test('is no less clear than the rest', async () => {
    const screens = [
      { who: '方正', path: '/pages/connections/index', taps: [] },
      { who: '方正', path: '/pages/connections/index', taps: ['check'] },
      { who: '方正', path: '/pages/connections/index', taps: ['edit-connection'] },
      { who: '方正', path: '/pages/robots/index', taps: ['check-members'] },
      { who: '方正', path: '/pages/operations/index', taps: [] },
      { who: '方正', path: `/pages/task/index?id=${taskId}`, taps: ['fates', 'recall'] },
      { who: '何俊', path: '/pages/messages/index', taps: [] },
      { who: '何俊', path: `/pages/task/index?id=${taskId}`, taps: ['do-snooze'] },
    ];
    const found: string[] = [];
    for (const { name, width, look } of LOOKS)
      for (const { who, path, taps } of screens) {
        const phone = await phones.phone(who, { width, ...look });
        await bringAxe(phone.page);
        await phone.open(path);
        await phone.page.waitForLoadState('networkidle');
        for (const id of taps) {
          await phone.tap(id);
          await phone.page.waitForLoadState('networkidle');
          await phone.page.waitForTimeout(300);
        }
        await phone.page.waitForTimeout(300);
        const screen = ['connected', /pages\/(\w+)/.exec(path)?.[1], ...taps].join('-');
        await phone.picture(`${screen}-${width}-${name}`);
        for (const fault of await surveyed(phone.page)) found.push(`${screen} ${width} ${name}: ${fault}`);
        // The page scrolls inside its frame: a taller phone shows the whole of it.
        await phone.page.setViewportSize({ width, height: 2_400 });
        await phone.picture(`${screen}-${width}-${name}-whole`);
        await phone.page.context().close();
      }
    expect(found).toEqual([]);
    expect(phones.faults).toEqual([]);
  }, 600_000);
});
