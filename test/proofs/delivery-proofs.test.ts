/** The short form of `npm run proof`: real processes, really killed, judged by a gateway that is never killed. */
import { keysIn, wrongClocks } from './clocks.js';
import { randomCommands } from './commands.js';
import { dieAt } from './death-points.js';
import { droppedReplies } from './gateway-faults.js';
import { killStorm } from './kill-storm.js';
import { type Lab, openLab } from './lab.js';
import { stopInFlight, together, zombies } from './workers.js';

const LONG = 300_000;
let lab: Lab;

beforeAll(async () => {
  lab = await openLab(process.env['DUBAN_TEST_MONGODB_URI'] ?? '');
});
afterEach(() => lab.forget());
afterAll(() => lab.close());

const storm = { seed: 20261125, messages: 1_000, kills: 20, everyMs: [200, 2_000], leaseMs: 2_000, concurrency: 16 } as const;

describe('a promise kept', () => {
  test(
    'of 1,000 messages none is lost and none comes twice unexplained while workers are killed twenty times',
    async () => {
      const verdict = await killStorm(lab, storm);
      expect(verdict).toMatchObject({ due: 1_000, lost: [], unexplained: [] });
      expect(verdict.explained).toBeLessThanOrEqual(verdict.mostExplained);
    },
    LONG,
  );

  test(
    'the same storm over workers that do not find the attempts of the dead repeats messages unexplained',
    async () => {
      const verdict = await killStorm(lab, { ...storm, messages: 300, kills: 8, without: 'blind' });
      expect(verdict.unexplained.length).toBeGreaterThan(0);
    },
    LONG,
  );

  test(
    'a worker killed just before its call loses nothing, and would if it settled before it sent',
    async () => {
      expect((await dieAt(lab, 'attempt begun', 2)).verdict.lost).toEqual([]);
      const broken = await dieAt(lab, 'attempt begun', 2, 'hasty');
      expect(broken.deaths).toBe(2);
      expect(broken.verdict.lost.length).toBeGreaterThan(0);
    },
    LONG,
  );

  test.each(['come', 'accepted', 'answered'])(
    'a worker killed when its call has been “%s” leaves a repeat that is explained',
    async (point) => {
      const { verdict, deaths } = await dieAt(lab, point, 2);
      expect({ deaths, lost: verdict.lost, unexplained: verdict.unexplained }).toEqual({ deaths: 2, lost: [], unexplained: [] });
      expect(verdict.explained).toBeGreaterThan(0);
    },
    LONG,
  );

  test(
    'a reply that is dropped is known as unknown, and the policy of its kind is followed',
    async () => {
      const { dropped, knownAsUnknown, followed } = await droppedReplies(lab, { messages: 150, share: 0.15, seed: 3 });
      expect(dropped).toBeGreaterThan(5);
      expect(knownAsUnknown).toBe(dropped);
      expect(followed.again + followed.once + followed.merge).toBe(dropped);
    },
    LONG,
  );
});

describe('workers side by side', () => {
  test(
    'three on one due set send each message once, and repeat where a lease is not kept',
    async () => {
      const kept = await together(lab, { workers: 3, messages: 300 });
      expect({ arrivals: kept.arrivals, lost: kept.lost }).toEqual({ arrivals: 300, lost: [] });
      const broken = await together(lab, { workers: 3, messages: 300, without: 'leaseless' });
      expect(broken.arrivals).toBeGreaterThan(300);
    },
    LONG,
  );

  test(
    'one that slept through its lease changes nothing when it wakes',
    async () => {
      const verdict = await zombies(lab, { rounds: 1 });
      expect({ lost: verdict.lost, unexplained: verdict.unexplained }).toEqual({ lost: [], unexplained: [] });
    },
    LONG,
  );

  test(
    'SIGTERM with fifty sends in flight ends cleanly and leaves no lease',
    async () => {
      const { code, ms, inFlight, leasesLeft, attemptsLeft } = await stopInFlight(lab, 50);
      expect({ code, leasesLeft, attemptsLeft }).toEqual({ code: 0, leasesLeft: 0, attemptsLeft: 0 });
      expect(inFlight).toBeGreaterThanOrEqual(50);
      expect(ms).toBeLessThan(10_000);
    },
    LONG,
  );
});

describe('time', () => {
  test(
    'machines ten minutes off or jumping by an hour send nothing early, and would by their own clocks',
    async () => {
      const kept = await wrongClocks(lab, 100);
      expect({ early: kept.early, lost: kept.lost, unexplained: kept.unexplained }).toEqual({ early: 0, lost: [], unexplained: [] });
      expect((await wrongClocks(lab, 100, 'ownClock')).early).toBeGreaterThan(0);
    },
    LONG,
  );

  test('the same keys in every time zone', async () => {
    expect(await keysIn('UTC')).toBe(await keysIn('America/Los_Angeles'));
  });

  test(
    'random commands with kills: each rung once, never downwards, nothing after closing',
    async () => {
      const [kept, broken] = await Promise.all([
        randomCommands({ runs: 2, length: 60, seed: 15, atOnce: 2 }),
        randomCommands({ runs: 1, length: 40, seed: 15, control: 'isOnce' }),
      ]);
      expect(kept.faults).toEqual([]);
      expect(kept.expected).toBeGreaterThan(50);
      expect(broken.faults.length).toBeGreaterThan(0);
    },
    LONG,
  );
});
