/**
 * D5: 10,000 ratings in a minute from five addresses, and honest ones among them from addresses of their own; before it as long with
 * the honest ones alone, which tells what the machine itself takes. Requests leave at their own moments, whether or not the ones
 * before were answered.
 */
import { fork } from 'node:child_process';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { DEFAULT_RULES } from '../../core/rating/model.js';
import type { Bed, Report } from './bed.js';

export interface Served {
  readonly url: string;
  readonly code: string;
  readonly dbName: string;
}

interface Answer {
  readonly isFlood: boolean;
  readonly status: number;
  readonly ms: number;
}

const ADDRESSES = 5;
const A_SECOND = 167;
/** One honest citizen among so many. */
const HONEST_EVERY = 15;
const P99_MS = 200;

const SERVICE = fileURLToPath(new URL('./rating-service.ts', import.meta.url));

function rateFrom({ url, code }: Served, agent: Agent, index: number, isFlood: boolean): Promise<Answer> {
  const address = isFlood ? `203.0.113.${1 + (index % ADDRESSES)}` : `198.18.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;
  const id = String(index).padStart(16, '0');
  // Every tenth honest one is dissatisfied and so opens a ticket.
  const level = isFlood ? 1 : index % 10 === 0 ? 2 : 5;
  const body = JSON.stringify({ requestId: `request-${id}`, deviceId: `device-${id}`, level, tags: [], comment: '' });
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
    const sent = request(`${url}/api/rate/${code}`, { method: 'POST', headers, agent }, (answer) => {
      answer.resume().once('end', () => resolve({ isFlood, status: answer.statusCode ?? 0, ms: performance.now() - begun }));
    });
    sent.once('error', reject).end(body);
  });
}

const percentile = (answers: readonly Answer[], share: number): number =>
  [...answers].sort((a, b) => a.ms - b.ms)[Math.ceil(answers.length * share) - 1]?.ms ?? Number.NaN;
const counted = (answers: readonly Answer[], status: number): number => answers.filter((one) => one.status === status).length;

/** Those of so many seconds; each keeps its moment whether or not the flood is there. */
async function ratingsOf(served: Served, agent: Agent, seconds: number, withFlood: boolean): Promise<readonly Answer[]> {
  const all = seconds * A_SECOND;
  const count = all + Math.floor(all / HONEST_EVERY);
  const asked: Promise<Answer>[] = [];
  const begun = performance.now();
  for (let index = 0; index < count; index += 1) {
    const isFlood = index % (HONEST_EVERY + 1) !== 0;
    if (isFlood && !withFlood) continue;
    const wait = begun + (index / count) * seconds * 1_000 - performance.now();
    if (wait > 0) await sleep(wait);
    asked.push(rateFrom(served, agent, withFlood ? index : 2_000_000 + index, isFlood));
  }
  return Promise.all(asked);
}

const timesOf = (answers: readonly Answer[]): string =>
  `p50 ${percentile(answers, 0.5).toFixed(0)} ms, p99 ${percentile(answers, 0.99).toFixed(0)} ms`;

export async function benchRatingFlood({ uri, size }: Bed): Promise<Report> {
  const seconds = size === 'quick' ? 10 : 60;
  const child = fork(SERVICE, [uri], { execArgv: ['--import', 'tsx'] });
  try {
    const served = await new Promise<Served>((resolve, reject) => {
      child.once('message', (told) => resolve(told as Served));
      child.once('exit', () => reject(new Error('the service did not start')));
    });
    return await flooded(served, uri, seconds);
  } finally {
    child.kill('SIGTERM');
  }
}

async function flooded(served: Served, uri: string, seconds: number): Promise<Report> {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  // What is compiled at the first call is not what is measured.
  for (let index = 0; index < 20; index += 1) await rateFrom(served, agent, 1_000_000 + index, false);
  const alone = await ratingsOf(served, agent, seconds, false);
  const answers = await ratingsOf(served, agent, seconds, true);
  agent.destroy();
  const client = await MongoClient.connect(uri);
  await client.db(served.dbName).dropDatabase();
  await client.close();
  const [flood, others] = [answers.filter(({ isFlood }) => isFlood), answers.filter(({ isFlood }) => !isFlood)];
  const limit = ADDRESSES * DEFAULT_RULES.perNetwork;
  return {
    results: [],
    told: [
      {
        name: `D5 ${flood.length.toLocaleString('en')} ratings in ${seconds} s from ${ADDRESSES} addresses`,
        found: `${counted(flood, 200)} taken (aim ≤ ${limit}), ${counted(flood, 429)} refused as too many, ${flood.length - counted(flood, 200) - counted(flood, 429)} otherwise`,
      },
      { name: `D5 ${others.length} honest ones from addresses of their own meanwhile`, found: `${counted(others, 200)} taken` },
      {
        name: 'D5 how long an answer took',
        found: `all: ${timesOf(answers)} (aim ≤ ${P99_MS} ms); the honest: ${timesOf(others)}; the honest without the flood: ${timesOf(alone)}`,
      },
    ],
  };
}
