/** T3 and T4: the gateway accepts and says nothing; it answers wrongly in every way a platform is known to. */
import type { Fault } from '../support/fake-gateway.js';
import type { Verdict } from './judge.js';
import type { Lab } from './lab.js';

const PATIENT_MS = 120_000;

export interface DroppedReplies extends Verdict {
  /** Accepted calls whose reply was dropped. */
  readonly dropped: number;
  /** Of these, attempts written down as unknown. */
  readonly knownAsUnknown: number;
  /** By policy: again waits for its repeat, once ends, merge waits for company. */
  readonly followed: { readonly again: number; readonly once: number; readonly merge: number };
}

/** A share of the calls is accepted and never answered. The repeats are not waited for: what was decided is read. */
export async function droppedReplies(
  lab: Lab,
  { messages, share, seed }: { messages: number; share: number; seed: number },
): Promise<DroppedReplies> {
  await lab.weather({ seed, delayMs: [1, 20], faults: [{ share, fault: { kind: 'dropReply' } }] });
  const robots = await lab.robots(messages);
  const policies = ['again', 'once', 'merge'] as const;
  await lab.due(robots.map(({ lane }, index) => ({ key: `n${index}`, lane, unknown: policies[index % 3] ?? 'again' })));
  const worker = lab.worker();
  await lab.until(async () => (await lab.attempts({})) >= messages && (await lab.open()) === 0, PATIENT_MS);
  worker.process.kill('SIGTERM');
  await worker.gone;
  const arrivals = (await lab.gateway({ kind: 'accepted' })) as readonly unknown[];
  const notices = lab.opened.db.collection('notices');
  const followed = {
    again: await notices.countDocuments({ unknown: 'again', unknowns: 1, state: 'waiting', merging: false, retryAt: { $ne: null } }),
    once: await notices.countDocuments({ unknown: 'once', unknowns: 1, state: 'unknown' }),
    merge: await notices.countDocuments({ unknown: 'merge', unknowns: 1, state: 'waiting', merging: true }),
  };
  const sent = await lab.attempts({ 'outcome.kind': 'sent' });
  return { ...(await lab.verdict()), dropped: arrivals.length - sent, knownAsUnknown: await lab.attempts({ 'outcome.kind': 'unknown' }), followed };
}

/** What each fault must lead to: the message goes later, its robot is stopped and the office reads it in the preview chat, or nobody knows. */
export const FAULTS: readonly { readonly name: string; readonly fault: Fault; readonly leadsTo: 'again' | 'stopped' | 'refused' | 'unknown' }[] = [
  { name: 'HTTP 500', fault: { kind: 'status', status: 500 }, leadsTo: 'again' },
  { name: 'HTTP 503 as a page', fault: { kind: 'status', status: 503, type: 'text/html', body: '<html>busy</html>' }, leadsTo: 'again' },
  { name: 'busy (-1)', fault: { kind: 'errcode', code: -1 }, leadsTo: 'again' },
  { name: 'too many (45009)', fault: { kind: 'errcode', code: 45009 }, leadsTo: 'again' },
  { name: 'hang-up before the answer', fault: { kind: 'hangUp' }, leadsTo: 'unknown' },
  { name: 'reply dropped', fault: { kind: 'dropReply' }, leadsTo: 'unknown' },
  { name: 'broken JSON', fault: { kind: 'brokenJson' }, leadsTo: 'unknown' },
  { name: 'slow beyond patience', fault: { kind: 'slow', ms: 9_000 }, leadsTo: 'unknown' },
  { name: 'a page instead of an answer', fault: { kind: 'html' }, leadsTo: 'again' },
  { name: 'robot gone (93000)', fault: { kind: 'errcode', code: 93000 }, leadsTo: 'stopped' },
  { name: 'content refused (40058)', fault: { kind: 'errcode', code: 40058 }, leadsTo: 'refused' },
  { name: 'an unlisted code (310000)', fault: { kind: 'errcode', code: 310000 }, leadsTo: 'stopped' },
];

export interface FaultVerdict {
  readonly name: string;
  readonly leadsTo: string;
  /** Of the notices that met the fault, those that went where they should. */
  readonly met: number;
  readonly asItShould: number;
  /** Others, on robots without a fault: how many, and the longest from due to accepted in milliseconds. */
  readonly others: number;
  readonly othersDone: number;
  readonly othersMs: number;
}

/** `count` robots meet the fault at their first call; as many others do not. */
export async function meet(lab: Lab, { name, fault, leadsTo }: (typeof FAULTS)[number], count: number): Promise<FaultVerdict> {
  const robots = await lab.robots(count);
  await lab.weather({ faults: [{ share: 1, fault }] });
  await lab.due(robots.map(({ lane }, index) => ({ key: `n${index}`, lane })));
  const worker = lab.worker({ concurrency: 64 });
  await lab.until(async () => (await lab.attempts({})) >= count && (await lab.open()) === 0, PATIENT_MS);
  await lab.weather({});
  const start = Date.now();
  const others = await lab.robots(count);
  await lab.due(others.map(({ lane }, index) => ({ key: `o${index}`, lane })));
  const notices = lab.opened.db.collection('notices');
  const done = () => notices.countDocuments({ key: /^o/, state: 'sent' });
  await lab.until(async () => (await done()) === count, PATIENT_MS).catch(() => undefined);
  const othersMs = Date.now() - start;
  const ways = {
    again: { $or: [{ state: 'sent' }, { state: 'waiting', tries: { $gte: 1 } }] },
    unknown: { unknowns: { $gte: 1 }, state: { $in: ['waiting', 'sent'] } },
    refused: { state: 'refused', why: { $ne: null } },
    stopped: {
      $or: [
        { lane: /^preview/, state: { $in: ['waiting', 'sent'] } },
        { state: 'dropped', why: '已改由消息预览送达' },
      ],
    },
  };
  if (leadsTo === 'stopped')
    await lab.until(async () => (await notices.countDocuments({ key: /^n/, ...ways.stopped })) === count, 60_000).catch(() => undefined);
  const asItShould = await notices.countDocuments({ key: /^n/, ...ways[leadsTo] });
  worker.process.kill('SIGTERM');
  await worker.gone;
  const verdict = { name, leadsTo, met: count, asItShould, others: count, othersDone: await done(), othersMs };
  await lab.forget();
  return verdict;
}
