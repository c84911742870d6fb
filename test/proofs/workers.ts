/** T7, T9, T10: a worker that sleeps through its lease, several on the same due set, and one that is told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verdict } from './judge.js';
import type { Lab } from './lab.js';
import type { WorkerOrder } from './worker-order.js';

const notices = (robots: readonly { readonly lane: string }[]) => robots.map(({ lane }, index) => ({ key: `n${index}`, lane }));

/** T7. Each round one of two workers is stopped in mid-call for two leases and then wakes. */
export async function zombies(lab: Lab, { rounds, without }: { rounds: number; without?: NonNullable<WorkerOrder['without']> }): Promise<Verdict> {
  const leaseMs = 1_000;
  await lab.weather({ delayMs: [50, 150] });
  for (let round = 0; round < rounds; round += 1) {
    const robots = await lab.robots(6);
    const zombie = lab.worker({ leaseMs, concurrency: 6, ...(without === undefined ? {} : { without }) });
    await zombie.up;
    let isHeld = false;
    lab.watch((point) => {
      if (point !== 'come' || isHeld) return;
      isHeld = true;
      zombie.process.kill('SIGSTOP');
    });
    await lab.due(robots.map(({ lane }, index) => ({ key: `r${round}n${index}`, lane })));
    await lab.until(async () => isHeld, 20_000);
    const other = lab.worker({ leaseMs, ...(without === undefined ? {} : { without }) });
    // It takes the lanes over only once it is at work, however busy the machine.
    await other.up;
    await sleep(2 * leaseMs);
    zombie.process.kill('SIGCONT');
    await lab.drained(60_000);
    for (const one of [zombie, other]) one.process.kill('SIGTERM');
    await Promise.all([zombie.gone, other.gone]);
  }
  lab.watch(() => undefined);
  const verdict = await lab.verdict();
  await lab.forget();
  return verdict;
}

/** T9. So many workers on one due set. */
export async function together(
  lab: Lab,
  { workers, messages, without }: { workers: number; messages: number; without?: NonNullable<WorkerOrder['without']> },
): Promise<Verdict> {
  await lab.weather({ delayMs: [1, 20] });
  const all = Array.from({ length: workers }, () => lab.worker(without === undefined ? {} : { without }));
  await Promise.all(all.map(({ up }) => up));
  await lab.due(notices(await lab.robots(messages)));
  await lab.drained(600_000);
  for (const { process } of all) process.kill('SIGTERM');
  await Promise.all(all.map(({ gone }) => gone));
  const verdict = await lab.verdict();
  await lab.forget();
  return verdict;
}

export interface Stop {
  readonly code: number | null;
  readonly ms: number;
  readonly inFlight: number;
  readonly leasesLeft: number;
  readonly attemptsLeft: number;
}

/** T10. SIGTERM while so many sends are in flight at a slow gateway. */
export async function stopInFlight(lab: Lab, inFlight: number): Promise<Stop> {
  await lab.weather({ delayMs: [1_500, 2_500] });
  await lab.due(notices(await lab.robots(inFlight * 2)));
  const worker = lab.worker({ concurrency: inFlight });
  await lab.until(async () => (await lab.open()) >= inFlight, 30_000);
  const begun = await lab.open();
  const start = Date.now();
  worker.process.kill('SIGTERM');
  const { code } = await worker.gone;
  const ms = Date.now() - start;
  const leasesLeft = await lab.opened.db.collection('lanes').countDocuments({ leasedUntil: { $gt: new Date() } });
  const stop = { code, ms, inFlight: begun, leasesLeft, attemptsLeft: await lab.open() };
  await lab.forget();
  return stop;
}
