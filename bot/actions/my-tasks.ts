/** 我的任务: what waits for my decision, then what I own or lead, by urgency; and how what I see to stands. */
import type { MyTasks, TaskCard } from '../../core/contract/task.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import { addDays, dayWithWeekday } from '../../core/time/day.js';
import { isOpen } from '../../core/ledger/status.js';
import type { Services, TaskRow } from '../services.js';
import { newestMessageWords } from './my-messages.js';
import { forgottenClocks, notStarted, scopeCounts } from './my-scope.js';
import { asksMe, asksMyAcceptance, asksMyOpinion, cardOf, deskOf, waitsForMe } from './task-card.js';

const isDone = (card: TaskCard): boolean =>
  card.status === 'closed' || card.status === 'routine' || card.status === 'submitted' || card.status === 'toVerify';

/** What runs by the hour first, then red, then by day, then standing; what waits for others last. */
function byUrgency(a: TaskCard, b: TaskCard): number {
  const rank = (card: TaskCard) => (card.clockWords !== null ? -1 : isDone(card) ? 2 : card.due.day === null ? 1 : 0);
  return rank(a) - rank(b) || (a.due.day ?? '9').localeCompare(b.due.day ?? '9') || a.number - b.number;
}

/** A liaison 联络员 reports for the owners of their units: the open tasks there are theirs to see first, too. */
async function ofLiaison(services: Services, viewer: Viewer, known: ReadonlySet<string>): Promise<readonly TaskRow[]> {
  const unitIds = viewer.unitsBelow.liaison ?? [];
  if (unitIds.length === 0) return [];
  const rows = await services.store.tasks.all({ everything: false, unitIds, personId: null, beforeStart: false }, {});
  return rows.filter(({ task }) => isOpen(task) && unitIds.includes(task.unitId) && !known.has(task.id));
}

export async function myTasks(services: Services, viewer: Viewer): Promise<MyTasks> {
  const desk = await deskOf(services, viewer);
  const scope = scopeOf(viewer);
  const rounds = await services.store.ledger.rounds();
  const named = (await services.store.tasks.ofPerson(viewer.person.id)).filter((row) => row.task.supervisedFrom !== null);
  const mine = [...named, ...(await ofLiaison(services, viewer, new Set(named.map(({ task }) => task.id))))];
  const inReview = await services.store.tasks.awaitingReview(scope);
  const waiting = inReview.filter((row) => waitsForMe(desk, row));
  const tasks = mine
    .map((row) => cardOf(desk, row))
    .filter((card) => !card.waitsForMe)
    .sort(byUrgency);
  const active = tasks.filter((card) => !isDone(card));
  const late = active.filter((card) => card.light === 'red').length;
  const soon = addDays(desk.today, 7);
  const week = active.filter((card) => card.light !== 'red' && card.due.day !== null && card.due.day <= soon).length;
  const seen = await services.store.tasks.all(scope, {});
  const nextDay = active.map((card) => card.due.day).find((day) => day !== null && day >= desk.today) ?? null;
  const asking = (await services.store.tasks.askingExtension(scope)).filter((row) => asksMe(desk, row));
  return {
    review: waiting.map((row) => cardOf(desk, row)).sort(byUrgency),
    opinions: inReview
      .filter((row) => asksMyOpinion(desk, row))
      .map((row) => cardOf(desk, row))
      .sort(byUrgency),
    milestones: seen
      .filter((row) => asksMyAcceptance(desk, row))
      .map((row) => cardOf(desk, row))
      .sort(byUrgency),
    extensions: asking.map((row) => cardOf(desk, row)).sort(byUrgency),
    tasks,
    counts: { late, week, rest: tasks.length - late - week },
    next: nextDay === null ? null : `下一项在 ${dayWithWeekday(nextDay, desk.today)}。`,
    today: desk.today,
    isBaseEmpty: rounds.length === 0,
    scope: scopeCounts(desk, seen, new Set(mine.map(({ task }) => task.id))),
    forgottenClocks: forgottenClocks(desk, seen),
    notStarted: notStarted(viewer, seen, rounds),
    newestMessageWords: await newestMessageWords(services, viewer),
  };
}
