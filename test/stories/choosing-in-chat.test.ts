/** A choice in the chat on a phone: the card's lists are taken and sent by hand, at the narrowest in care mode and in the dark. */
import type { Browser } from 'playwright-core';
import { openH5 } from '../../bot/start/build-h5.js';
import type { MyMessages } from '../../core/contract/chat.js';
import { openPhones, type Phones, sessionIn } from '../support/browser-phones.js';
import { openBrowser } from '../support/chromium.js';
import { type World, world } from '../support/world.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let w: World;
let browser: Browser;
let phones: Phones;
beforeAll(async () => {
  const h5 = openH5(quiet, () => undefined);
  await h5.settled;
  [w, browser] = await Promise.all([world({ today: '2026-11-24', h5: h5.state }), openBrowser()]);
  await w.supervise();
  const owner = await w.phone('何俊');
  await owner.act(await owner.task('潮汐窗口'), { kind: 'sign' });
  // Seven days before the due day, so that a reminder may still be put off.
  w.setTime('2026-12-11', '09:00');
  await w.tick();
  phones = openPhones(browser, w.url, sessionIn(w));
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await w?.close();
});

test('a reminder is put off by choosing the day, and the answer says to which', async () => {
  const { messages } = (await (await w.phone('何俊')).get<MyMessages>('/api/my/messages')).body;
  const asking = messages.flatMap(({ card }) => card?.buttons ?? []).findLast(({ key }) => key.startsWith('choose:'));
  if (asking === undefined) throw new Error('no reminder can be put off');
  const looks = [{ width: 320, care: true }, { width: 390 }, { width: 768, dark: true }] as const;
  for (const look of looks) {
    const phone = await phones.phone('何俊', look);
    await phone.open('/pages/messages/index');
    await phone.at('chat-card').waitFor();
    if (look.width === 320) await phone.picture('chat-reminder-320-care');
    await phone.here.locator('[data-testid="card-button"]', { hasText: asking.words }).last().tap();
    await phone.says(/怎样回应？/);
    const lists = phone.here.locator('[data-testid="card-submit"]').last();
    await lists.scrollIntoViewIfNeeded();
    await phone.picture(`chat-choice-${look.width}`);
    if (look.width !== 768) continue;
    await lists.tap();
    await phone.says(/稍后提醒至 .*第 1 次/);
    await phone.picture('chat-choice-done');
  }
  expect(phones.faults).toEqual([]);
});
