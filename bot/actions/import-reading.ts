/** A ledger file read and held against the base as it is now. What preview, commit and the command line have in common. */
import { createHash } from 'node:crypto';
import type { ImportBase, PersonChoices } from '../../core/ledger/import-base.js';
import { type ImportPlan, planImport, roundOf } from '../../core/ledger/import-plan.js';
import { planWarnings } from '../../core/ledger/import-warnings.js';
import type { Round } from '../../core/ledger/model.js';
import type { LedgerDraft, LedgerReading, SheetCells } from '../../core/ledger/sheet/draft.js';
import { type LedgerOptions, readLedgerInSteps } from '../../core/ledger/sheet/read-ledger.js';
import { Refusal } from '../../core/refusal.js';
import { type Day, dayOf } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { inSteps } from './in-steps.js';

export interface LedgerFile {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly roundName?: string | null;
  readonly feedbackDay?: Day | null;
}

/** An import is one transaction: measured, this many take a third of the minute MongoDB gives one (README, Decisions). */
const MOST_TASKS = 5_000;

/** Throws Refusal `ledger-too-long`. */
export function demandBearable({ tasks }: LedgerDraft): void {
  if (tasks.length <= MOST_TASKS) return;
  throw new Refusal('ledger-too-long', `这份台账有 ${tasks.length} 项任务，一次最多导入 ${MOST_TASKS} 项。`, {
    kind: 'too-much',
    remedy: '请按问题分成几份，轮次名称和反馈日期写成一样，逐份导入；它们会归入同一个轮次。',
  });
}

/** Reads the cells in the worker, then their meaning. Throws the workbook's own Refusals; faults of the ledger are in the reading. */
export async function readFile(services: Services, file: LedgerFile, rounds: readonly Round[], signal?: AbortSignal): Promise<LedgerReading> {
  const sheets = await services.workbooks.read(file.bytes, file.fileName, signal);
  const [calendar, policy] = [await services.calendar(), await services.policy()];
  const options = {
    fileName: file.fileName,
    roundName: file.roundName ?? undefined,
    feedbackDay: file.feedbackDay ?? undefined,
    today: dayOf(services.clock.now()),
    calendar,
    immediateWorkdays: policy.workdaysFor.immediate,
  };
  const reading = await readInSteps(sheets, options);
  demandBearable(reading.draft);
  // A ledger that does not say its feedback day keeps that of its round: the same file a week later is still the same.
  const round = reading.draft.isFeedbackDayGuessed ? roundOf(reading.draft, rounds) : null;
  return round === null ? reading : readInSteps(sheets, { ...options, feedbackDay: round.feedbackDay });
}

const readInSteps = (sheets: readonly SheetCells[], options: LedgerOptions): Promise<LedgerReading> => inSteps(readLedgerInSteps(sheets, options));

export interface Considered {
  readonly plan: ImportPlan;
  readonly base: ImportBase;
  readonly warnings: readonly string[];
}

/** What taking the draft over would do, against the base as it is now. Writes nothing. */
export async function consider(services: Services, draft: LedgerDraft, choices: PersonChoices): Promise<Considered> {
  const rounds = await services.store.ledger.rounds();
  const base = await baseFor(services, draft, rounds);
  const plan = planImport(draft, base, { choices, now: services.clock.now(), newId: () => services.newId(), roundId: newRoundId(draft) });
  return { plan, base, warnings: await inSteps(planWarnings(draft, plan, base, rounds)) };
}

async function baseFor({ store }: Services, draft: LedgerDraft, rounds: readonly Round[]): Promise<ImportBase> {
  const round = roundOf(draft, rounds);
  const elsewhere = [];
  for (const other of rounds) {
    if (other.id === round?.id) continue;
    for (const { text, number } of await store.ledger.findingsOf(other.id)) elsewhere.push({ text, number, roundName: other.name });
  }
  return {
    round,
    findings: round === null ? [] : await store.ledger.findingsOf(round.id),
    tasks: round === null ? [] : (await store.tasks.ofRound(round.id)).map(({ task }) => task),
    units: await store.people.units(),
    people: await store.people.people(),
    elsewhere,
  };
}

/** The same for the same name and feedback day, so that two imports at once meet in one document instead of making two rounds. */
const newRoundId = ({ roundName, feedbackDay }: LedgerDraft): string =>
  createHash('sha256').update(`${roundName}\n${feedbackDay}`).digest('hex').slice(0, 24);

export interface LedgerCounts {
  readonly findings: number;
  readonly tasks: number;
  /** Responsible units; the inspected unit above them is not counted. */
  readonly units: number;
  /** Names, however often each stands there. */
  readonly people: number;
}

export function countsOf(draft: LedgerDraft): LedgerCounts {
  const names = draft.tasks.flatMap(({ owners, leader }) => [...owners.map(({ name }) => name), ...(leader === null ? [] : [leader])]);
  return {
    findings: draft.findings.length,
    tasks: draft.tasks.length,
    units: new Set(draft.tasks.flatMap(({ units }) => units)).size,
    people: new Set(names).size,
  };
}

/** Once the office has decided, two persons may have one name. */
export const plannedCounts = (draft: LedgerDraft, { people }: ImportPlan): LedgerCounts => ({
  ...countsOf(draft),
  people: new Set(people.named.map(({ person, shown }) => person?.id ?? shown)).size,
});
