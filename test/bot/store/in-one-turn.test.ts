/** What is asked in one turn of the event loop goes out together, and nobody's answer or failure becomes another's. */
import { setImmediate as turn } from 'node:timers/promises';
import { openStore } from '../../../bot/store/open-store.js';
import { inOneTurn } from '../../../bot/store/in-one-turn.js';
import { commandsOf, telling, totalOf } from '../../bench/commands.js';
import { openTestStore } from '../../support/database.js';
import { aNotice, begun, TUESDAY } from '../../support/delivery.js';

describe('in one turn', () => {
  test('asks of one turn go together, those of the next by themselves, each with its own answer', async () => {
    const batches: number[][] = [];
    const double = inOneTurn<number, number>(async (asks) => {
      batches.push([...asks]);
      return asks.map((ask) => ask * 2);
    });
    const first = Promise.all([double(1), double(2)]);
    await turn();
    expect(await Promise.all([first, double(3)])).toEqual([[2, 4], 6]);
    expect(batches).toEqual([[1, 2], [3]]);
  });

  test('one that fails by itself fails alone', async () => {
    const half = inOneTurn<number, number>(async (asks) => asks.map((ask) => (ask % 2 === 0 ? ask / 2 : new Error(`${ask} is odd`))));
    expect(await Promise.allSettled([half(4), half(5), half(6)])).toMatchObject([
      { status: 'fulfilled', value: 2 },
      { status: 'rejected', reason: { message: '5 is odd' } },
      { status: 'fulfilled', value: 3 },
    ]);
  });

  test('where nobody knows, all of that turn fail, and the next turn is not held up', async () => {
    let isBroken = true;
    const ask = inOneTurn<number, number>(async (asks) => {
      if (isBroken) throw new Error('the base is gone');
      return asks;
    });
    const lost = await Promise.allSettled([ask(1), ask(2)]);
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isBroken = false;
    expect(await ask(3)).toBe(3);
  });

  test('twenty lanes that go through delivery together ask the base no more often than one', async () => {
    const base = await openTestStore();
    const told = await openStore(telling(base.uri), { dbName: base.dbName, autoIndex: false });
    const { outbox } = told.store;
    const deliverAll = async (lanes: readonly string[]): Promise<void> => {
      const sentOf = async (lane: string): Promise<boolean> => {
        const claim = await outbox.claim(lane, TUESDAY, 30_000);
        if (claim === null) throw new Error(`${lane} could not be claimed`);
        return outbox.settle(claim, await begun(outbox, claim, [`k${lane}`], `a${lane}`), { kind: 'sent', messageId: lane });
      };
      expect(await Promise.all(lanes.map(sentOf))).toEqual(lanes.map(() => true));
    };
    const lanesFrom = (from: number, count: number) => Array.from({ length: count }, (_, index) => `preview:person:turn${from + index}`);
    const [one, twenty] = [lanesFrom(0, 1), lanesFrom(1, 20)];
    await outbox.insert([...one, ...twenty].map((lane) => aNotice(`k${lane}`, lane)));
    const client = told.connection.getClient();
    const alone = totalOf(await commandsOf(client, () => deliverAll(one)));
    expect(totalOf(await commandsOf(client, () => deliverAll(twenty)))).toBe(alone);
    // Each with its own fate, all the same.
    for (const lane of twenty) expect(await base.db.collection('notices').findOne({ lane })).toMatchObject({ state: 'sent', messageId: lane });
    await told.close();
    await base.close();
  });
});
