/**
 * What taking a ledger over would do to the base: decided whole before anything is written, so that the screen and the
 * commit say the same. Pure; ids come from the caller.
 */
import type { Person, Unit } from '../people/model.js';
import { dayOf } from '../time/day.js';
import type { ImportBase, PersonChoices } from './import-base.js';
import { compareFinding, compareTask, type RowIds } from './import-compare.js';
import { matchLedger, type Matched } from './import-match.js';
import { type NewTask, newTask } from './import-new-task.js';
import { leaderPlace, type PeopleRead, readPeople } from './import-people.js';
import { readUnits, type UnitsRead } from './import-units.js';
import type { Finding, Round, Task } from './model.js';
import type { FindingDraft, LedgerDraft, TaskDraft } from './sheet/draft.js';

export interface PlannedRow {
  readonly draft: TaskDraft;
  readonly compared: 'new' | 'same' | 'changed';
  readonly changes: readonly string[];
  /** Exactly one of the two, except for a row that stays the same or has faults. */
  readonly added: NewTask | null;
  readonly changed: Task | null;
}

export interface ImportPlan {
  readonly round: Round;
  readonly isNewRound: boolean;
  readonly units: UnitsRead;
  readonly people: PeopleRead;
  /** New and changed ones. */
  readonly findings: readonly Finding[];
  readonly rows: readonly PlannedRow[];
  /** Tasks of the round that the ledger no longer names; they stay. */
  readonly lacking: readonly Task[];
}

export interface PlanContext {
  readonly choices: PersonChoices;
  readonly now: Date;
  readonly newId: () => string;
  /** The id a new round gets. */
  readonly roundId: string;
}

export function planImport(draft: LedgerDraft, base: ImportBase, context: PlanContext): ImportPlan {
  const matched = matchLedger(draft, base.findings, base.tasks);
  const units = readUnits(draft, matched, base, context.newId);
  const people = readPeople(draft, matched, units, base, context.choices, context.newId);
  const round = base.round ?? newRound(draft, units, context);
  const findings = planFindings(draft, matched, round, context.newId);
  const names = namesOf([...base.units, ...units.added], [...base.people, ...people.added]);
  const today = dayOf(context.now);
  const told = new Set<FindingDraft>();
  const rows = draft.tasks.map((row): PlannedRow => {
    const ids = idsOf(row, draft, units, people);
    const before = matched.tasks.get(row);
    if (before === undefined)
      return { draft: row, compared: 'new', changes: [], changed: null, added: newTask(row, ids, round, findings.idOf(row.finding), context.newId) };
    const { after, changes } = compareTask(before, row, ids, names, today);
    // A finding's own change is told once, with the first of its known tasks.
    const all = [...(told.has(row.finding) ? [] : (findings.changes.get(row.finding) ?? [])), ...changes];
    told.add(row.finding);
    return all.length === 0
      ? { draft: row, compared: 'same', changes: [], added: null, changed: null }
      : { draft: row, compared: 'changed', changes: all, added: null, changed: after };
  });
  return { round, isNewRound: base.round === null, units, people, findings: findings.saved, rows, lacking: matched.lacking };
}

function newRound(draft: LedgerDraft, units: UnitsRead, { roundId, now }: PlanContext): Round {
  return {
    id: roundId,
    name: draft.roundName,
    inspectedUnitId: units.root?.id ?? null,
    feedbackDay: draft.feedbackDay,
    supervisedFrom: null,
    createdAt: now,
  };
}

interface PlannedFindings {
  readonly saved: readonly Finding[];
  readonly changes: ReadonlyMap<FindingDraft, readonly string[]>;
  idOf(draft: FindingDraft): string;
}

function planFindings(draft: LedgerDraft, matched: Matched, round: Round, newId: () => string): PlannedFindings {
  const ids = new Map<FindingDraft, string>();
  const changes = new Map<FindingDraft, readonly string[]>();
  const saved: Finding[] = [];
  // Sorted, so that findings read back by their ids stand in the ledger's order.
  const fresh = draft.findings.map(() => newId()).sort();
  for (const [at, finding] of draft.findings.entries()) {
    const before = matched.findings.get(finding);
    if (before === undefined) {
      const { number, category, text } = finding;
      const added = { id: fresh[at] ?? newId(), roundId: round.id, number, category, text, sensitive: finding.sensitive ?? false };
      ids.set(finding, added.id);
      saved.push(added);
      continue;
    }
    ids.set(finding, before.id);
    const compared = compareFinding(before, finding);
    if (compared.changes.length > 0) {
      saved.push(compared.after);
      changes.set(finding, compared.changes);
    }
  }
  // A row whose finding could not be read has a fault, so its task is never written.
  return { saved, changes, idOf: (finding) => ids.get(finding) ?? '' };
}

function idsOf(row: TaskDraft, draft: LedgerDraft, units: UnitsRead, people: PeopleRead): RowIds {
  return {
    units: row.units.flatMap((name) => units.byName.get(name) ?? []),
    owners: row.owners.map(({ name, unit }) => people.at(name, unit ?? '')),
    leader: row.leader === null ? null : people.at(row.leader, leaderPlace(draft)),
  };
}

function namesOf(units: readonly Unit[], people: readonly Person[]) {
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const personNames = new Map(people.map(({ id, name }) => [id, name]));
  return { unit: (id: string) => unitNames.get(id) ?? '', person: (id: string | null) => (id === null ? '' : (personNames.get(id) ?? '')) };
}

/** Which round of the base a ledger is: that of its name and feedback day; where it does not say the day, the newest of its name. */
export function roundOf(draft: Pick<LedgerDraft, 'roundName' | 'feedbackDay' | 'isFeedbackDayGuessed'>, rounds: readonly Round[]): Round | null {
  const named = rounds.filter(({ name }) => name === draft.roundName);
  if (draft.isFeedbackDayGuessed) return named.at(-1) ?? null;
  return named.find(({ feedbackDay }) => feedbackDay === draft.feedbackDay) ?? null;
}
