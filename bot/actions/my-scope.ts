/** What a person answers for beyond their own tasks: how it stands, and what nobody is reminded of yet. */
import type { MyTasks } from '../../core/contract/task.js';
import { forgottenWords } from '../../core/ledger/clock.js';
import { isOpen } from '../../core/ledger/status.js';
import type { Viewer } from '../../core/people/model.js';
import { mayImport, oversees, standingOf } from '../../core/people/may-do.js';
import type { Round } from '../../core/ledger/model.js';
import type { TaskRow } from '../services.js';
import { isUnconfirmedNow } from './heard-box.js';
import { lightNow } from './emergency-box.js';
import type { Desk } from './task-card.js';

const WEEK = 7;

/** `seen` is all the person may see, so that each count is what the ledger shows for it. Null: nothing beyond `own`, or nothing supervised. */
export function scopeCounts(desk: Desk, seen: readonly TaskRow[], own: ReadonlySet<string>): MyTasks['scope'] {
  if (!oversees(desk.viewer) || !seen.some(({ task }) => task.supervisedFrom !== null && !own.has(task.id))) return null;
  const lights = seen.map(({ task }) => ({ ...lightNow(task, desk), open: isOpen(task) }));
  const coming = lights.flatMap(({ light, days, open }) => (open && light !== 'red' && days !== null ? [days] : []));
  return {
    late: lights.filter(({ light }) => light === 'red').length,
    today: coming.filter((days) => days === 0).length,
    week: coming.filter((days) => days > 0 && days <= WEEK).length,
    unconfirmed: seen.filter(({ task }) => isUnconfirmedNow(task, desk)).length,
  };
}

/** For whoever commands them. */
export function forgottenClocks({ viewer, roster, now }: Desk, seen: readonly TaskRow[]): MyTasks['forgottenClocks'] {
  return seen.flatMap(({ task }) => {
    const words = forgottenWords(task, now);
    return words !== null && standingOf(viewer, task, roster).commands ? [{ id: task.id, words }] : [];
  });
}

/** By round, for whoever may press 开始督办: its tasks that remind nobody yet. */
export function notStarted(viewer: Viewer, seen: readonly TaskRow[], rounds: readonly Round[]): MyTasks['notStarted'] {
  if (!mayImport(viewer)) return [];
  return rounds.flatMap(({ id, name, supervisedFrom }) => {
    const count = seen.filter(({ task }) => task.roundId === id && task.supervisedFrom === null).length;
    return count === 0 ? [] : [{ id, name, supervised: supervisedFrom !== null, count }];
  });
}
