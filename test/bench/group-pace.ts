/**
 * P7: a thousand due tasks of fifty people in five units, each unit with a group whose robot takes twenty a minute: one sweep, then
 * delivery until all is told. Beside a message for each task, which the robots' limit alone makes take that long.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver } from '../../bot/actions/deliver.js';
import { sweep } from '../../bot/actions/sweep.js';
import { addDays, dayOf } from '../../core/time/day.js';
import { type Lab, openLab } from '../proofs/lab.js';
import { speakingServicesOfLab } from '../proofs/lab-services.js';
import { aFinding, aPerson, aRound, aTask, dueOn } from '../support/make.js';
import type { Bed, Report } from './bed.js';

const [TASKS, PEOPLE, GROUPS, PER_MINUTE] = [1_000, 50, 5, 20];
const MINUTE_MS = 60_000;

const unitOf = (index: number): string => `unit${index % GROUPS}`;
const ownerOf = (index: number): string => `owner${index % PEOPLE}`;

async function fill({ opened: { store, db }, worldNow, robots }: Lab): Promise<void> {
  const today = dayOf(worldNow());
  const units = Array.from({ length: GROUPS }, (_, index) => ({ id: unitOf(index), name: `第${index + 1}科`, parentId: null }));
  await store.people.saveUnits(units);
  await store.people.savePeople(Array.from({ length: PEOPLE }, (_, index) => aPerson(ownerOf(index), `责任人${index}`, { unitId: unitOf(index) })));
  await store.ledger.saveRound(aRound());
  await store.ledger.saveFindings([aFinding()]);
  await store.tasks.insertMany(
    Array.from({ length: TASKS }, (_, index) =>
      aTask({ ...dueOn(addDays(today, 3)), unitId: unitOf(index), ownerId: ownerOf(index), leaderId: null, lastProgressAt: worldNow() }),
    ),
  );
  for (const [index, { id }] of (await robots(GROUPS)).entries())
    await db.collection<{ _id: string }>('robots').updateOne({ _id: id }, { $set: { group: `unit:${unitOf(index)}` } });
}

export async function benchGroupPace({ uri }: Bed): Promise<Report> {
  const lab = await openLab(uri);
  await lab.weather({ delayMs: [50, 150] });
  await fill(lab);
  const services = speakingServicesOfLab(lab);
  const { made } = await sweep(services);
  const start = Date.now();
  while ((await lab.waiting()) > 0) {
    await deliver(services, { concurrency: 50 });
    await sleep(200);
  }
  const seconds = (Date.now() - start) / 1_000;
  const toGroups = ((await lab.gateway({ kind: 'accepted' })) as readonly unknown[]).length;
  const toPeople = await lab.opened.db.collection('previews').countDocuments();
  const told = await lab.opened.db.collection('notices').countDocuments({ state: 'sent' });
  await lab.close();
  const most = Math.ceil(toGroups / (PER_MINUTE * GROUPS)) * (MINUTE_MS / 1_000) * 1.12;
  const alone = Math.ceil(TASKS / (PER_MINUTE * GROUPS));
  return {
    results: [],
    told: [
      {
        name: `P7 ${TASKS} due tasks, ${PEOPLE} people, ${GROUPS} groups under ${PER_MINUTE} a minute`,
        found: `${made} notices, ${told} told in ${toPeople + toGroups} messages (${toPeople} to people, ${toGroups} to groups; aim ≤ 100) in ${seconds.toFixed(1)} s (aim ≤ ${most.toFixed(0)} s); a message for each task: ${TASKS} messages, at least ${alone} minutes by the limit alone`,
      },
    ],
  };
}
