/** What the office is told of ratings and waiting times, in words. Pure. */
import type { Task } from '../ledger/model.js';
import type { NoteToTell } from '../notice/note.js';
import { type Day, monthInFull, monthWords, timeOf } from '../time/day.js';
import { LEVEL_WORDS } from './levels.js';
import type { Level, RatingRules, ServiceWindow } from './model.js';
import { changeWords, minutesWords, type MonthReport } from './month-report.js';
import { rateWords, satisfiedOf, totalOf } from './satisfaction.js';
import type { WaitAlarm } from './waiting.js';

/** A citizen who was answered is still dissatisfied. */
export const followUpNote = (ratingId: string, level: Level, task: Pick<Task, 'id' | 'number' | 'measure'>): NoteToTell => ({
  about: `follow-up-${ratingId}`,
  title: `差评答复后，群众追评“${LEVEL_WORDS[level]}”`,
  lines: [`T${task.number} ${task.measure}`, '请核实整改和答复，必要时重新整改。'],
  opens: { page: 'task', id: task.id },
  urgent: false,
});

/** Once a window a day. */
export const waitNote = (window: Pick<ServiceWindow, 'id' | 'name'>, alarm: WaitAlarm, { waitTarget }: RatingRules, today: Day): NoteToTell => ({
  about: `waiting-${window.id}-${today}`,
  title: `等候超过目标：${window.name}`,
  lines: [`从 ${timeOf(alarm.since)} 起等候一直超过 ${waitTarget} 分钟，现在 ${alarm.minutes} 分钟。`, '请增开窗口或分流；今天不再重复提醒。'],
  opens: { page: 'satisfaction' },
  urgent: true,
});

export const monthNoteAbout = (month: string): string => `windows-${month}`;

export const monthNote = (report: MonthReport): NoteToTell => ({
  about: monthNoteAbout(report.month),
  title: `${monthInFull(report.month)}服务窗口月报`,
  lines: linesOf(report),
  opens: { page: 'satisfaction' },
  urgent: false,
});

function linesOf({ month, target, counts, waited, before, windows }: MonthReport): readonly string[] {
  const total = totalOf(counts);
  const rated = total === 0 ? '没有评价' : `共有 ${total} 次有效评价，满意率 ${rateWords(satisfiedOf(counts), total)}`;
  const change = changeWords(waited, before);
  const waiting =
    waited.readings === 0
      ? '没有等候时间的读数'
      : `平均等候 ${minutesWords(waited)}（目标 ${target} 分钟以内）${change === null ? '' : `，${change}`}`;
  const [slowest] = windows;
  const slow =
    slowest === undefined || slowest.waited.average <= target
      ? []
      : [
          `等得最久的是${slowest.name}，平均 ${minutesWords(slowest.waited)}${slowest.busiest === null ? '' : `，${slowest.busiest.hour} 点前后最忙`}。请考虑增开窗口或分流。`,
        ];
  return [`${monthWords(month)}${rated}；${waiting}。`, ...slow, '月报在“更多”里的“满意度”下载。'];
}

/** `name`: of whoever was chosen; `rate`: by what figures, as a sentence without its full stop. Told to groups. */
export const starNote = (about: string, month: string, name: string, rate: string): NoteToTell => ({
  about,
  title: `${monthInFull(month)}服务之星：${name}`,
  lines: [`${rate}。`, '感谢每一位窗口人员的付出。'],
  opens: null,
  urgent: false,
});
