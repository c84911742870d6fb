/** 我的任务: what waits for my decision, then what I own or lead, by urgency; and how what I see to stands. */
import type { MyTasks, TaskCard } from '../../core/contract/task.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import { addDays, dayWithWeekday } from '../../core/time/day.js';
import type { Services, TaskRow } from '../services.js';
import { newestMessageWords } from './my-messages.js';
import { beyondOwn, forgottenClocks } from './my-scope.js';
import { asksMe, asksMyAcceptance, asksMyOpinion, cardOf, type Desk, deskOf, waitsForMe } from './task-card.js';

const isDone = (card: TaskCard): boolean =>
  card.status === 'closed' || card.status === 'routine' || card.status === 'submitted' || card.status === 'toVerify';

/** What runs by the hour first, then red, then by day, then standing; what waits for others last. */
function byUrgency(a: TaskCard, b: TaskCard): number {
  const rank = (card: TaskCard) => (card.clockWords !== null ? -1 : isDone(card) ? 2 : card.due.day === null ? 1 : 0);
  return rank(a) - rank(b) || (a.due.day ?? '9').localeCompare(b.due.day ?? '9') || a.number - b.number;
}

/** A liaison 联络员 reports for the owners of their units: the open tasks there are theirs to see first, too. */
async function ofLiaison({ store }: Services, viewer: Viewer, known: ReadonlySet<string>): Promise<readonly TaskRow[]> {
  const unitIds = viewer.unitsBelow.liaison ?? [];
  if (unitIds.length === 0) return [];
  const rows = await store.tasks.all({ everything: false, unitIds, personId: null, beforeStart: false }, { open: true, ledBy: unitIds });
  return rows.filter(({ task }) => !known.has(task.id));
}

/** Asks the base for what it shows: however many tasks there are, few are read. */
export async function myTasks(services: Services, viewer: Viewer): Promise<MyTasks> {
  const { store } = services;
  const desk = await deskOf(services, viewer);
  const scope = scopeOf(viewer);
  const rounds = await store.ledger.rounds();
  const named = (await store.tasks.ofPerson(viewer.person.id)).filter((row) => row.task.supervisedFrom !== null);
  const mine = [...named, ...(await ofLiaison(services, viewer, new Set(named.map(({ task }) => task.id))))];
  const undecided = await store.tasks.all(scope, { undecided: true });
  const cardsOf = (rows: readonly TaskRow[]): TaskCard[] => rows.map((row) => cardOf(desk, row)).sort(byUrgency);
  const toDecide = (asks: (desk: Desk, row: TaskRow) => boolean): TaskCard[] => cardsOf(undecided.filter((row) => asks(desk, row)));
  const tasks = cardsOf(mine).filter((card) => !card.waitsForMe);
  const active = tasks.filter((card) => !isDone(card));
  const late = active.filter((card) => card.light === 'red').length;
  const soon = addDays(desk.today, 7);
  const week = active.filter((card) => card.light !== 'red' && card.due.day !== null && card.due.day <= soon).length;
  const nextDay = active.map((card) => card.due.day).find((day) => day !== null && day >= desk.today) ?? null;
  return {
    review: toDecide(waitsForMe),
    opinions: toDecide(asksMyOpinion),
    milestones: toDecide(asksMyAcceptance),
    extensions: toDecide(asksMe),
    tasks,
    counts: { late, week, rest: tasks.length - late - week },
    next: nextDay === null ? null : `下一项在 ${dayWithWeekday(nextDay, desk.today)}。`,
    today: desk.today,
    isBaseEmpty: rounds.length === 0,
    ...(await beyondOwn(services, desk, mine.filter(({ task }) => task.supervisedFrom !== null).length, rounds)),
    forgottenClocks: forgottenClocks(desk, await store.tasks.all(scope, { clockRuns: true })),
    newestMessageWords: await newestMessageWords(services, viewer),
  };
}
