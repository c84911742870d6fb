/** A choice in the chat on a phone: the card's lists are taken and sent by hand, at the narrowest in care mode and in the dark. */
import type { MyMessages } from '../../core/contract/chat.js';
import type { MyTasks } from '../../core/contract/task.js';
import { type DemoPhones, openDemoPhones } from '../support/demo-phones.js';

let demo: DemoPhones;
beforeAll(async () => {
  demo = await openDemoPhones();
}, 300_000);
afterAll(async () => {
  expect(demo.faults).toEqual([]);
  await demo.stop();
});

test('a reminder is put off by choosing the day, and the answer says to which', async () => {
  const { get, act } = await demo.api('hejun');
  await demo.nextMessage();
  for (const { id } of (await get<MyTasks>('/api/my')).tasks) await act(id, { kind: 'sign' }).catch(() => undefined);
  const asking = async () =>
    (await get<MyMessages>('/api/my/messages')).messages.findLast(({ card }) => card?.buttons?.some(({ key }) => key.startsWith('choose:')));
  for (let days = 0; days < 30 && (await asking()) === undefined; days += 1) await demo.nextDay();
  const words = (await asking())?.card?.buttons?.find(({ key }) => key.startsWith('choose:'))?.words ?? '';
  const looks = [{ width: 320, care: true }, { width: 390 }, { width: 768, dark: true }] as const;
  for (const look of looks) {
    const phone = await demo.phone('hejun', look);
    await phone.open('/pages/messages/index');
    await phone.at('chat-card').waitFor();
    if (look.width === 320) await phone.picture('chat-reminder-320-care');
    await phone.here.locator('[data-testid="card-button"]', { hasText: words }).last().tap();
    await phone.says(/怎样回应？/);
    const lists = phone.here.locator('[data-testid="card-submit"]').last();
    await lists.scrollIntoViewIfNeeded();
    await phone.picture(`chat-choice-${look.width}`);
    if (look.width !== 768) continue;
    await lists.tap();
    await phone.says(/稍后提醒至 .*第 1 次/);
    await phone.picture('chat-choice-done');
  }
}, 300_000);
