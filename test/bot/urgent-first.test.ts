/** Where not all can go at once, the weightier goes first. */
import { aNotice, TUESDAY } from '../support/delivery.js';
import { openTestStore, type TestStore } from '../support/database.js';

let base: TestStore;
beforeAll(async () => {
  base = await openTestStore();
});
afterAll(() => base.close());

test('urgent before escalation before courtesy, and among equals the longest due', async () => {
  const due = (minutes: number) => new Date(TUESDAY.getTime() - minutes * 60_000);
  await base.store.outbox.insert([
    aNotice('courtesy', 'preview:person:a', { unknown: 'once', notBefore: due(90) }),
    aNotice('digest', 'preview:person:b', { unknown: 'merge', notBefore: due(80) }),
    aNotice('escalation', 'preview:person:c', { notBefore: due(20) }),
    aNotice('older-escalation', 'preview:person:d', { notBefore: due(40) }),
    aNotice('mixed-1', 'preview:person:e', { unknown: 'once', notBefore: due(30) }),
    aNotice('mixed-2', 'preview:person:e', { unknown: 'again', notBefore: due(5) }),
    aNotice('urgent', 'preview:person:f', { unknown: 'once', urgent: true, notBefore: due(1) }),
  ]);
  const order = ['f', 'd', 'e', 'c', 'a', 'b'].map((id) => `preview:person:${id}`);
  expect(await base.store.outbox.dueLanes(TUESDAY, 10)).toEqual(order);
  expect(await base.store.outbox.dueLanes(TUESDAY, 1)).toEqual(order.slice(0, 1));
});
