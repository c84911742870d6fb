/**
 * P8: from due to accepted with nothing before it, beside Agenda that looks every five seconds; and what an idle worker asks of its
 * base and of its machine. Absolute figures: on a busy machine they are the machine's.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { type Lab, openLab } from '../proofs/lab.js';
import type { Bed, Report, Told } from './bed.js';

const EVERY_MS = 250;

const percentile = (sorted: readonly number[], share: number): string =>
  `${Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN)} ms`;

function lagWords(lags: readonly number[]): string {
  const sorted = [...lags].sort((a, b) => a - b);
  return `p50 ${percentile(sorted, 0.5)}, p99 ${percentile(sorted, 0.99)}`;
}

async function ourLags(lab: Lab, messages: number): Promise<readonly number[]> {
  const robots = await lab.robots(messages);
  const begin = lab.worldNow().getTime() + 2_000;
  const moments = new Map(robots.map((_, index) => [`n${index}`, begin + index * EVERY_MS]));
  await lab.due(robots.map(({ lane }, index) => ({ key: `n${index}`, lane, notBefore: new Date(moments.get(`n${index}`) ?? 0) })));
  await lab.drained(120_000);
  const arrivals = (await lab.gateway({ kind: 'accepted' })) as readonly { at: number; text: string }[];
  return arrivals.map(({ at, text }) => at + lab.aheadMs - (moments.get(text.replace(/[<>]/g, '')) ?? 0));
}

/** The same moments as Agenda jobs, each of them nothing but noted. */
async function agendaLags({ opened: { db } }: Lab, messages: number): Promise<readonly number[]> {
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: db, collection: 'benchPrompt' }), processEvery: 5_000 });
  await agenda.ready;
  const lags: number[] = [];
  const begin = Date.now() + 2_000;
  agenda.define('remind', async (job: { attrs: { data?: unknown } }) => {
    lags.push(Date.now() - (job.attrs.data as { at: number }).at);
  });
  await agenda.start();
  for (let index = 0; index < messages; index += 1) {
    const at = begin + index * EVERY_MS;
    // As another process would: what the queue itself schedules it also wakes for.
    const job = { name: 'remind', data: { at }, type: 'normal', priority: 0, nextRunAt: new Date(at), lockedAt: null };
    await db.collection('benchPrompt').insertOne(job);
  }
  while (lags.length < messages) await sleep(200);
  await agenda.stop();
  return lags;
}

async function operations({ opened }: Lab): Promise<number> {
  const { opcounters } = (await opened.db.admin().command({ serverStatus: 1 })) as unknown as { opcounters: Record<string, number> };
  return ['insert', 'query', 'update', 'delete', 'command'].reduce((sum, one) => sum + (opcounters[one] ?? 0), 0);
}

/** User and system time of a process so far; Linux only, else 0. */
async function cpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

export async function benchPromptness({ uri, size }: Bed): Promise<Report> {
  const messages = size === 'quick' ? 20 : 120;
  const idleSeconds = size === 'quick' ? 5 : 30;
  const lab = await openLab(uri);
  const worker = lab.worker();
  await worker.up;
  const ours = lagWords(await ourLags(lab, messages));
  const pid = worker.process.pid ?? 0;
  const [before, used] = [await operations(lab), await cpuSeconds(pid)];
  await sleep(idleSeconds * 1_000);
  const [withUs, usedAfter] = [await operations(lab), await cpuSeconds(pid)];
  worker.process.kill('SIGTERM');
  await worker.gone;
  const bare = await operations(lab);
  await sleep(idleSeconds * 1_000);
  const own = (withUs - before - ((await operations(lab)) - bare)) / idleSeconds;
  const agenda = lagWords(await agendaLags(lab, messages));
  await lab.close();
  const told: readonly Told[] = [
    { name: `P8 due → accepted, ${messages} messages, nothing before them`, found: `${ours} (aim: p99 ≤ 2000 ms)` },
    { name: 'P8 the same moments as Agenda jobs that another process entered, looked for every 5 s', found: agenda },
    { name: 'P8 idle: operations a second over a bare server', found: `${own.toFixed(1)} (aim ≤ 2)` },
    { name: 'P8 idle: CPU of the worker', found: `${(((usedAfter - used) / idleSeconds) * 100).toFixed(1)} % of a core (aim ≤ 1)` },
  ];
  return { results: [], told };
}
