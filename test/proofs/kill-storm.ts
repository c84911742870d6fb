/** T1: a random one of three workers is killed again and again while messages fall due; the gateway takes its time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceFrom } from './chance.js';
import type { Verdict } from './judge.js';
import type { Lab, LabNotice, LabRobot, Worker } from './lab.js';
import type { WorkerOrder } from './worker-order.js';

export interface Storm {
  readonly seed: number;
  readonly messages: number;
  readonly kills: number;
  /** Between two kills. */
  readonly everyMs: readonly [from: number, to: number];
  readonly leaseMs: number;
  readonly concurrency: number;
  readonly without?: NonNullable<WorkerOrder['without']>;
}

export interface StormVerdict extends Verdict {
  readonly kills: number;
  /** Milliseconds from the last kill until nothing waited. */
  readonly drainedMs: number;
  /** Kills × sends a worker has in flight. */
  readonly mostExplained: number;
}

const WORKERS = 3;
/** One in ten is a courtesy: tried once, never repeated. */
const noticesFor = (lab: Lab, robots: readonly LabRobot[], overMs: number, chance: () => number): readonly LabNotice[] =>
  robots.map(({ lane }, index) => ({
    key: `n${index}`,
    lane,
    unknown: index % 10 === 9 ? 'once' : 'again',
    notBefore: new Date(lab.worldNow().getTime() + chance() * overMs),
  }));

export async function killStorm(lab: Lab, storm: Storm): Promise<StormVerdict> {
  const chance = chanceFrom(storm.seed);
  const [from, to] = storm.everyMs;
  await lab.weather({ seed: storm.seed, delayMs: [5, 300] });
  const robots = await lab.robots(storm.messages);
  await lab.due(noticesFor(lab, robots, storm.kills * ((from + to) / 2), chance));
  const { leaseMs, concurrency, without } = storm;
  const born = (): Worker => lab.worker({ leaseMs, concurrency, ...(without === undefined ? {} : { without }) });
  const workers = Array.from({ length: WORKERS }, born);
  await Promise.all(workers.map(({ up }) => up));
  for (let kill = 0; kill < storm.kills; kill += 1) {
    await sleep(from + chance() * (to - from));
    const victim = Math.floor(chance() * WORKERS);
    workers[victim]?.process.kill('SIGKILL');
    workers[victim] = born();
  }
  const drainedMs = await lab.drained(240_000);
  const verdict = await lab.verdict();
  return { ...verdict, kills: storm.kills, drainedMs, mostExplained: storm.kills * storm.concurrency };
}
