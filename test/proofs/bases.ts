/** T5 and T6: the database is killed under load, alone and as three nodes whose primary goes in turn. */
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceFrom } from './chance.js';
import type { Verdict } from './judge.js';
import type { Lab } from './lab.js';

export interface BaseKills extends Verdict {
  readonly kills: number;
  /** Writes the base acknowledged, and those of them that were not there afterwards. */
  readonly acknowledged: number;
  readonly missing: number;
  /** The longest milliseconds without an acknowledged write after each kill: the 95th of 100, and the longest of all. */
  readonly gapP95Ms: number;
  readonly gapMaxMs: number;
  /** From each kill to the next message at the gateway, the longest. */
  readonly silenceMaxMs: number;
  readonly workersThatDied: number;
}

const WORKERS = 2;

/** Kills by `kill`, so many times, while messages fall due and a writer writes. The base must come back by itself. */
export async function killBase(
  lab: Lab,
  kill: () => Promise<void>,
  { kills, restMs, seed }: { kills: number; restMs: number; seed: number },
): Promise<BaseKills> {
  const chance = chanceFrom(seed);
  await lab.weather({ seed, delayMs: [5, 100] });
  const overMs = kills * restMs * 1.5;
  const robots = await lab.robots(Math.min(5_000, Math.ceil(overMs / 100)));
  await lab.due(robots.map(({ lane }, index) => ({ key: `n${index}`, lane, notBefore: new Date(lab.worldNow().getTime() + chance() * overMs) })));
  const workers = Array.from({ length: WORKERS }, () => lab.worker({ leaseMs: 5_000 }));
  await Promise.all(workers.map(({ up }) => up));
  let workersThatDied = 0;
  for (const { process } of workers) process.once('exit', () => (workersThatDied += 1));

  const written: { readonly id: number; readonly at: number }[] = [];
  const heard: number[] = [];
  lab.watch((point) => point === 'accepted' && heard.push(Date.now()));
  let isOver = false;
  const writer = (async () => {
    for (let id = 0; !isOver; id += 1) {
      await lab.opened.db
        .collection('written')
        .insertOne({ _id: id as never }, { writeConcern: { w: 'majority', journal: true } })
        .then(
          () => written.push({ id, at: Date.now() }),
          () => sleep(50),
        );
      await sleep(10);
    }
  })();
  const killedAt: number[] = [];
  for (let done = 0; done < kills; done += 1) {
    await sleep(restMs * (0.5 + chance()));
    killedAt.push(Date.now());
    await kill();
    const struck = Date.now();
    await lab.until(async () => (written.at(-1)?.at ?? 0) > struck, 60_000);
  }
  await lab.drained(180_000);
  isOver = true;
  await writer;
  const died = workersThatDied;
  for (const { process } of workers) process.kill('SIGTERM');
  await Promise.all(workers.map(({ gone }) => gone));
  lab.watch(() => undefined);
  const kept = new Set((await lab.opened.db.collection('written').find().toArray()).map(({ _id }) => Number(_id)));
  /** The longest time without an acknowledged write in the seconds after a kill: a stepdown takes a moment to bite. */
  const gapAfter = (at: number): number =>
    Math.max(
      0,
      ...written
        .slice(1)
        .flatMap((one, index) => (one.at > at && (written[index]?.at ?? 0) < at + 5_000 ? [one.at - (written[index]?.at ?? 0)] : [])),
    );
  const gaps = killedAt.map(gapAfter).sort((one, other) => one - other);
  const silences = killedAt.map((at) => (heard.find((one) => one > at) ?? at) - at);
  const verdict = await lab.verdict();
  await lab.forget();
  await lab.opened.db.collection('written').deleteMany({});
  return {
    ...verdict,
    kills,
    acknowledged: written.length,
    missing: written.filter(({ id }) => !kept.has(id)).length,
    gapP95Ms: gaps[Math.ceil(gaps.length * 0.95) - 1] ?? 0,
    gapMaxMs: gaps.at(-1) ?? 0,
    silenceMaxMs: Math.max(...silences),
    workersThatDied: died,
  };
}
