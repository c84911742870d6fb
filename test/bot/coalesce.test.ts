/** Work that is asked for many times and done once. */
import { coalesce } from '../../bot/start/coalesce.js';

/** Until the rest has begun, and not a moment of it: no turn of the event loop goes by. */
const restBegun = async (): Promise<void> => {
  for (let turns = 0; turns < 3; turns += 1) await Promise.resolve();
};

const unwanted = (error: unknown): void => {
  throw error;
};

test('what is asked for many times is one run, and one more where it was asked for meanwhile', async () => {
  let runs = 0;
  const work = coalesce(async () => {
    runs += 1;
    if (runs === 1) work.ask();
  }, unwanted);
  for (let asked = 0; asked < 5; asked += 1) work.ask();
  await work.idle();
  expect(runs).toBe(2);
});

test('with a rest, what is asked for during it is one run at its end', async () => {
  let runs = 0;
  const work = coalesce(async () => void (runs += 1), unwanted, 100);
  work.ask();
  await restBegun();
  work.ask();
  expect(runs).toBe(0);
  await work.idle();
  expect(runs).toBe(1);
});

test('a stop ends the rest at once, and nothing runs after it', async () => {
  let runs = 0;
  const work = coalesce(async () => void (runs += 1), unwanted, 3_600_000);
  work.ask();
  await restBegun();
  await work.stop();
  work.ask();
  await work.idle();
  expect(runs).toBe(0);
});
