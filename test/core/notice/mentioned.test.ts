/** Whom a unit's own group names, and whom it never does. */
import { mentionedByClocks, mentionedInDigest } from '../../../core/notice/mentioned.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { rosterOf } from '../../../core/people/roster.js';
import { instantAt } from '../../../core/time/day.js';
import type { Task } from '../../../core/ledger/model.js';
import { calendar } from '../../bot/chat/morning.js';
import { aFinding, aTask, CENTRE, dueOn } from '../../support/make.js';

const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const moment = { now: instantAt('2026-11-24', '08:40'), book: bookOf({ ...DEFAULT_POLICY, mentions: true }), calendar, roster };
const row = (facts: Partial<Task>, sensitive = false) => ({
  task: aTask({ status: 'inProgress', supervisedFrom: '2026-10-12', ...facts }),
  finding: aFinding({ sensitive }),
});
const named = (rows: readonly ReturnType<typeof row>[], group = 'unit:section', of = moment) =>
  mentionedInDigest(group, rows, of).map(({ id }) => id);

const late = row({ ...dueOn('2026-11-20'), ownerId: 'he' });
const today = row({ ...dueOn('2026-11-24'), ownerId: 'zhou', coOwnerIds: ['he'] });

test('the owners and co-owners of what is late or due today, each once, the longest delay first', () => {
  expect(named([today, late, late])).toEqual(['he', 'zhou']);
});

test.each<[string, ReturnType<typeof row>]>([
  ['is due tomorrow', row({ ...dueOn('2026-11-25'), ownerId: 'he' })],
  ['waits for its reviewers', row({ ...dueOn('2026-11-20'), ownerId: 'he', status: 'submitted' })],
  ['is sensitive', row({ ...dueOn('2026-11-20'), ownerId: 'he' }, true)],
  ['was returned and has time to be put right', row({ ...dueOn('2026-11-20'), ownerId: 'he', status: 'inProgress', amendBy: '2026-11-26' })],
  ['has nobody', row({ ...dueOn('2026-11-20'), ownerId: null })],
])('nobody for what %s', (_what, one) => {
  expect(named([one])).toEqual([]);
});

test('nobody in other groups, by a policy that names nobody, and nobody who left', () => {
  expect(named([late], 'office')).toEqual([]);
  expect(named([late], 'leadingGroup')).toEqual([]);
  expect(named([late], 'unit:section', { ...moment, book: bookOf(DEFAULT_POLICY) })).toEqual([]);
  const left = rosterOf(
    CENTRE.people.map((person) => ({ ...person, active: person.id !== 'he' })),
    CENTRE.units,
    CENTRE.posts,
  );
  expect(named([late], 'unit:section', { ...moment, roster: left })).toEqual([]);
});

test('who was named to answer a running clock, in the unit’s own group alone', () => {
  const clock = {
    kind: 'hours',
    startedAt: moment.now,
    respondedAt: null,
    endedAt: null,
    number: 1,
    startedBy: 'fang',
    names: ['zhou'],
    cause: '',
    reason: '',
  } as const;
  const ids = (rows: readonly ReturnType<typeof row>[], group = 'unit:section') => mentionedByClocks(group, rows, moment).map(({ id }) => id);
  const running = { emergency: clock };
  expect(ids([row(running)])).toEqual(['zhou']);
  expect(ids([row(running, true)])).toEqual([]);
  expect(ids([row(running)], 'office')).toEqual([]);
  expect(ids([row({ emergency: { ...clock, endedAt: moment.now } })])).toEqual([]);
});
