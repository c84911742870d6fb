/** What an act tells whom, in its own transaction. */
import { decide } from '../../../core/ledger/lifecycle.js';
import type { Task, TaskAction } from '../../../core/ledger/model.js';
import { type ActToTell, noticesOfAct } from '../../../core/notice/act-notices.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { noticesOf } from '../../../core/notice/due-notices.js';
import { rosterOf } from '../../../core/people/roster.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aPhoto, aTask, CENTRE, dueOn } from '../../support/make.js';

const moment = {
  now: instantAt('2026-11-24', '10:00'),
  book: bookOf(DEFAULT_POLICY),
  calendar: calendarOf(HOLIDAYS),
  roster: rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts),
};
const ALL = { reports: true, forId: null, reviews: true, office: true, above: true, leads: true, commands: true, rated: false };

function told(before: Task, action: TaskAction, by: string, cameBack: ActToTell['cameBack'] = null) {
  const { after } = decide(before, action, {
    standing: ALL,
    personId: by,
    ...moment,
    policy: DEFAULT_POLICY,
    evidence: [aPhoto()],
    reports: 1,
    unanswered: null,
    urgedToday: false,
  });
  const actor = moment.roster.person(by);
  if (actor === null) throw new Error(`nobody is called ${by}`);
  return { after, drafts: noticesOfAct({ before, after, action, actor, cameBack, ...moment }) };
}
const names = (drafts: readonly { readonly recipient: { readonly id: string }; readonly rung: string }[]) =>
  drafts.map(({ recipient, rung }) => `${recipient.id} ${rung}`).sort();

const open = aTask({ ...dueOn('2026-11-20'), version: 4 });
const submitted: Task = { ...open, status: 'submitted', submittedBy: 'he', submittedAt: instantAt('2026-11-19', '10:00') };

describe('an act tells', () => {
  test('the reviewers of a submission', () => {
    expect(names(told(open, { kind: 'submit', text: '' }, 'he').drafts)).toEqual(['lin submitted-5']);
  });

  test('the owner of a return, with the reason, and its ladder goes along in the same message', () => {
    const { after, drafts } = told(submitted, { kind: 'return', reason: '缺会议纪要' }, 'lin');
    expect(names(drafts)).toEqual(['he due-day', 'he returned-5']);
    expect(drafts[0]?.facts).toEqual({ by: '林静', said: '缺会议纪要' });
    const known = new Set(drafts.map(({ key }) => key));
    expect(noticesOf(after, moment).filter(({ key }) => !known.has(key))).toEqual([]);
  });

  test('owner and leader of a pass and of a reopening, and nobody further up', () => {
    expect(names(told(submitted, { kind: 'pass', opinion: '' }, 'lin').drafts)).toEqual(['chen passed-5', 'he passed-5']);
    const closed: Task = { ...open, status: 'closed', closedAt: instantAt('2026-11-21', '10:00') };
    const { after, drafts } = told(closed, { kind: 'reopen', reason: '反弹' }, 'fang');
    expect(names(drafts)).toEqual(['chen reopened-5', 'he due-day', 'he reopened-5']);
    expect(after.amendBy).toBe('2026-12-01');
    expect(noticesOf(after, moment).filter(({ recipient }) => recipient.id === 'song')).toEqual([]);
  });

  test('nobody of what they did themselves, nor of a report or a signature', () => {
    expect(names(told({ ...submitted, leaderId: 'lin' }, { kind: 'pass', opinion: '' }, 'lin').drafts)).toEqual(['he passed-5']);
    expect(told(open, { kind: 'progress', text: '', percent: 10, evidenceIds: [] }, 'he').drafts).toEqual([]);
  });

  test('a second return as it told the first', () => {
    const first = told(submitted, { kind: 'return', reason: '缺会议纪要' }, 'lin').drafts;
    const second = told({ ...submitted, version: 8, deadlineNumber: 2 }, { kind: 'return', reason: '缺会议纪要' }, 'lin').drafts;
    expect(second.map(({ key }) => key).filter((key) => first.some((one) => one.key === key))).toEqual([]);
  });

  test('after working hours, on the next workday', () => {
    const late = { ...moment, now: instantAt('2026-11-27', '19:00') };
    const actor = moment.roster.person('he');
    if (actor === null) throw new Error('no owner');
    const [draft] = noticesOfAct({ before: open, after: submitted, action: { kind: 'submit', text: '' }, actor, cameBack: null, ...late });
    expect(draft?.notBefore).toEqual(instantAt('2026-11-30', '08:40'));
  });
});
