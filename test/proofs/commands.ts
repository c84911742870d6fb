/**
 * T15: random commands (create, move the due day, close, reopen, let days pass, kill) against a small model of what the
 * owner of a task must have been told. The model knows days by a calendar of its own.
 */
import chineseDays from 'chinese-days';
import type { Task } from '../../core/ledger/model.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { addDays, type Day, dayOf, instantAt } from '../../core/time/day.js';
import { deliver } from '../../bot/actions/deliver.js';
import { sweep } from '../../bot/actions/sweep.js';
import type { Compose, Services } from '../../bot/services.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { aFinding, aTask, CENTRE, dueOn } from '../support/make.js';
import { openTestStore, type TestStore } from '../support/database.js';
import { assembleServices } from '../../bot/assemble.js';
import { secretsFrom } from '../../bot/secrets.js';
import { chanceFrom } from './chance.js';
import { SECRET } from './worker-order.js';

export interface CommandsVerdict {
  readonly runs: number;
  readonly commands: number;
  readonly kills: number;
  /** Rungs the model wanted told, and what was wrong with what was. */
  readonly expected: number;
  readonly faults: readonly string[];
  /** Courtesies that were in the very call when their sender was killed. */
  readonly leftUnknown: number;
}

/** What the model knows of a task. */
interface Told {
  due: Day;
  number: number;
  isOpen: boolean;
  /** Watched from this day. */
  readonly from: Day;
  /** The highest rung told of this deadline number. */
  highest: number;
}

const asked = new Map<Day, boolean>();
/** Remembered: the model asks for the same days over and over, and most of a run would go by in it. */
const isWorkday = (day: Day): boolean => {
  const known = asked.get(day) ?? chineseDays.isWorkday(day);
  asked.set(day, known);
  return known;
};
const onOrAfter = (day: Day): Day => (isWorkday(day) ? day : onOrAfter(addDays(day, 1)));
const onOrBefore = (day: Day): Day => (isWorkday(day) ? day : onOrBefore(addDays(day, -1)));
const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** −7, −3, −1, 0, 1, 3, 7, 14, 21 …: the last whose day has come. */
function highestRung({ due, from }: Told, today: Day): number {
  const lateFrom = later(onOrAfter(due), onOrAfter(from));
  const offsets = [-7, -3, -1, 0, 1, 3, ...Array.from({ length: 40 }, (_, week) => 7 * (week + 1))];
  const dayOfRung = (offset: number) => (offset > 0 ? onOrAfter(addDays(lateFrom, offset)) : onOrBefore(addDays(due, offset)));
  return offsets.filter((offset) => dayOfRung(offset) <= today).at(-1) ?? Number.NEGATIVE_INFINITY;
}

const rungOf = (key: string): number => {
  const [, rung = ''] = /due-(before-\d+|day|late-\d+)/.exec(key) ?? [];
  return rung === 'day' ? 0 : rung.startsWith('before-') ? -Number(rung.slice(7)) : Number(rung.slice(5));
};

const compose: Compose = async (_services, _recipient, notices) => ({
  ...{ id: 'replaced', title: '督办', markdown: null, card: null },
  text: notices.map(({ key }) => `<${key}>`).join('\n'),
});

const LEASE_MS = 30;
/** Later than that is not told that day. */
const PATIENCE_MS = 60_000;
const POINTS = ['lane leased', 'claimed', 'looked again', 'composed', 'attempt begun', 'sent', 'settled'];
const BEGIN = instantAt('2026-01-05', '09:00');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A base and a service with a clock of its own, for one run after the other. */
interface Lane {
  readonly base: TestStore;
  readonly services: Services;
  readonly clock: { at: Date };
}

async function openLane(): Promise<Lane> {
  const base = await openTestStore();
  const clock = { at: BEGIN };
  const { store, blobs } = base;
  const nobody = { kick: () => undefined, kickSweep: () => undefined, kickTickets: () => undefined };
  const assembled = assembleServices({
    ...{ store, blobs, clock: { now: () => clock.at }, settings: { publicUrl: 'http://localhost:3000', demo: false } },
    ...{ secrets: secretsFrom(SECRET), allowedRobotHosts: [], log: silent, ...nobody },
  });
  return { base, clock, services: { ...assembled, compose } };
}

interface Asked {
  readonly runs: number;
  /** Commands of a run. */
  readonly length: number;
  readonly seed: number;
  /** Runs side by side, each on a base of its own: most of a kill is waiting for a lease to end. */
  readonly atOnce?: number;
  /** A ladder that tells everything each day. */
  readonly control?: 'isOnce';
}

/** Run `n` draws from `seed + n`, so each can be played again alone. */
export async function randomCommands({ runs, seed, atOnce = 1, ...asked }: Asked): Promise<CommandsVerdict> {
  const waiting = Array.from({ length: runs }, (_, run) => run);
  const tallies: Tally[] = [];
  const work = async (): Promise<void> => {
    const lane = await openLane();
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift())
      tallies.push(await oneRun(lane, { ...asked, run, chance: chanceFrom(seed + run) }));
    await lane.base.close();
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, runs) }, work));
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + of(tally), 0);
  return {
    ...{ runs: tallies.length, commands: sum((tally) => tally.commands), kills: sum((tally) => tally.kills) },
    ...{ expected: sum((tally) => tally.expected), leftUnknown: sum((tally) => tally.leftUnknown) },
    faults: tallies.flatMap((tally) => tally.faults),
  };
}

interface Tally {
  commands: number;
  kills: number;
  expected: number;
  leftUnknown: number;
  readonly faults: string[];
}

interface Run {
  readonly run: number;
  readonly length: number;
  readonly chance: () => number;
  readonly control?: 'isOnce';
}

async function oneRun({ base, services, clock }: Lane, { run, length, chance, control }: Run): Promise<Tally> {
  const tally: Tally = { commands: 0, kills: 0, expected: 0, leftUnknown: 0, faults: [] };
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)];
  await base.empty();
  clock.at = BEGIN;
  // The model knows the rungs alone: what silence repeats has its own properties in `core/notice/silence`.
  await base.store.settings.set('policy', { ...DEFAULT_POLICY, repeats: 0 });
  await base.store.people.saveUnits(CENTRE.units);
  await base.store.people.savePeople(CENTRE.people);
  await base.store.ledger.saveFindings([aFinding()]);
  const told = new Map<string, Told>();
  let read = 0;
  const change = async (id: string, after: (task: Task) => Partial<Task>) => {
    const [row] = await base.store.tasks.many([id]);
    if (row !== undefined) await base.store.tasks.replace({ ...row.task, ...after(row.task), version: row.task.version + 1 });
  };
  /** The first sender dies at a point of its way; the next one finds what it left. */
  const killOne = async (): Promise<void> => {
    tally.kills += 1;
    const point = pick(POINTS);
    let isDead = false;
    const reached = (at: string) => {
      if (at !== point || isDead) return;
      isDead = true;
      throw new Error('killed');
    };
    await deliver(services, { leaseMs: LEASE_MS, reached });
    await sleep(LEASE_MS + 20);
  };
  /** What was in a call is sent again after a while, if its policy says so; on a day off what waits goes on waiting. */
  const deliverAll = async (): Promise<void> => {
    const until = Date.now() + PATIENCE_MS;
    do await deliver(services, { leaseMs: 5_000 });
    while (isWorkday(dayOf(clock.at)) && (await base.store.outbox.waiting(clock.at)).length > 0 && Date.now() < until && (await sleep(50, true)));
  };
  /** What the owner of `id` heard today, against what the model wants told. */
  const judge = (id: string, task: Told, mine: readonly string[], unknown: ReadonlySet<string>): void => {
    const today = dayOf(clock.at);
    const rung = highestRung(task, today);
    if (!task.isOpen) {
      if (mine.length > 0) tally.faults.push(`run ${run}: ${mine.join()} after closing`);
    } else if (isWorkday(today) && rung > task.highest) {
      tally.expected += 1;
      const isLeft = [...unknown].some((key) => key.startsWith(`${id} : ${task.number} : `) && rungOf(key) === rung);
      if (mine.length === 0 && isLeft) tally.leftUnknown += 1;
      // A lower rung that waited meanwhile goes along; the message speaks of the highest.
      else if (Math.max(...mine.map(rungOf)) !== rung) tally.faults.push(`run ${run}: ${today} wanted ${rung}, heard ${mine.join() || 'nothing'}`);
      task.highest = rung;
    } else if (mine.length > 0) tally.faults.push(`run ${run}: ${today} heard ${mine.join()} again`);
  };
  /** Lets days pass, then a sweep and delivery, whose first sender may die. */
  const tick = async (isKilled: boolean): Promise<void> => {
    clock.at = instantAt(addDays(dayOf(clock.at), 1 + Math.floor(chance() * 4)), '09:00');
    await sweep(services);
    if (control === 'isOnce') await base.db.collection('notices').updateMany({ state: 'sent' }, { $set: { state: 'waiting' } });
    if (isKilled) await killOne();
    await deliverAll();
    const messages = (await base.store.previews.ofRoom('person:he', 10_000)).slice(read);
    read += messages.length;
    const heard = messages
      .flatMap(({ text }) => [...text.matchAll(/<([^<>]+)>/g)].map((match) => match[1] ?? ''))
      .filter((key) => key.includes('due-'));
    const unknown = new Set<string>(await base.db.collection('notices').distinct('key', { state: 'unknown' }));
    for (const [id, task] of told) {
      const mine = heard.filter((key) => key.startsWith(`${id} : `));
      judge(id, task, mine, unknown);
    }
  };
  for (; tally.commands < length; tally.commands += 1) {
    const draw = chance();
    const [open, closed] = [[...told].filter(([, task]) => task.isOpen), [...told].filter(([, task]) => !task.isOpen)];
    const due = addDays(dayOf(clock.at), Math.floor(chance() * 40) - 10);
    const [id, task] = pick(draw < 0.35 ? open : closed) ?? [];
    if (draw < 0.15 || told.size === 0) {
      const made = aTask({ ownerId: 'he', supervisedFrom: dayOf(clock.at), ...dueOn(due) });
      await base.store.tasks.insertMany([made]);
      told.set(made.id, { due, number: 1, isOpen: true, from: dayOf(clock.at), highest: Number.NEGATIVE_INFINITY });
    } else if (draw < 0.25 && id !== undefined && task !== undefined) {
      await change(id, (before) => ({ ...dueOn(due), deadlineNumber: before.deadlineNumber + 1 }));
      Object.assign(task, { due, number: task.number + 1, highest: Number.NEGATIVE_INFINITY });
    } else if (draw < 0.35 && id !== undefined && task !== undefined) {
      const closedAt = clock.at;
      await change(id, () => ({ status: 'closed', closedAt }));
      task.isOpen = false;
    } else if (draw < 0.42 && id !== undefined && task !== undefined) {
      await change(id, (before) => ({ status: 'inProgress', closedAt: null, deadlineNumber: before.deadlineNumber + 1 }));
      Object.assign(task, { isOpen: true, number: task.number + 1, highest: Number.NEGATIVE_INFINITY });
    } else await tick(draw > 0.93);
  }
  return tally;
}
