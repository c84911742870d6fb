/** Writes a planned import: one transaction or nothing. Leaves to `take-ledger-over` whether it may be written at all. */
import { createHash } from 'node:crypto';
import type { ImportPlan } from '../../core/ledger/import-plan.js';
import type { DubanEvent, Finding, Task } from '../../core/ledger/model.js';
import { Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import type { LedgerCounts } from './import-reading.js';
import type { OneRequest } from './request.js';
import { roundMark } from './start-supervision.js';

/** Where the ledger came from, as the round's event keeps it. */
export interface ImportSource {
  /** Null for the command line and the demo. */
  readonly importId: string | null;
  readonly fileName: string;
  readonly sha256: string;
}

export interface ImportWrite {
  readonly plan: ImportPlan;
  /** Versions of the round's tasks that the plan was made from. */
  readonly plannedFrom: readonly Task[];
  /** The round's findings that the plan was made from. */
  readonly plannedFindings: readonly Finding[];
  readonly peopleVersion: number;
  /** Null: the system itself. */
  readonly request: OneRequest | null;
  readonly source: ImportSource;
  readonly counts: LedgerCounts;
  readonly words: string;
}

/** Documents a call to the base, so that no single one grows beyond what the server takes. */
const BATCH = 500;

/** Throws Refusal `import-raced` when the base moved since the plan was made, and `request-repeated` for a known request. */
export async function writeImport(services: Services, write: ImportWrite): Promise<void> {
  const { plan } = write;
  const added = plan.rows.flatMap(({ added: task, draft }) => (task === null ? [] : [{ task, draft }]));
  // Outside the transaction: a shared counter inside one makes every other import wait or start again.
  const first = added.length === 0 ? 0 : await services.store.tasks.reserveNumbers(added.length);
  const tasks = added.map(({ task }, at): Task => ({ ...task, number: first + at }));
  const changed = plan.rows.flatMap(({ changed: task, changes }) => (task === null ? [] : [{ task, changes }]));
  const events = eventsOf(services, write);
  await services.store.transaction(async (store) => {
    if (write.request !== null) {
      const { personId, requestId, print } = write.request;
      await store.events.remember(personId, requestId, { subjectId: plan.round.id, words: write.words, print });
    }
    await demandUnmoved(store, write);
    if (plan.isNewRound) await store.ledger.saveRound(plan.round);
    await store.people.saveUnits(plan.units.added);
    await store.people.savePeople(plan.people.added);
    for (const batch of inBatches(plan.findings)) await store.ledger.saveFindings(batch);
    for (const batch of inBatches(tasks)) await store.tasks.insertMany(batch);
    for (const { task } of changed) if (!(await store.tasks.replace(task))) throw raced();
    for (const batch of inBatches(events)) await store.events.insert(batch);
    if (write.source.importId !== null) await store.imports.committed(write.source.importId, plan.round.id);
  });
}

/** Two imports planned from the same state of a round cannot both be written: the second meets the mark of the first. */
async function demandUnmoved(store: Store, { plan, plannedFrom, plannedFindings, peopleVersion, request }: ImportWrite): Promise<void> {
  await store.people.hold();
  if ((await store.people.version()) !== peopleVersion) throw raced();
  // A finding marked 敏感 meanwhile is not to be written over as it was.
  const marked = new Map(plannedFindings.map(({ id, sensitive }) => [id, sensitive]));
  const findings = await store.ledger.findingsOf(plan.round.id);
  if (findings.some(({ id, sensitive }) => sensitive !== marked.get(id))) throw raced();
  const round = await store.ledger.round(plan.round.id);
  if ((round?.supervisedFrom ?? null) !== plan.round.supervisedFrom) throw raced();
  await store.settings.set(roundMark(plan.round.id), request?.requestId ?? mark(plannedFrom));
  try {
    await store.events.remember(plan.round.id, `import-from-${mark(plannedFrom)}`, { subjectId: plan.round.id, words: '', print: null });
  } catch (error) {
    throw error instanceof Refusal ? raced() : error;
  }
}

/** The state of a round's tasks in 32 characters. */
function mark(tasks: readonly Task[]): string {
  const state = tasks.map(({ id, version }) => `${id}:${version}`).sort();
  return createHash('sha256').update(state.join()).digest('hex').slice(0, 32);
}

export const raced = (): Refusal => new Refusal('import-raced', '台账正在被另一处更新。', { kind: 'conflict', remedy: '请刷新后重新核对。' });

function eventsOf(services: Services, { plan, request, source, counts }: ImportWrite): readonly DubanEvent[] {
  const event = (subject: DubanEvent['subject'], action: string, data: DubanEvent['data']): DubanEvent =>
    eventOf(services, request?.personId ?? null, action, subject, data);
  const ofTasks = plan.rows.flatMap(({ draft, added, changed, changes }) => {
    if (added !== null) {
      const subject = { kind: 'task', id: added.id } as const;
      const imported = event(subject, 'imported', { fileName: source.fileName, sheet: draft.sheet, row: draft.row });
      const { progress: text, percent } = draft;
      return text === '' ? [imported] : [imported, event(subject, 'progress', { text, percent, evidenceIds: [], imported: true })];
    }
    return changed === null ? [] : [event({ kind: 'task', id: changed.id }, 'changed', { changes: [...changes], fileName: source.fileName })];
  });
  const outcome = {
    added: plan.rows.filter(({ added }) => added !== null).length,
    changed: plan.rows.filter(({ changed }) => changed !== null).length,
  };
  const all = [
    ...ofTasks,
    event({ kind: 'round', id: plan.round.id }, 'imported', {
      ...source,
      requestId: request?.requestId ?? null,
      counts: { ...counts },
      ...outcome,
      // Ids of what it brought in: only these may go again with a withdrawn round.
      people: plan.people.added.map(({ id }) => id),
      units: plan.units.added.map(({ id }) => id),
    }),
  ];
  // They happen within one instant, so their ids alone say what came first.
  const ids = all.map(() => services.newId()).sort();
  return all.map((one, order) => ({ ...one, id: ids[order] ?? '' }));
}

function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += BATCH) yield items.slice(at, at + BATCH);
}
