/** Whom a unit's own group names, where the policy lets it name anybody: who must act today. Pure. */
import { runningClock } from '../ledger/clock.js';
import type { Finding, Task } from '../ledger/model.js';
import type { Person } from '../people/model.js';
import { ownersOf, type Roster } from '../people/roster.js';
import type { Moment } from './due-notices.js';
import { inDigest } from './group-morning.js';
import type { GroupId } from './model.js';
import type { PolicyBook } from './policy-book.js';

interface Row {
  readonly task: Task;
  readonly finding: Pick<Finding, 'sensitive'>;
}

const mayName = (group: GroupId, { base }: PolicyBook): boolean => base.mentions && group.startsWith('unit:');

function peopleOf(ids: readonly string[], roster: Roster): readonly Person[] {
  return [...new Set(ids)].flatMap((id) => {
    const person = roster.person(id);
    return person?.active === true ? [person] : [];
  });
}

/** The owners of what is late, due today or carried to today, the longest delay first; of a sensitive finding nobody. */
export function mentionedInDigest(group: GroupId, rows: readonly Row[], moment: Moment): readonly Person[] {
  if (!mayName(group, moment.book)) return [];
  const due = rows.flatMap(({ task, finding }) => {
    const told = finding.sensitive ? null : inDigest(task, moment);
    return told === null || told.days > 0 ? [] : [{ owners: ownersOf(task), days: told.days }];
  });
  const ids = due.sort((a, b) => a.days - b.days).flatMap(({ owners }) => owners);
  return peopleOf(ids, moment.roster);
}

/** The people who were named to answer a running emergency clock; of a sensitive finding nobody. */
export function mentionedByClocks(group: GroupId, rows: readonly Row[], { book, roster }: Pick<Moment, 'book' | 'roster'>): readonly Person[] {
  if (!mayName(group, book)) return [];
  return peopleOf(
    rows.flatMap(({ task, finding }) => (finding.sensitive ? [] : (runningClock(task)?.names ?? []))),
    roster,
  );
}
