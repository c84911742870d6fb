/** What a screen shows of reminders and their answers: the one that waits for mine, and who answered what. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { snoozeDays } from '../../core/ledger/heard-rules.js';
import type { Allowed } from '../../core/ledger/rule.js';
import type { DubanEvent, Task } from '../../core/ledger/model.js';
import type { Policy } from '../../core/notice/model.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { isUnconfirmed, leaderToldAt, openReminders } from '../../core/notice/silence.js';
import { dayOf, dayWithWeekday, dayWords } from '../../core/time/day.js';
import { actorWords } from './history-words.js';
import type { Desk } from './task-card.js';

type Policed = Pick<Desk, 'book' | 'roster' | 'calendar' | 'now' | 'today'>;

const ruleOf = (task: Task, { book, roster }: Policed): Policy => policyFor(book, task, roster);

export const isUnconfirmedNow = (task: Task, desk: Policed): boolean => isUnconfirmed(task, ruleOf(task, desk), desk.calendar, desk.now);

/** When what waits for an answer was told last; null: nothing waits. */
function lastToldAt(task: Task, desk: Policed): Date | null {
  const told = openReminders(task, ruleOf(task, desk), desk.calendar, desk.now).map(({ toldAt }) => toldAt);
  return told.sort((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

/** For whoever may answer now: an owner or liaison, or the leader of what reached them. */
export function reminderBox(task: Task, desk: Desk, reports: boolean, allowed: readonly Allowed[]): TaskDetail['reminder'] {
  const may = (kind: Allowed['kind']) => allowed.some((one) => one.kind === kind);
  if (!may('acknowledge')) return null;
  const policy = ruleOf(task, desk);
  const toldAt = reports ? lastToldAt(task, desk) : leaderToldAt(task, policy, desk.calendar, desk.now);
  if (toldAt === null) return null;
  const days = may('snooze') ? snoozeDays(task, policy, desk.calendar, desk.today) : [];
  return {
    words: `${dayWithWeekday(dayOf(toldAt), desk.today)}的提醒等您回应。`,
    snoozeDays: days.map((day) => ({ day, words: dayWithWeekday(day, desk.today) })),
  };
}

function answerWords(event: DubanEvent, { roster, today }: Policed): string {
  const by = actorWords(event, roster);
  if (event.action === 'acknowledge') return `${by} 已知悉 ${dayWords(dayOf(event.at), today)}`;
  return `${by} 稍后提醒至 ${dayWords(String(event.data['until']), today)}（第 ${Number(event.data['count'])} 次）`;
}

/** Under the present deadline: of each person the last of either kind, newest first. */
export function heardWords(task: Task, events: readonly DubanEvent[], desk: Policed): string[] {
  const { since } = task.heard;
  const answers = events.filter(({ action, at }) => (action === 'acknowledge' || action === 'snooze') && (since === null || at >= since));
  const last = new Map(answers.map((event) => [`${event.by} ${event.action}`, event]));
  const toldAt = isUnconfirmedNow(task, desk) ? lastToldAt(task, desk) : null;
  return [
    ...(toldAt === null ? [] : [`未确认：${dayWords(dayOf(toldAt), desk.today)}提醒后，责任人还没有回应`]),
    ...[...last.values()].sort((a, b) => b.at.getTime() - a.at.getTime()).map((event) => answerWords(event, desk)),
  ];
}
