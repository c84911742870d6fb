/** What a person answers for beyond their own tasks: how it stands, and what nobody is reminded of yet. Counted by the base. */
import type { MyTasks } from '../../core/contract/task.js';
import { notLateFrom } from '../../core/insight/light.js';
import { forgottenWords } from '../../core/ledger/clock.js';
import type { Round } from '../../core/ledger/model.js';
import { mayImport, oversees, standingOf } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import { addDays, type Day } from '../../core/time/day.js';
import type { Services, TaskCell, TaskRow } from '../services.js';
import { countIn } from './asked-tasks.js';
import { renewReckoned } from './reckoned-tasks.js';
import type { Desk } from './task-card.js';

const WEEK = 7;

type Beyond = Pick<MyTasks, 'scope' | 'notStarted'>;

/** `own`: how many supervised tasks the person's own list tells already. */
export async function beyondOwn(services: Services, desk: Desk, own: number, rounds: readonly Round[]): Promise<Beyond> {
  const { viewer } = desk;
  if (!oversees(viewer) && !mayImport(viewer)) return { scope: null, notStarted: [] };
  await renewReckoned(services, desk);
  const cells = await services.store.tasks.cells(scopeOf(viewer), {});
  return { scope: await scopeCounts(services, desk, cells, own), notStarted: notStarted(viewer, cells, rounds) };
}

/** Each count is what the ledger shows for it. Null: nothing beyond one's own, or nothing supervised. */
async function scopeCounts({ store }: Services, desk: Desk, cells: readonly TaskCell[], own: number): Promise<MyTasks['scope']> {
  if (!oversees(desk.viewer) || countIn(cells.filter(({ supervised }) => supervised)) <= own) return null;
  const { today, calendar } = desk;
  const dueWithin = async (from: Day, until: Day): Promise<number> =>
    countIn(await store.tasks.unitCounts(scopeOf(desk.viewer), { due: { from, until }, lightNot: 'red' }));
  return {
    late: countIn(cells.filter(({ light }) => light === 'red')),
    today: await dueWithin(notLateFrom(today, calendar), today),
    week: await dueWithin(addDays(today, 1), addDays(today, WEEK)),
    unconfirmed: countIn(cells.filter(({ unconfirmed }) => unconfirmed)),
  };
}

/** By round, for whoever may press 开始督办: its tasks that remind nobody yet. */
function notStarted(viewer: Viewer, cells: readonly TaskCell[], rounds: readonly Round[]): MyTasks['notStarted'] {
  if (!mayImport(viewer)) return [];
  return rounds.flatMap(({ id, name, supervisedFrom }) => {
    const count = countIn(cells.filter(({ roundId, supervised }) => roundId === id && !supervised));
    return count === 0 ? [] : [{ id, name, supervised: supervisedFrom !== null, count }];
  });
}

/** Of these, for whoever commands them. */
export function forgottenClocks({ viewer, roster, now }: Desk, running: readonly TaskRow[]): MyTasks['forgottenClocks'] {
  return running.flatMap(({ task }) => {
    const words = forgottenWords(task, now);
    return words !== null && standingOf(viewer, task, roster).commands ? [{ id: task.id, words }] : [];
  });
}
