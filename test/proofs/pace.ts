/** T11: three processes share two robots that take 20 a minute; far more falls due than that. Real time. */
import type { Lab } from './lab.js';

export interface PaceVerdict {
  /** The most that any robot got in any 60 seconds, and the fewest it got a minute while more waited. */
  readonly most: number;
  readonly perMinute: number;
  readonly accepted: number;
  /** Calls the gateway had to refuse. */
  readonly refused: number;
}

const MINUTE_MS = 60_000;

export async function sharedPace(lab: Lab, minutes: number): Promise<PaceVerdict> {
  await lab.weather({ delayMs: [5, 50] });
  const robots = await lab.robots(2);
  const start = lab.worldNow().getTime();
  const count = minutes * 60;
  // One a second for each robot: three times what it takes.
  await lab.due(
    robots.flatMap(({ lane, id }) =>
      Array.from({ length: count }, (_, second) => ({ key: `${id}.${second}`, lane, notBefore: new Date(start + second * 1_000) })),
    ),
  );
  const workers = [lab.worker(), lab.worker(), lab.worker()];
  await lab.drained(minutes * MINUTE_MS + 180_000);
  for (const { process } of workers) process.kill('SIGTERM');
  await Promise.all(workers.map(({ gone }) => gone));
  const accepted = (await lab.gateway({ kind: 'accepted' })) as readonly { at: number; key: string }[];
  const calls = Number(await lab.gateway({ kind: 'calls' }));
  const timesOf = (key: string) => accepted.filter((one) => one.key === key).map(({ at }) => at);
  const busiest = (times: readonly number[]) => Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length));
  const all = robots.map(({ key }) => timesOf(key));
  const spans = all.map((times) => ((times.at(-1) ?? 0) - (times[0] ?? 0)) / MINUTE_MS);
  const verdict = {
    most: Math.max(...all.map(busiest)),
    perMinute: Math.min(...all.map((times, index) => (times.length - 1) / (spans[index] ?? 1))),
    accepted: accepted.length,
    refused: calls - accepted.length,
  };
  await lab.forget();
  return verdict;
}
