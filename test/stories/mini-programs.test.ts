/** The built mini-programs, WeChat's and DingTalk's, against the real service: sign-in, report with a photo, review. Logic, not painting. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import type { WindowRoom } from '../../core/contract/window.js';
import { builtPackage, mainPackageBytes } from '../support/built-package.js';
import { openBrowser } from '../support/chromium.js';
import { dingtalkConnection, wecomConnection } from '../support/connect.js';
import { startFakeDingtalk } from '../support/fake-dingtalk.js';
import { startFakeWecom } from '../support/fake-wecom.js';
import { until } from '../support/until.js';
import { type Phone, createPhone } from '../support/weapp-harness.js';
import { drawingFaults } from '../support/weapp-picture.js';
import { type World, worlds } from '../support/world.js';

const newWorld = worlds();

const MB = 1_048_576;
const SCREENS = join(process.cwd(), 'artifacts', 'screens');
const PASSWORD = 'dubanduban';
const MEASURE = '潮汐窗口';

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 1200, height: 900, channels: 3, background: '#37a' } })
    .jpeg()
    .toBuffer();

describe.each([
  { kind: 'weapp', app: 'WeChat', add: '拍照、选图或选文件' },
  { kind: 'dd', app: 'DingTalk', add: '拍照或选图' },
] as const)('the built mini-program of $app', ({ kind, add }) => {
  let folder: string;
  let browser: Browser;
  let w: World;
  const phones: Phone[] = [];
  /** What only one of the apps has. */
  const onlyIn = (app: typeof kind) => (app === kind ? test : () => undefined);

  beforeAll(async () => {
    folder = await builtPackage(kind);
    browser = await openBrowser();
  }, 600_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
    await w.supervise();
    w.setTime('2026-12-22', '09:00');
    await w.tick();
  });
  afterEach(async () => {
    for (const phone of phones.splice(0)) phone.close();
    await w.close();
  });

  const giveAccount = async (name: string, account: string): Promise<void> => {
    const { personId } = await w.phone(name);
    await w.services.store.accounts.save({ account, personId, passwordHash: await w.services.passwords.hash(PASSWORD) });
  };

  /** A phone that signed in by account and password, through the screen. */
  const phoneOf = async (name: string, account: string, to = '/pages/my/index'): Promise<Phone> => {
    await giveAccount(name, account);
    const phone = createPhone(folder, { built: 'http://127.0.0.1:3000', real: w.url }, { kind });
    phones.push(phone);
    await phone.open(to);
    await phone.sees('严禁上传国家秘密');
    await phone.type('账号', account);
    await phone.type('密码', PASSWORD);
    await phone.tap('登录');
    return phone;
  };

  /** On the smallest phone, as the app would draw it with the package's own styles. */
  const fits = async (phone: Phone, name: string): Promise<void> => {
    await mkdir(SCREENS, { recursive: true });
    expect(await drawingFaults(browser, phone.drawn(), 320, join(SCREENS, `${kind}-${name}.png`))).toEqual([]);
  };

  const give = async (phone: Phone): Promise<void> => {
    phone.device.files.set('wxfile://tmp/photo.jpg', await photo());
    phone.device.nextPhotos = ['wxfile://tmp/photo.jpg'];
  };

  test('its main package stays under 1 MB', () => {
    const app = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as { subPackages: { root: string }[] };
    const bytes = mainPackageBytes(
      folder,
      app.subPackages.map(({ root }) => root),
    );
    console.log(`${kind} main package ${Math.round(bytes / 1024)} KB`);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(MB);
  });

  test('a wrong password is said in words and lets nobody in', async () => {
    await giveAccount('何俊', 'hejun');
    const phone = createPhone(folder, { built: 'http://127.0.0.1:3000', real: w.url }, { kind });
    phones.push(phone);
    await phone.open('/pages/my/index');
    await phone.type('账号', 'hejun');
    await phone.type('密码', 'not the password');
    await phone.tap('登录');
    await phone.sees(/不对|不正确/);
    expect(phone.at()).toBe('pages/sign-in/index');
  });

  test('the owner reports with a photo, the reviewer returns it once, then passes it', async () => {
    const owner = await phoneOf('何俊', 'hejun');
    await owner.sees(MEASURE);
    await owner.tap(MEASURE);
    await owner.sees('做到什么算完成');
    await owner.tap('报进展');
    await owner.sees('完成比例');
    await owner.tap('100 %');
    await owner.type('用自己的话补充', '已增设 4 个潮汐窗口。');
    await give(owner);
    await owner.tap(add);
    await owner.sees('已上传');
    await owner.tap('提交进展');
    await owner.sees('进展已提交');
    await owner.tap('申请验收');
    await owner.sees('完成情况说明');
    await owner.tap('申请验收');
    await owner.sees('许宁');

    const reviewer = await phoneOf('许宁', 'xuning');
    await reviewer.sees(/等我审核 \d/);
    await reviewer.tap(MEASURE);
    await reviewer.sees('已增设 4 个潮汐窗口');
    await reviewer.tap('退回修改');
    await reviewer.type('也可以写明缺什么、怎么补', '请补会议纪要');
    await reviewer.tap('退回修改：缺佐证材料');
    await reviewer.sees(/撤回（\d 秒）/);
    await reviewer.tap('现在发出');
    await reviewer.sees('已退回');
    // An imported 已完成 waits for them too: a scroll does not lead there, a sweep does.
    await reviewer.sees('看下一项（还有 1 项）');
    await reviewer.sweep({ x: 300, y: 600 }, { x: 210, y: 300 });
    expect(reviewer.words()).toContain(MEASURE);
    await reviewer.sweep({ x: 300, y: 400 }, { x: 120, y: 410 });
    await reviewer.sees('要做到');
    expect(reviewer.words()).not.toContain(MEASURE);

    await owner.tap('返回我的任务');
    await owner.sees('退回过 1 次');
    await owner.tap(MEASURE);
    await owner.sees('缺佐证材料：请补会议纪要');
    // After a return 报进展 is the main button: what was asked for comes first, and nothing new is refused.
    await owner.tap('报进展');
    await owner.type('用自己的话补充', '会议纪要已补');
    await owner.tap('提交进展');
    await owner.sees('进展已提交');
    await owner.tap('申请验收');
    await owner.sees('完成情况说明');
    await owner.tap('申请验收');
    await owner.sees('已申请验收');

    await reviewer.open('/pages/my/index');
    await reviewer.sees(/等我审核 \d/);
    await reviewer.tap(MEASURE);
    await reviewer.tap('通过');
    await reviewer.sees('审核意见');
    await reviewer.tap('通过');
    await reviewer.sees('销号');
    const office = await w.phone('方正');
    // The word stood on the button before it stood in the answer.
    await until(async () => (await office.task(MEASURE)).status === 'closed');
  });

  test('all that a task still needs is said wherever 申请验收 would stand, and nothing is handed in without it', async () => {
    const needs = [
      { words: '照片', kind: 'photo', count: 1 },
      { words: '会议纪要', kind: 'any', count: 2 },
    ] as const;
    const office = await w.phone('方正');
    await office.act(await office.task(MEASURE), { kind: 'setEvidence', needs });
    const phone = await phoneOf('何俊', 'hejun');
    await phone.tap(MEASURE);
    await phone.tap('报进展');
    await phone.tap('100 %');
    await give(phone);
    await phone.tap(add);
    await phone.sees('已上传');
    await phone.tap('提交进展');
    await phone.sees('材料齐了才能申请验收：');
    await phone.sees('○ 还缺 2 份“会议纪要”');
    await phone.sees('申请验收前还缺 2 份“会议纪要”。请先报进展并补充。');
    await fits(phone, 'lacking');
    expect(phone.words()).not.toContain('还缺 1 份照片');
    expect(phone.words().split('\n')).not.toContain('申请验收');

    await phone.tap('返回我的任务');
    await phone.tap(MEASURE);
    await phone.sees('▲ 还缺 2 份“会议纪要”。点“报进展”添加，齐了才能申请验收。');
    await phone.tap('更多');
    await phone.sees('申请验收前还缺 2 份“会议纪要”。请先报进展并补充。');
    await phone.tap('申请验收');
    expect(phone.words()).not.toContain('完成情况说明');
    expect((await (await w.phone('何俊')).task(MEASURE)).status).toBe('inProgress');
  });

  test('a citizen opens the rating page by a window’s code, without an account, rates, sees the thanks, and later the answer', async () => {
    const office = await w.phone('方正');
    const unitId = (await w.services.store.people.units()).find(({ name }) => name === '政务服务科')?.id ?? '';
    const handlerId = (await w.phone('何俊')).personId;
    const asked = { requestId: 'a-window-to-rate', name: '3 号窗口', unitId, handlerId, leaderId: null, staff: [], services: [], active: true };
    const url = (await office.post<WindowRoom>('/api/windows', asked)).body.windows[0]?.ratingUrl ?? '';
    // WeChat hands over the whole address that the printed code holds, encoded; DingTalk's own link names the page.
    const page = `/pages/rate/index?${kind === 'weapp' ? `q=${encodeURIComponent(url)}` : `c=${url.split('c=')[1]}`}`;
    const ratings = () => w.base.db.collection('ratings').find().sort({ _id: 1 }).toArray();
    const phone = createPhone(folder, { built: 'http://127.0.0.1:3000', real: w.url }, { kind });
    phones.push(phone);

    await phone.open(page);
    await phone.sees('您对这次服务满意吗？');
    await phone.sees('3 号窗口');
    await phone.tap('非常满意');
    await phone.tap('提交评价');
    await phone.sees('评价已收到，谢谢您。');
    expect(phone.at()).toBe('pages/rate/index');
    expect(await ratings()).toMatchObject([{ level: 5, sealedPhone: null, photoIds: [] }]);

    await phone.open(page);
    await phone.tap('非常不满意');
    await phone.tap('等候时间长');
    await phone.type('电话只用于回访这次评价，加密保存，窗口人员看不到。', '13812345678');
    await give(phone);
    await phone.tap('拍照或选图');
    await phone.sees('移除');
    await fits(phone, 'rate');
    await phone.tap('提交评价');
    await phone.sees('评价已收到，谢谢您。');
    await phone.sees('已传 1 张照片。');
    expect((await ratings())[1]).toMatchObject({ level: 1, tags: ['等候时间长'], maskedPhone: '138****5678', photoIds: [expect.any(String)] });

    await w.tick();
    const handler = await w.phone('何俊');
    const called = await handler.act(await handler.task('差评'), { kind: 'callBack', reached: true, text: '已致歉' });
    await handler.act(called.body.task, { kind: 'answer', text: '已增开两个窗口。' });
    // Whoever scans the window's code again reads the answer first.
    await phone.open(page);
    await phone.sees('答复：已增开两个窗口。');
    await phone.tap('基本满意');
    await phone.tap('提交追评');
    await phone.sees('追评：基本满意');

    // Nobody else's phone sees anything of it.
    const other = createPhone(folder, { built: 'http://127.0.0.1:3000', real: w.url }, { kind });
    phones.push(other);
    await other.open(page);
    await other.sees('您对这次服务满意吗？');
    expect(other.words()).not.toContain('已增开两个窗口');
  });

  test('the clerk of a unit types how long people wait; a figure that cannot be is said under the field', async () => {
    const office = await w.phone('方正');
    const unitId = (await w.services.store.people.units()).find(({ name }) => name === '政务服务科')?.id ?? '';
    const asked = { requestId: 'a-window-to-wait', name: '3 号窗口', unitId, handlerId: null, leaderId: null, staff: [], services: [], active: true };
    await office.post('/api/windows', asked);
    const { personId } = await w.phone('联络员');
    await w.services.store.people.setPosts(personId, [{ kind: 'liaison', personId, unitId }]);
    const clerk = await phoneOf('联络员', 'lianluo', '/pages/satisfaction/index');
    await clerk.sees('3 号窗口：—');
    await clerk.tap('填现在的等候时间');
    await clerk.type('分钟', '601');
    await clerk.sees('请填 0 到 600 之间的整数。');
    await clerk.tap('提交读数');
    await clerk.type('分钟', '12');
    expect(clerk.words()).not.toContain('请填 0 到 600');
    await clerk.tap('提交读数');
    await clerk.sees('已收 1 条。');
    await clerk.sees('3 号窗口：平均 12.0 分钟（1 次读数）');
    expect(await w.base.db.collection('waitReadings').find().toArray()).toMatchObject([{ minutes: 12 }]);
  });

  test('a code that was not made here, or none at all, says in words what to do', async () => {
    const phone = createPhone(folder, { built: 'http://127.0.0.1:3000', real: w.url }, { kind });
    phones.push(phone);
    for (const query of ['', '?q=%zz', `?c=w.${'0'.repeat(24)}.1.${'A'.repeat(22)}`]) {
      await phone.open(`/pages/rate/index${query}`);
      await phone.sees(/请[^。]*二维码/);
      expect(phone.words()).not.toContain('提交评价');
    }
  });

  test('a slip is taken back; whoever goes back with it waiting has meant it', async () => {
    const reviewer = await phoneOf('许宁', 'xuning');
    await reviewer.sees('等我审核 1');
    const [{ id, number } = { id: '', number: 0 }] = (await (await w.phone('许宁')).my()).review;
    const state = async () => (await (await w.phone('许宁')).get<TaskDetail>(`/api/tasks/${id}`)).body;
    await reviewer.open(`/pages/review/index?id=${id}`);
    await reviewer.tap('退回修改');
    await reviewer.tap('退回修改：与措施不符');
    await reviewer.tap('撤回（');
    await reviewer.sees('也可以写明缺什么、怎么补');
    expect(await state()).toMatchObject({ number, returnedCount: 0 });
    // Leaving sends what waits, and what was taken back waits no more.
    await reviewer.open('/pages/my/index');
    await reviewer.sees('等我审核 1');
    await reviewer.open(`/pages/review/index?id=${id}`);
    await reviewer.tap('退回修改');
    await reviewer.tap('退回修改：效果不明显');
    await reviewer.sees('马上发出');
    await reviewer.open('/pages/my/index');
    await until(async () => (await state()).returnedCount === 1);
    expect((await state()).returnWords).toMatch(/退回：效果不明显$/);
  });

  test.each<[string, (reviewer: Phone) => Promise<unknown>]>([
    ['after one has left is told all the same', (reviewer) => reviewer.open('/pages/my/index')],
    ['after one has gone on to another page is told there', (reviewer) => reviewer.tap('看完整任务')],
  ])('what went wrong %s', async (_when, leave) => {
    const reviewer = await phoneOf('许宁', 'xuning');
    await reviewer.sees('等我审核 1');
    const [{ id, number } = { id: '', number: 0 }] = (await (await w.phone('许宁')).my()).review;
    await reviewer.open(`/pages/review/index?id=${id}`);
    await reviewer.tap('退回修改');
    await reviewer.tap('退回修改：与措施不符');
    reviewer.turnNetwork(false);
    await leave(reviewer);
    await until(() => reviewer.device.shown.length > 0);
    expect(reviewer.device.shown).toEqual([`“T${number} 退回修改：与措施不符”可能没有办成。请打开这项任务看一看，没有办成就再办一次。`]);
  });

  test('a report survives a lost network and is never sent twice', async () => {
    const task = await (await w.phone('何俊')).task(MEASURE);
    const phone = await phoneOf('何俊', 'hejun', `/pages/report/index?id=${task.id}`);
    await phone.sees('完成比例');
    await phone.tap('50 %');
    await phone.type('用自己的话补充', '正在协调场地');
    phone.turnNetwork(false);
    await give(phone);
    await phone.tap(add);
    await phone.sees('等网络');

    // The app is closed and opened again: everything is still there.
    await phone.open(`/pages/report/index?id=${task.id}`);
    await phone.sees('草稿已存在本机');
    expect(phone.words()).toContain('50 %');
    await phone.tap('提交进展');
    await phone.sees('正在等材料传完');
    phone.turnNetwork(true);
    await phone.sees('进展已提交');
    const after = await (await w.phone('何俊')).task(MEASURE);
    expect(after.progress.filter((report) => report.text === '正在协调场地')).toHaveLength(1);
    expect(after.progress[0]?.evidence).toHaveLength(1);
  });

  test('the last percentage stands there; an answer that was lost locks the form, and the repeat changes nothing', async () => {
    const before = await (await w.phone('何俊')).task(MEASURE);
    const { task } = (await (await w.phone('何俊')).act(before, { kind: 'progress', text: '已选址', percent: 60, evidenceIds: [] })).body;
    const phone = await phoneOf('何俊', 'hejun', `/pages/report/index?id=${task.id}`);
    await phone.sees('60 %');
    await phone.type('用自己的话补充', '只报一次');
    phone.loseAnswers(1);
    await phone.tap('提交进展');
    await phone.sees('点“再次提交”不会重复');
    expect((await (await w.phone('何俊')).task(MEASURE)).progress.filter((report) => report.text === '只报一次')).toHaveLength(1);
    await phone.tap('再次提交');
    await phone.sees('进展已提交');
    expect((await (await w.phone('何俊')).task(MEASURE)).progress.filter((report) => report.text === '只报一次')).toHaveLength(1);
  });

  test('a session that was ended leads to sign-in and back to where one was', async () => {
    const task = await (await w.phone('何俊')).task(MEASURE);
    const phone = await phoneOf('何俊', 'hejun', `/pages/task/index?id=${task.id}`);
    await phone.sees('做到什么算完成');
    const session = phone.device.storage.get('duban.session') as { token: string };
    await w.services.store.accounts.closeSession(w.services.secrets.hashToken(session.token));
    await phone.open(`/pages/task/index?id=${task.id}`);
    await phone.sees('登录');
    await phone.type('账号', 'hejun');
    await phone.type('密码', PASSWORD);
    await phone.tap('登录');
    await phone.sees('做到什么算完成');
    expect(phone.at()).toBe('pages/task/index');
  });

  onlyIn('weapp')('inside WeCom it signs in by itself, at the task one was going to', async () => {
    const wecom = await startFakeWecom();
    try {
      const owner = await w.phone('何俊');
      const task = await owner.task(MEASURE);
      const app = wecomConnection(wecom, w.services.secrets);
      await w.services.store.apps.save(app);
      const person = await w.services.store.people.person(owner.personId);
      if (person === null) throw new Error('no owner');
      await w.services.store.people.savePeople([{ ...person, wecomUserId: 'HeJun' }]);
      wecom.addUser('HeJun');
      const codeOf = (userId: string) => () => wecom.miniprogramCode(app.open['agentId'] ?? '', userId);
      const phone = createPhone(folder, { built: 'http://127.0.0.1:3000', real: w.url }, { wecomCode: codeOf('HeJun') });
      phones.push(phone);
      await phone.open(`/pages/task/index?id=${task.id}`);
      await phone.sees('做到什么算完成');
      expect(phone.at()).toBe('pages/task/index');

      const stranger = createPhone(folder, { built: 'http://127.0.0.1:3000', real: w.url }, { wecomCode: codeOf('Stranger') });
      phones.push(stranger);
      await stranger.open(`/pages/task/index?id=${task.id}`);
      await stranger.sees('还没有登记您的企业微信账号');
      await stranger.sees('账号');
      expect(stranger.words()).not.toContain(MEASURE);
    } finally {
      await wecom.close();
    }
  });

  onlyIn('dd')('who holds the phone is asked of DingTalk', async () => {
    const dingtalk = await startFakeDingtalk();
    try {
      const owner = await w.phone('何俊');
      const app = dingtalkConnection(dingtalk, w.services.secrets);
      await w.services.store.apps.save(app);
      const person = await w.services.store.people.person(owner.personId);
      if (person === null) throw new Error('no owner');
      await w.services.store.people.savePeople([{ ...person, dingtalkUserId: 'u-he' }]);
      const asked: string[] = [];
      const dingtalkCode = (corpId: string) => {
        asked.push(corpId);
        return dingtalk.authCode(app.open['appKey'] ?? '', 'u-he');
      };
      const phone = createPhone(folder, { built: 'http://127.0.0.1:3000', real: w.url }, { kind, dingtalkCode });
      phones.push(phone);
      await phone.open('/pages/my/index');
      await phone.sees(MEASURE);
      expect(asked).toEqual([app.open['corpId']]);
    } finally {
      await dingtalk.close();
    }
  });
});
