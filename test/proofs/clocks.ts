/** T8: workers whose machines are ten minutes off, jump by an hour, or live in another time zone. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chanceFrom } from './chance.js';
import type { Verdict } from './judge.js';
import type { Lab } from './lab.js';
import type { WorkerOrder } from './worker-order.js';

export interface ClockVerdict extends Verdict {
  /** Accepted before their moment by the gateway's clock. */
  readonly early: number;
}

const MINUTE_MS = 60_000;
/** The gateway's clock and the base's are one machine's; what is left is rounding. */
const ROUNDING_MS = 50;

/** Four workers with bad clocks; messages fall due one after the other. */
export async function wrongClocks(lab: Lab, messages: number, without?: NonNullable<WorkerOrder['without']>): Promise<ClockVerdict> {
  const chance = chanceFrom(messages);
  await lab.weather({ delayMs: [1, 20] });
  const crippled = without === undefined ? {} : { without };
  const workers = [
    lab.worker({ ...crippled, skewMs: 0, zone: 'UTC' }),
    lab.worker({ ...crippled, skewMs: 10 * MINUTE_MS, zone: 'Asia/Shanghai' }),
    lab.worker({ ...crippled, skewMs: -10 * MINUTE_MS, zone: 'America/Los_Angeles' }),
    lab.worker({ ...crippled, skewMs: 0, jumpMs: 60 * MINUTE_MS, zone: 'Asia/Shanghai' }),
  ];
  await Promise.all(workers.map(({ up }) => up));
  const robots = await lab.robots(messages);
  const begin = lab.worldNow().getTime() + 3_000;
  const moments = new Map(robots.map((_, index) => [`n${index}`, begin + chance() * 5_000]));
  await lab.due(robots.map(({ lane }, index) => ({ key: `n${index}`, lane, notBefore: new Date(moments.get(`n${index}`) ?? 0) })));
  await lab.drained(120_000);
  for (const { process } of workers) process.kill('SIGTERM');
  await Promise.all(workers.map(({ gone }) => gone));
  const arrivals = (await lab.gateway({ kind: 'accepted' })) as readonly { at: number; text: string }[];
  const isEarly = ({ at, text }: { at: number; text: string }) =>
    at + lab.aheadMs + ROUNDING_MS < (moments.get(/<([^<>]+)>/.exec(text)?.[1] ?? '') ?? 0);
  const verdict = { ...(await lab.verdict()), early: arrivals.filter(isEarly).length };
  await lab.forget();
  return verdict;
}

const KEYS = fileURLToPath(new URL('./keys-of-a-year.ts', import.meta.url));
export const ZONES = ['Asia/Shanghai', 'UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'] as const;

/** The digest of every key the rules make over a year of moments, midnights among them, in this time zone. */
export async function keysIn(zone: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', KEYS], { env: { ...process.env, TZ: zone } });
  return stdout.trim();
}
