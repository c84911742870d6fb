/** One task as a list shows it. */
import type { TaskCard } from '../../core/contract/task.js';
import { daysUntil } from '../../core/insight/light.js';
import { dueWords } from '../../core/ledger/due-words.js';
import { decidesOnTime } from '../../core/ledger/extension-rules.js';
import { STATUS_WORDS } from '../../core/ledger/action-words.js';
import { allowedActions } from '../../core/ledger/lifecycle.js';
import type { Task, TaskActionKind } from '../../core/ledger/model.js';
import { awaitsAcceptance } from '../../core/ledger/milestones.js';
import { isAskedOf } from '../../core/ledger/review.js';
import { isInReview, isOpen } from '../../core/ledger/status.js';
import { type PolicyBook, policyFor } from '../../core/notice/policy-book.js';
import { reviewBy } from '../../core/notice/watches.js';
import { standingOf } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import type { Calendar } from '../../core/time/calendar.js';
import { type Day, dayOf, dayWithWeekday } from '../../core/time/day.js';
import type { InReview, Services, TaskRow } from '../services.js';
import { isUnconfirmedNow } from './heard-box.js';
import { listedWords } from './listing-box.js';
import { nextMilestone } from './milestone-box.js';
import { stepWords } from './review-box.js';
import { clockWordsOf, lightNow } from './emergency-box.js';

/** What every card of one answer is drawn with. */
export interface Desk {
  readonly viewer: Viewer;
  readonly roster: Roster;
  readonly book: PolicyBook;
  readonly calendar: Calendar;
  readonly now: Date;
  readonly today: Day;
}

export async function deskOf(services: Services, viewer: Viewer): Promise<Desk> {
  const [roster, book, calendar] = await Promise.all([services.roster(), services.policyBook(), services.calendar()]);
  const now = services.clock.now();
  return { viewer, roster, book, calendar, now, today: dayOf(now) };
}

export const waitsForMe = (desk: Desk, { task }: { readonly task: InReview }): boolean =>
  isInReview(task) && task.supervisedFrom !== null && standingOf(desk.viewer, task, desk.roster).reviews;

/** A request for more time that this person may decide on. */
export const asksMe = (desk: Desk, { task }: TaskRow): boolean =>
  task.extension !== null && decidesOnTime(standingOf(desk.viewer, task, desk.roster), task, desk.viewer.person.id);

/** A milestone was reported, and this person says whether it counts. */
export const asksMyAcceptance = (desk: Desk, { task }: TaskRow): boolean =>
  isOpen(task) && task.milestones.some(awaitsAcceptance) && standingOf(desk.viewer, task, desk.roster).reviews;

/** Somebody who decides wants this person's opinion. */
export const asksMyOpinion = ({ viewer }: Desk, { task }: TaskRow): boolean => isInReview(task) && isAskedOf(task, viewer.person.id);

/** By when it is to be decided, for whoever decides and whoever waits. */
function reviewWords(task: Task, { book, roster, calendar, today, now }: Desk): string | null {
  const by = reviewBy(task, policyFor(book, task, roster), calendar);
  if (by === null) return null;
  const left = daysUntil(by, today, calendar);
  const step = stepWords(task, { book, roster, now });
  const words = left < 0 ? `审核已超期 ${-left} 天` : `${dayWithWeekday(by, today)}前审核`;
  return step === null ? words : `${step} · ${words}`;
}

/** None of them hangs on what was reported so far, so a list need not read each task's events. */
function shortcutsOf(task: Task, { viewer, roster, now, book, calendar }: Desk): TaskCard['shortcuts'] {
  const standing = standingOf(viewer, task, roster);
  const allowed = allowedActions(task, {
    standing,
    personId: viewer.person.id,
    now,
    policy: policyFor(book, task, roster),
    calendar,
    evidence: [],
    reports: 0,
    unanswered: null,
    urgedToday: false,
  });
  const isOpen = (kind: TaskActionKind) => allowed.some((one) => one.kind === kind && one.missing === null);
  // A response signs too.
  const shown = isOpen('respond') ? (['respond', 'progress', 'acknowledge'] as const) : (['sign', 'progress', 'acknowledge'] as const);
  return shown.filter(isOpen);
}

/** What a card says of the task itself, whoever looks. */
export type TaskFacts = Omit<
  TaskCard,
  'waitsForMe' | 'reviewWords' | 'clockWords' | 'milestone' | 'extensionWords' | 'isUnconfirmed' | 'shortcuts' | 'version' | 'id' | 'status'
>;

export function factsOf(desk: Desk, { task, finding }: TaskRow): TaskFacts {
  const { roster, today } = desk;
  const light = lightNow(task, desk);
  return {
    number: task.number,
    measure: task.measure,
    findingNumber: finding.number,
    category: finding.category,
    unitName: roster.unit(task.unitId)?.name ?? '',
    ownerName: roster.person(task.ownerId)?.name ?? null,
    leaderName: roster.person(task.leaderId)?.name ?? null,
    due: {
      kind: task.due.kind,
      day: task.due.kind === 'standing' ? null : task.due.day,
      words: dueWords(task.due, today),
      originalWords: task.originalDue === null ? null : dueWords(task.originalDue, today),
    },
    light: light.light,
    lightWords: light.words,
    statusWords: STATUS_WORDS[task.status],
    percent: task.percent,
    returnedCount: task.returnedCount,
    listedWords: listedWords(task, desk),
  };
}

export function cardOf(desk: Desk, row: TaskRow): TaskCard {
  const { task } = row;
  return {
    id: task.id,
    status: task.status,
    waitsForMe: waitsForMe(desk, row),
    reviewWords: reviewWords(task, desk),
    clockWords: clockWordsOf(task, desk),
    milestone: nextMilestone(task, desk),
    extensionWords: task.extension === null ? null : `申请延至 ${dayWithWeekday(task.extension.day, desk.today)}`,
    isUnconfirmed: isUnconfirmedNow(task, desk),
    shortcuts: shortcutsOf(task, desk),
    version: task.version,
    ...factsOf(desk, row),
  };
}
