/** 已知悉 and 稍后提醒 as rules of the lifecycle's table: they answer a reminder and move no deadline. */
import { comingRungs } from '../notice/ladder.js';
import type { Policy } from '../notice/model.js';
import { leaderToldAt, openReminders } from '../notice/silence.js';
import { addWorkdays, type Calendar, workdayUntil } from '../time/calendar.js';
import { type Day, dayOf, dayWithWeekday } from '../time/day.js';
import { MOST_SNOOZES } from './heard.js';
import type { Circumstances, Rule } from './rule.js';
import type { Task } from './model.js';
import { isAmending } from './status.js';

const NOTHING_OPEN = '没有等待回应的提醒，或者已经回应过。';

const isSilent = (task: Task, { policy, calendar, now }: Circumstances): boolean => openReminders(task, policy, calendar, now).length > 0;

const acknowledge: Rule = {
  closed: (task, circumstances) => {
    const { standing, policy, calendar, now } = circumstances;
    const isOpen = standing.reports ? isSilent(task, circumstances) : leaderToldAt(task, policy, calendar, now) !== null;
    return isOpen ? null : NOTHING_OPEN;
  },
  who: (standing) => standing.reports || standing.leads,
  follows: () => ({}),
};

/** The last workday to which a reminder may be put off: never past the day that is worked to. Null: there is none. */
function lastDay(task: Task, calendar: Calendar): Day | null {
  if (task.due.kind === 'standing') return null;
  return workdayUntil(calendar, isAmending(task) ? task.amendBy : task.due.day);
}

/** Workdays worth offering, before the next rung speaks anyway; the next workday only where there is no other. */
export function snoozeDays(task: Task, policy: Policy, calendar: Calendar, today: Day): readonly Day[] {
  const last = lastDay(task, calendar);
  const next = comingRungs(task, policy, calendar, today).find(({ posts }) => posts.includes('owner'))?.day;
  const days = [1, 2, 3, 4, 5].map((count) => addWorkdays(calendar, today, count));
  const fitting = days.filter((day) => last !== null && day <= last && (next === undefined || day < next));
  return fitting.length > 1 ? fitting.slice(1) : fitting;
}

const snooze: Rule = {
  closed: (task, circumstances) => {
    const last = lastDay(task, circumstances.calendar);
    if (task.heard.snoozes >= MOST_SNOOZES) return `提醒已经推迟过 ${MOST_SNOOZES} 次，不能再推迟。`;
    if (last === null || last <= dayOf(circumstances.now)) return '时限已到，提醒不能再推迟。';
    return isSilent(task, circumstances) ? null : NOTHING_OPEN;
  },
  who: (standing) => standing.reports,
  wrong: (task, action, { calendar, now }) => {
    const [today, last] = [dayOf(now), lastDay(task, calendar)];
    if (action.kind !== 'snooze' || last === null) return null;
    if (action.until <= today || action.until > last) return `请选明天到 ${dayWithWeekday(last, today)}之间的一天，不能晚于时限。`;
    return calendar.isWorkday(action.until) ? null : `${dayWithWeekday(action.until, today)}不是工作日，不发提醒。请改选工作日。`;
  },
  follows: () => ({}),
};

export const HEARING = { acknowledge, snooze } as const;
