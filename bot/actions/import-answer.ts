/** A ledger and what it would do, as the screen shows it. */
import type { ImportName, ImportPreview, ImportTask } from '../../core/contract/import.js';
import type { ImportPlan, PlannedRow } from '../../core/ledger/import-plan.js';
import type { LedgerReading, TaskDraft } from '../../core/ledger/sheet/draft.js';
import type { Calendar } from '../../core/time/calendar.js';
import { type Day, dayWithWeekday, dayWords } from '../../core/time/day.js';
import type { StoredImport } from '../services.js';
import { type Considered, countsOf } from './import-reading.js';

export interface Shown {
  readonly stored: StoredImport;
  readonly reading: LedgerReading;
  readonly considered: Considered;
  readonly calendar: Calendar;
  readonly today: Day;
}

export function previewAnswer({ stored, reading, considered, calendar, today }: Shown): ImportPreview {
  const { plan, base } = considered;
  const { draft, faults, warnings } = reading;
  return {
    id: stored.id,
    fileName: stored.fileName,
    state: stateOf(stored, reading, plan),
    roundName: draft.roundName,
    roundId: stored.committedRoundId ?? base.round?.id ?? null,
    feedbackDay: draft.feedbackDay,
    feedbackDayWords: dayWords(draft.feedbackDay, today),
    feedbackDayGuessed: draft.isFeedbackDayGuessed,
    inspectedUnitName: draft.inspectedUnit,
    counts: countsOf(draft),
    tasks: plan.rows.map((row) => taskLine(row, calendar, today)),
    units: unitLines(plan),
    people: plan.people.named.map(
      (one): ImportName => ({
        name: one.shown,
        bareName: one.name,
        units: [...one.units],
        known: one.isKnown,
        candidates: one.candidates.map((candidate) => ({ ...candidate })),
        ask: one.isAsked,
      }),
    ),
    faults: faults.map((fault) => ({ ...fault })),
    warnings: [...warnings, ...considered.warnings],
  };
}

function stateOf(stored: StoredImport, { faults }: LedgerReading, plan: ImportPlan): ImportPreview['state'] {
  if (faults.length > 0) return 'faulty';
  if (stored.committedRoundId !== null) return 'committed';
  return changesNothing(plan) ? 'unchanged' : 'ready';
}

/** Everything the ledger says is in the base already. */
export const changesNothing = (plan: ImportPlan): boolean =>
  !plan.isNewRound &&
  plan.findings.length === 0 &&
  plan.rows.every(({ compared }) => compared === 'same') &&
  plan.people.named.every(({ isAsked, isNew }) => !isAsked && !isNew);

function taskLine({ draft, compared, changes }: PlannedRow, calendar: Calendar, today: Day): ImportTask {
  return {
    sheet: draft.sheet,
    row: draft.row,
    findingNumber: draft.finding.number,
    measure: draft.measure,
    unitNames: [...draft.units],
    ownerNames: draft.owners.map(({ name }) => name),
    leaderName: draft.leader,
    dueWords: draft.dueWords,
    dueDay: draft.due === null || draft.due.kind === 'standing' ? null : draft.due.day,
    dueRead: dueRead(draft, calendar, today),
    becomes: becomes(draft),
    compared,
    changes: [...changes],
  };
}

/** How the deadline was understood; empty where its cell is. */
function dueRead({ due, dueWords, isDueGuessed }: TaskDraft, calendar: Calendar, today: Day): string {
  if (due === null) return dueWords === '' ? '' : '没有读懂';
  if (due.kind === 'standing') return '长期坚持，每月报告';
  const unknown = calendar.covers(due.day) ? '' : `（${due.day.slice(0, 4)}年放假安排未录入）`;
  return `${isDueGuessed ? `推定 ${dayWords(due.day, today)}` : `${dayWithWeekday(due.day, today)}前`}${unknown}`;
}

function becomes({ isDone, progress, percent }: TaskDraft): string | null {
  if (isDone) return progress === '已完成' ? '待核验' : `待核验；进展：${progress}`;
  if (progress === '') return null;
  return `进展${percent === 0 ? '' : ` ${percent}%`}：${progress}`;
}

function unitLines(plan: ImportPlan): ImportName[] {
  const added = new Set(plan.units.added.map(({ id }) => id));
  return [...plan.units.byName].map(([name, { id }]) => ({ name, bareName: name, units: [], known: !added.has(id), candidates: [], ask: false }));
}
