/** What a reader is told of one task when notices of several ladders meet. */
import type { NoticeDraft } from '../../../core/notice/model.js';
import { itemsOf, keyOf } from '../../../core/notice/digest.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aFinding, aTask, dueOn } from '../../support/make.js';

const TODAY = '2026-11-26';
const asked = (rung: string, posts: NoticeDraft['posts']): NoticeDraft => ({
  key: rung,
  kind: 'rung',
  recipient: { kind: 'person', id: 'he' },
  taskId: 'the-task',
  deadlineNumber: 1,
  rung,
  posts,
  vacant: null,
  notBefore: instantAt(TODAY, '08:40'),
  unknown: 'once',
  facts: {},
  day: TODAY,
});

const told = (day: string, ...notices: readonly NoticeDraft[]) => {
  const task = aTask({ id: 'the-task', status: 'handedOut', signedAt: null, supervisedFrom: '2026-11-24', ...dueOn(day) });
  const [item] = itemsOf(notices, new Map([[task.id, { task, finding: aFinding() }]]), TODAY, calendarOf(HOLIDAYS));
  return item === undefined ? null : [item.matter, keyOf(item)];
};

test('what waits for a decision comes before what is merely told, whatever came into the house last', () => {
  const matters = (['unlisted', 'listingProposed', 'milestoneReached', 'submitted', 'passed'] as const).map((kind, at) => {
    const task = aTask({ id: `task-${at}`, ...dueOn('2026-12-30') });
    return { task, notice: { ...asked(kind, kind === 'unlisted' ? ['leader'] : ['reviewer']), kind, taskId: task.id } };
  });
  const facts = new Map(matters.map(({ task }) => [task.id, { task, finding: aFinding() }]));
  const items = itemsOf(
    matters.map(({ notice }) => notice),
    facts,
    TODAY,
    calendarOf(HOLIDAYS),
  );
  expect(items.map(({ matter }) => matter)).toEqual(['proposed', 'checkpoint', 'review', 'unlisted', 'passed']);
});

describe('one task under several ladders', () => {
  test('an owner whose signature is asked reads that the task is late, not only that it is unsigned', () => {
    expect(told('2026-11-24', asked('sign-day', ['owner']))).toEqual(['late', '逾期2天']);
    expect(told('2026-11-30', asked('sign-day', ['owner']))).toEqual(['sign', '待签收']);
  });

  test('whoever is told because nobody signed reads just that', () => {
    expect(told('2026-11-24', asked('sign-late-1', ['leader']))).toEqual(['sign', '未签收']);
  });

  test('the due day outweighs the hand-out', () => {
    expect(told('2026-11-27', asked('sign-before-2', ['owner']), asked('due-before-1', ['owner']))).toEqual(['near', '明天到期']);
  });
});
