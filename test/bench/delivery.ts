/**
 * Delivery beside the work it cannot avoid: P6 a raw loop of the same calls, P8 from due to accepted and what an idle service asks of its base.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver } from '../../bot/actions/deliver.js';
import { openLab } from '../proofs/lab.js';
import { servicesOfLab } from '../proofs/lab-services.js';
import { measure, type Result } from './interleave.js';

const IN_FLIGHT = 50;
const MESSAGES = 400;
const GATEWAY_MS = 200;
const BODY = JSON.stringify({ msgtype: 'text', text: { content: '督办' } });

const post = async (address: string): Promise<unknown> => (await fetch(address, { method: 'POST', body: BODY })).text();

/** So many at once, each taken up as one ends. */
async function atOnce<T>(list: readonly T[], most: number, run: (one: T) => Promise<unknown>): Promise<void> {
  const rest = [...list];
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (let one = rest.shift(); one !== undefined; one = rest.shift()) await run(one);
    }),
  );
}

/** P6. The robots' limit is off: each message has a robot of its own. */
export async function benchSending(uri: string): Promise<readonly Result[]> {
  const lab = await openLab(uri);
  await lab.weather({ delayMs: [GATEWAY_MS, GATEWAY_MS] });
  const services = servicesOfLab(lab);
  let turn = 0;
  const ours = async (): Promise<void> => {
    turn += 1;
    const robots = await lab.robots(MESSAGES);
    await lab.due(robots.map(({ lane }, index) => ({ key: `b${turn}.${index}`, lane })));
    await deliver(services, { concurrency: IN_FLIGHT });
  };
  const results = [
    await measure({
      name: `${MESSAGES} messages, ${IN_FLIGHT} in flight, gateway ${GATEWAY_MS} ms / a raw loop of the same calls`,
      aim: 0.6,
      rounds: 7,
      ours,
      limit: async () => atOnce(await lab.robots(MESSAGES), IN_FLIGHT, ({ address }) => post(address)),
    }),
  ];
  await lab.close();
  return results;
}

interface Told {
  readonly name: string;
  readonly found: string;
}

/** P8. Messages that fall due one after the other with nothing before them, and a minute of nothing at all. */
export async function benchPromptness(uri: string): Promise<readonly Told[]> {
  const lab = await openLab(uri);
  const robots = await lab.robots(120);
  const worker = lab.worker();
  await worker.up;
  const begin = lab.worldNow().getTime() + 2_000;
  const moments = new Map(robots.map((_, index) => [`n${index}`, begin + index * 250]));
  await lab.due(robots.map(({ lane }, index) => ({ key: `n${index}`, lane, notBefore: new Date(moments.get(`n${index}`) ?? 0) })));
  await lab.drained(120_000);
  const arrivals = (await lab.gateway({ kind: 'accepted' })) as readonly { at: number; text: string }[];
  const lags = arrivals.map(({ at, text }) => at + lab.aheadMs - (moments.get(text.replace(/[<>]/g, '')) ?? 0)).sort((a, b) => a - b);
  const at = (share: number): string => `${Math.round(lags[Math.ceil(lags.length * share) - 1] ?? Number.NaN)} ms`;

  const operations = async (): Promise<number> => {
    const { opcounters } = await lab.opened.db.admin().command({ serverStatus: 1 });
    const { insert, query, update, delete: removed, command } = opcounters as Record<string, number>;
    return [insert, query, update, removed, command].reduce((sum: number, one) => sum + (one ?? 0), 0);
  };
  const [before, used] = [await operations(), await cpuSeconds(worker.process.pid ?? 0)];
  await sleep(30_000);
  const withUs = await operations();
  const usedAfter = await cpuSeconds(worker.process.pid ?? 0);
  worker.process.kill('SIGTERM');
  await worker.gone;
  const bare = await operations();
  await sleep(30_000);
  const bareAfter = await operations();
  await lab.close();
  const ownPerSecond = (withUs - before - (bareAfter - bare)) / 30;
  return [
    { name: 'P8 due → accepted, 120 messages, nothing before them', found: `p50 ${at(0.5)}, p99 ${at(0.99)} (aim ≤ 2000 ms)` },
    { name: 'P8 idle: operations a second over a bare server', found: `${ownPerSecond.toFixed(1)} (aim ≤ 2)` },
    { name: 'P8 idle: CPU of the worker', found: `${(((usedAfter - used) / 30) * 100).toFixed(1)} % of a core (aim ≤ 1)` },
  ];
}

/** User and system time of a process so far; Linux only, else 0. */
async function cpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}
