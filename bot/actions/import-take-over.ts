/** Takes a read ledger over, all or nothing. The same again changes nothing; nothing is sent. */
import type { ImportDone } from '../../core/contract/import.js';
import type { PersonChoices } from '../../core/ledger/import-base.js';
import type { ImportPlan } from '../../core/ledger/import-plan.js';
import { columnWords, type LedgerDraft, type LedgerReading, type SheetFault } from '../../core/ledger/sheet/draft.js';
import { Refusal } from '../../core/refusal.js';
import type { Services } from '../services.js';
import { changesNothing } from './import-answer.js';
import { consider, type LedgerCounts, plannedCounts } from './import-reading.js';
import { type ImportSource, raced, writeImport } from './import-write.js';
import { answerBefore, type OneRequest } from './request.js';

export interface TakeOver {
  readonly draft: LedgerDraft;
  readonly choices: PersonChoices;
  readonly acceptChanges: boolean;
  /** Null: the system itself, on the command line or in the demo. */
  readonly request: OneRequest | null;
  readonly source: ImportSource;
}

/** Lost races are planned afresh; more than this many in a row is no race. */
const TRIES = 4;

/**
 * The draft must come from a reading without faults. Refusals: `people-not-chosen`, `person-choice-unknown`,
 * `changes-not-accepted` (409, the differences as faults), `import-raced`.
 */
export async function takeLedgerOver(services: Services, takeOver: TakeOver): Promise<ImportDone> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryOnce(services, takeOver);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const answered = await earlierAnswer(services, takeOver.request);
      if (answered !== null) return answered;
      if (tries === TRIES || (error.id !== 'import-raced' && error.id !== 'request-repeated')) throw error;
    }
  }
}

async function tryOnce(services: Services, { draft, choices, acceptChanges, request, source }: TakeOver): Promise<ImportDone> {
  // Before the base is looked at: what changes in between is then noticed.
  const peopleVersion = await services.store.people.version();
  const { plan, base } = await consider(services, draft, choices);
  // The base is read in several calls: what another import wrote between two of them must not look like a question.
  if ((await services.store.people.version()) !== peopleVersion) throw raced();
  demandChosen(plan);
  const counts = plannedCounts(draft, plan);
  if (changesNothing(plan)) return nothingToDo(services, plan, { request, source, counts });
  demandAccepted(plan, acceptChanges);
  const words = doneWords(plan, counts);
  await writeImport(services, { plan, plannedFrom: base.tasks, plannedFindings: base.findings, peopleVersion, request, source, counts, words });
  services.log.info('ledger taken over', { round: plan.round.id, ...counts });
  if (plan.round.supervisedFrom !== null) services.kickSweep();
  return { roundId: plan.round.id, words, counts: { ...counts } };
}

interface Asked {
  readonly request: OneRequest | null;
  readonly source: ImportSource;
  readonly counts: LedgerCounts;
}

async function nothingToDo({ store }: Services, { round }: ImportPlan, { request, source, counts }: Asked): Promise<ImportDone> {
  const words = '这份台账与系统中的内容一致，没有改动。';
  await store.transaction(async (within) => {
    if (request !== null) {
      const { personId, requestId, print } = request;
      await within.events.remember(personId, requestId, { subjectId: round.id, words, print });
    }
    if (source.importId !== null) await within.imports.committed(source.importId, round.id);
  });
  return { roundId: round.id, words, counts: { ...counts } };
}

/** The first answer to a repeated request, or null. */
export async function earlierAnswer(services: Services, request: OneRequest | null): Promise<ImportDone | null> {
  const answered = request === null ? null : await answerBefore(services, request);
  if (answered === null) return null;
  const events = await services.store.events.of('round', answered.subjectId);
  const imports = events.filter(({ action }) => action === 'imported');
  const event = imports.find(({ data }) => data['requestId'] === request?.requestId) ?? imports.at(-1);
  const counts = { findings: 0, tasks: 0, units: 0, people: 0, ...(event?.data['counts'] as Partial<LedgerCounts> | undefined) };
  return { roundId: answered.subjectId, words: answered.words, counts };
}

export function demandReadable({ faults }: LedgerReading): void {
  if (faults.length === 0) return;
  throw new Refusal('ledger-faulty', `台账里有 ${faults.length} 处读不了，没有导入。`, {
    kind: 'invalid',
    remedy: '请按提示改好后重新上传。',
    faults: faults.map((fault) => ({ place: placeWords(fault), message: fault.message })),
  });
}

const placeWords = (fault: SheetFault): string => `工作表“${fault.sheet}”第 ${fault.row} 行，${columnWords(fault)}`;

function demandChosen({ people }: ImportPlan): void {
  if (people.misplaced.length > 0) {
    throw new Refusal('person-choice-unknown', '选择的人员不在候选之中。', {
      kind: 'invalid',
      remedy: '请刷新核对页后重新选择。',
      faults: people.misplaced.map((name) => ({ place: name, message: '请在列出的人员中选择，或选“是另一个人，作为新人员添加”。' })),
    });
  }
  const open = people.named.filter(({ person }) => person === null);
  if (open.length === 0) return;
  throw new Refusal('people-not-chosen', `有 ${new Set(open.map(({ name }) => name)).size} 个姓名需要您确认是哪一位。`, {
    kind: 'invalid',
    remedy: '请逐个选择已有的人员，或选“是另一个人，作为新人员添加”。',
    faults: open.map(({ shown }) => ({ place: shown, message: '有同名人员，请选择是哪一位。' })),
  });
}

function demandAccepted(plan: ImportPlan, isAccepted: boolean): void {
  const changed = plan.rows.filter(({ compared }) => compared === 'changed');
  if (isAccepted || changed.length === 0) return;
  throw new Refusal('changes-not-accepted', `这份台账会改动系统中的 ${changed.length} 项任务，需要您确认。`, {
    kind: 'conflict',
    remedy: '请核对改动后确认。',
    faults: changed.map(({ draft, changes }) => ({ place: `第 ${draft.row} 行 ${draft.measure.slice(0, 20)}`, message: changes.join('；') })),
  });
}

function doneWords(plan: ImportPlan, counts: LedgerCounts): string {
  const added = plan.rows.filter((row) => row.added !== null).length;
  const changed = plan.rows.filter((row) => row.changed !== null).length;
  if (!plan.isNewRound) {
    const did = [...(added > 0 ? [`新增 ${added} 项任务`] : []), ...(changed > 0 ? [`更新 ${changed} 项任务`] : [])];
    return `${did.length === 0 ? '已更新台账' : `已${did.join('，')}`}。`;
  }
  return `已导入 ${counts.findings} 个问题、${counts.tasks} 项任务，涉及 ${counts.units} 个单位、${counts.people} 人。还没有发送任何消息，核对后请按“开始督办”。`;
}
