/** Whoever decides, in a real browser with real touches: passed or returned in two taps, a slip taken back, and one sweep to the next. */
import type { CDPSession } from 'playwright-core';
import type { MyTasks, TaskList } from '../../core/contract/task.js';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { addDays } from '../../core/time/day.js';
import { type DemoPhones, openDemoPhones, type Phone } from '../support/demo-phones.js';
import { diceOf, pictureOf } from '../support/pictures.js';
import { until } from '../support/until.js';

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A finger that goes down, moves in steps and is lifted: what the browser makes of it is its own affair. */
async function finger(touch: CDPSession, from: Spot, to: Spot): Promise<void> {
  const at = (part: number): Spot => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0)] });
  for (const part of [0.2, 0.4, 0.6, 0.8, 1]) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at(part)] });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** The addresses of photos are signed anew every quarter of an hour. */
const withoutMarks = (task: TaskDetail): string => JSON.stringify(task).replaceAll(/\?until=\d+&mark=[\w-]+/g, '');

describe('one thumb decides', () => {
  let demo: DemoPhones;
  let waiting: readonly string[];

  beforeAll(async () => {
    demo = await openDemoPhones();
    await demo.nextMessage();
    const office = await demo.api('xuyan');
    const { tasks } = await office.get<TaskList>('/api/tasks?limit=100');
    const owner = await demo.api('wuqian');
    const photo = await pictureOf('hall', diceOf(3));
    for (const number of [5, 7, 14]) {
      const id = tasks.find((task) => task.number === number)?.id ?? '';
      const evidenceIds = [await owner.upload(id, `photo-of-${number}`, photo)];
      await owner.act(id, { kind: 'progress', text: `第 ${number} 项已办`, percent: 100, evidenceIds });
      await owner.act(id, { kind: 'submit', text: '' });
    }
    waiting = (await (await demo.api('fanglei')).get<MyTasks>('/api/my')).review.map(({ id }) => id);
  }, 600_000);
  afterAll(async () => demo?.stop());

  const task = async (id: string) => (await demo.api('xuyan')).get<TaskDetail>(`/api/tasks/${id}`);
  const isAt = (phone: Phone, id: string) => phone.page.waitForURL((url) => url.hash.includes(`id=${id}`));
  /** The reviewer’s list once, since a sweep goes through it as it was seen last; then the first of it. */
  async function reviewer(): Promise<{ readonly phone: Phone; readonly touch: CDPSession }> {
    const phone = await demo.phone('fanglei');
    await phone.open('/pages/my/index');
    await phone.at('my-review').waitFor();
    await phone.here.locator(`[data-testid="my-review"] [data-testid^="task-"]`).first().tap();
    await phone.at('do-return').waitFor();
    return { phone, touch: await phone.page.context().newCDPSession(phone.page) };
  }

  test('a sweep to the left leads to the next review; a scroll, a short move and one under a sheet do not', async () => {
    expect(waiting.length).toBeGreaterThan(2);
    const [first = '', second = ''] = waiting;
    const { phone, touch } = await reviewer();
    await isAt(phone, first);
    await finger(touch, { x: 300, y: 600 }, { x: 220, y: 300 });
    await finger(touch, { x: 300, y: 500 }, { x: 250, y: 500 });
    await finger(touch, { x: 100, y: 500 }, { x: 300, y: 500 });
    await phone.tap('do-return');
    await phone.at('reason-缺佐证材料').waitFor();
    await finger(touch, { x: 300, y: 100 }, { x: 120, y: 105 });
    expect(phone.page.url()).toContain(first);
    await phone.tap('sheet-close');
    await finger(touch, { x: 300, y: 500 }, { x: 120, y: 505 });
    await isAt(phone, second);
    await phone.at('do-return').waitFor();
    await phone.picture('swept-on');
    await phone.page.context().close();
  });

  test('a ready reason returns in two taps, and can be taken back before it goes out', async () => {
    const [first = ''] = waiting;
    const before = await task(first);
    const { phone } = await reviewer();
    let taps = 0;
    await phone.page.exposeFunction('dubanTap', () => (taps += 1));
    await phone.page.evaluate(`addEventListener('touchstart', () => dubanTap(), true)`);
    await phone.tap('do-return');
    await phone.at('act-text').locator('textarea').fill('请补会议纪要');
    await phone.picture('return-reasons');
    await phone.tap('reason-与措施不符');
    await phone.says('退回修改：与措施不符：请补会议纪要。马上发出，点错了请撤回。');
    await phone.picture('return-soon');
    await phone.tap('take-back');
    // As it stood before the slip: the sheet, with another reason to tap.
    await phone.at('reason-效果不明显').waitFor();
    expect(await phone.at('act-text').locator('textarea').inputValue()).toBe('请补会议纪要');
    expect(withoutMarks(await task(first))).toBe(withoutMarks(before));
    await phone.tap('sheet-close');

    taps = 0;
    await phone.tap('do-return');
    await phone.tap('reason-缺佐证材料');
    await phone.at('answer').waitFor();
    expect(taps).toBe(2);
    expect(await task(first)).toMatchObject({ status: 'inProgress', returnedCount: 1 });
    expect((await task(first)).returnWords).toMatch(/退回：缺佐证材料$/);
    await phone.picture('returned-in-two');
    await phone.page.context().close();
  });

  test('whoever goes on to the next has meant it: what was tapped goes out at once, with what was typed', async () => {
    const [, second = ''] = waiting;
    const { phone } = await reviewer();
    await isAt(phone, second);
    await phone.tap('do-return');
    await phone.at('act-text').locator('textarea').fill('请补会议纪要');
    await phone.tap('reason-缺佐证材料');
    await phone.tap('back');
    await phone.at('room-my').waitFor();
    await until(async () => (await task(second)).returnedCount === 1);
    expect((await task(second)).returnWords).toMatch(/退回：缺佐证材料：请补会议纪要$/);
    await phone.page.context().close();
    expect(demo.faults).toEqual([]);
  });

  test('a browser that is closed over what waits sends it all the same', async () => {
    const last = waiting.at(-1) ?? '';
    const phone = await demo.phone('fanglei');
    await phone.open(`/pages/review/index?id=${last}`);
    await phone.tap('do-return');
    await phone.tap('reason-与措施不符');
    await phone.at('soon').waitFor();
    await phone.page.close();
    await until(async () => (await task(last)).returnedCount === 1);
    expect((await task(last)).returnWords).toMatch(/退回：与措施不符$/);
    await phone.page.context().close();
    expect(demo.faults).toEqual([]);
  });

  test('two taps pass what a look has compared: after beside before, a photo used before beside the earlier one, and the day first given', async () => {
    const { tasks } = await (await demo.api('xuyan')).get<TaskList>('/api/tasks?limit=100');
    const id = tasks.find(({ number }) => number === 13)?.id ?? '';
    const owner = await demo.api('wuqian');
    const beforeIds = [await owner.upload(id, 'photo-of-before', await pictureOf('scene', diceOf(4)))];
    const evidenceIds = [...beforeIds, await owner.upload(id, 'photo-used-again', await pictureOf('hall', diceOf(3)))];
    await owner.act(id, { kind: 'askExtension', day: addDays((await task(id)).due.day ?? '', 14), reason: '需要多方协调' });
    await (await demo.api('xuyan')).act(id, { kind: 'grantExtension', opinion: '' });
    await owner.act(id, { kind: 'progress', text: '考勤结果已公示', percent: 100, evidenceIds, beforeIds });
    await owner.act(id, { kind: 'submit', text: '' });

    const phone = await demo.phone('fanglei');
    await phone.open(`/pages/review/index?id=${id}`);
    await phone
      .at('twin')
      .getByText(/^与 T\d+（人事科）.*吴倩上传的照片几乎一样。$/)
      .waitFor();
    await phone.at('original-due').getByText(/前$/).waitFor();
    await phone.says('照片相近不一定有问题，请对照后再定。');
    const sides = (of: string) => phone.at(of).locator('.twin-side').allInnerTexts();
    expect([await sides('pair'), await sides('twin')]).toEqual([
      ['整改前', '整改后'],
      ['这次的照片', '以前的照片'],
    ]);
    const areShown = `[...document.querySelectorAll('[data-testid="twin"] img, [data-testid="pair"] img')].map((one) => one.naturalWidth > 0)`;
    await until(async () => (await phone.page.evaluate<readonly boolean[]>(areShown)).join() === 'true,true,true,true');
    await phone.at('twin').scrollIntoViewIfNeeded();
    await phone.picture('used-before');

    let taps = 0;
    await phone.page.exposeFunction('dubanTap', () => (taps += 1));
    await phone.page.evaluate(`addEventListener('touchstart', () => dubanTap(), true)`);
    await phone.tap('do-pass');
    await phone.page.locator('[data-testid="act-pass"]').last().tap();
    await phone.says(/已通过并销号/);
    expect(taps).toBe(2);
    expect((await task(id)).status).toBe('closed');
    await phone.page.context().close();
    expect(demo.faults).toEqual([]);
  });

  test('a leader’s finger goes from one late task to the next', async () => {
    const redsNow = async () => (await (await demo.api('chenli')).get<MyTasks>('/api/my')).tasks.filter(({ light }) => light === 'red');
    let reds = await redsNow();
    for (let day = 0; day < 20 && reds.length < 2; day += 1) {
      await demo.nextDay();
      reds = await redsNow();
    }
    expect(reds.length).toBeGreaterThan(1);
    const phone = await demo.phone('chenli');
    await phone.open('/pages/my/index');
    const cards = phone.here.locator('[data-testid^="task-"]');
    await cards.first().waitFor();
    await cards.first().tap();
    await isAt(phone, reds[0]?.id ?? 'none');
    // The page has slid in, and knows what comes next.
    await phone.page.locator('.taro_page_stationed [data-testid="next-red"]').last().waitFor();
    const touch = await phone.page.context().newCDPSession(phone.page);
    await finger(touch, { x: 300, y: 500 }, { x: 120, y: 490 });
    await isAt(phone, reds[1]?.id ?? 'none');
    await phone.page.context().close();
    expect(demo.faults).toEqual([]);
  });
});
