/** The tasks that the scenes tell of: one with a whole day's case, many at once, and what may have become of them. */
import type { Task, Ticket } from '../../../core/ledger/model.js';
import { addDays, type Day } from '../../../core/time/day.js';
import { aTask, dueOn } from '../../support/make.js';
import { at, TODAY } from './scene.js';

const HALL = { measure: '增设“潮汐窗口”，高峰时段不少于 4 个', number: 31 } as const;
const MEASURES = [
  HALL.measure,
  '增设“综合窗口”',
  '推行“一件事一次办”，压减办事材料和环节',
  '重新规划窗口布局',
  '修订《窗口服务规范》并组织全员培训',
  '清理长期挂账的往来款项',
  '完善领导干部接访值班制度',
  '开展窗口作风专项整治',
  '建立群众诉求“接诉即办”台账',
] as const;

export const hall = (facts: Partial<Task> = {}): Task => aTask({ id: 't31', ...HALL, ...dueOn('2026-12-20'), ...facts });
export const many = (days: readonly number[], facts: (index: number) => Partial<Task> = () => ({})): readonly Task[] =>
  days.map((left, index) =>
    aTask({
      id: `t${31 + index}`,
      number: 31 + index,
      measure: MEASURES[index % MEASURES.length] ?? '',
      ...dueOn(addDays(TODAY, left)),
      ...facts(index),
    }),
  );
export const reported = { percent: 60, lastProgressAt: at('10:20', '2026-11-18') } as const;

export const fresh = { status: 'handedOut', signedAt: null, supervisedFrom: TODAY } as const;
export const submitted = {
  lastProgressAt: at('09:10'),
  status: 'submitted',
  percent: 100,
  submittedAt: at('09:12'),
  submittedBy: 'he',
  review: { steps: ['department'], at: 0, since: at('09:12'), asked: null },
} as const;

const ticket: Ticket = {
  ratingId: 'r1',
  windowId: 'w1',
  ratedIds: ['zhou'],
  openedAt: at('16:10', '2026-11-27'),
  hasPhone: true,
  missedCalls: 0,
  calledBackAt: null,
  answer: '',
  answeredAt: null,
  objection: null,
};
export const ticketFacts = { measure: '3 号窗口差评：态度不好，让我跑了三趟', ticket } as const;
export function ticketTask(): Task {
  return hall({ ...ticketFacts, ...dueOn('2026-12-15'), supervisedFrom: TODAY });
}
export const asking = { day: '2026-12-31', reason: '设备没有到货', askedAt: at('09:40', '2026-11-26'), askedBy: 'he' } as const;
export const node = (day: Day) => ({ name: '方案印发', acceptance: '', day, reachedAt: null, reachedBy: null, acceptedAt: null });
export const listed = (state: 'listed' | 'proposed' | 'ended') => ({ state, reason: '', by: 'song', at: at('15:30'), deadlineNumber: 1 }) as const;
