/** T2: a worker dies at each await boundary of delivery, in its own code and in the middle of the call. */
import type { GatewayPoint } from '../support/fake-gateway.js';
import type { Verdict } from './judge.js';
import type { Lab } from './lab.js';
import type { WorkerOrder } from './worker-order.js';

/** In the order in which a delivery comes by. */
export const OWN_POINTS = [
  'lane leased',
  'claimed',
  'looked again',
  'composed',
  'paced',
  'attempt written',
  'attempt begun',
  'sent',
  'outcome written',
  'notices follow',
  'settled',
] as const;

/** What the gateway sees of a call: its worker is killed at that moment. */
export const CALL_POINTS: readonly GatewayPoint[] = ['come', 'accepted', 'answered'];

export interface Death {
  readonly point: string;
  readonly verdict: Verdict;
  /** Of these workers so many died where they were to. */
  readonly deaths: number;
}

const LEASE_MS = 1_000;

/** `times` workers one after the other die at this point; then one that lives goes on. `without`: none of them has this safeguard. */
export async function dieAt(lab: Lab, point: string, times: number, without?: NonNullable<WorkerOrder['without']>): Promise<Death> {
  const isOwn = OWN_POINTS.some((own) => own === point);
  const crippled = without === undefined ? {} : { without };
  await lab.weather({ delayMs: [20, 40] });
  const robots = await lab.robots(times * 4);
  await lab.due(robots.map(({ lane }, index) => ({ key: `n${index}`, lane })));
  let deaths = 0;
  for (let turn = 0; turn < times; turn += 1) {
    const mortal = lab.worker({ leaseMs: LEASE_MS, concurrency: 2, ...crippled, ...(isOwn ? { dieAt: point } : {}) });
    if (!isOwn) lab.watch((seen) => seen === point && mortal.process.kill('SIGKILL'));
    const { signal } = await mortal.gone;
    lab.watch(() => undefined);
    if (signal === 'SIGKILL') deaths += 1;
  }
  const survivor = lab.worker({ leaseMs: LEASE_MS, ...crippled });
  await lab.drained(60_000);
  survivor.process.kill('SIGTERM');
  await survivor.gone;
  const verdict = await lab.verdict();
  await lab.forget();
  return { point, verdict, deaths };
}
