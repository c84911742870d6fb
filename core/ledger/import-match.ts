/**
 * Which finding and task of the base each row of a ledger is. A ledger's own number and the measure identify a task in
 * its round; a renumbered finding is known by its text, a reworded measure by its likeness.
 */
import { groupBy } from '../group-by.js';
import { comparable, likeness } from './import-similarity.js';
import type { Finding, Task } from './model.js';
import type { FindingDraft, LedgerDraft, TaskDraft } from './sheet/draft.js';
import { identity } from './sheet/findings.js';

export interface Matched {
  readonly findings: ReadonlyMap<FindingDraft, Finding>;
  readonly tasks: ReadonlyMap<TaskDraft, Task>;
  /** Tasks of the round that the ledger no longer names. */
  readonly lacking: readonly Task[];
}

/** Less alike than this is another measure. */
const REWORDED = 0.5;

export function matchLedger(draft: LedgerDraft, findings: readonly Finding[], tasks: readonly Task[]): Matched {
  const foundFindings = matchFindings(draft.findings, findings);
  const foundTasks = new Map<TaskDraft, Task>();
  const left = groupBy(tasks, ({ findingId }) => findingId);
  for (const [finding, drafts] of groupBy(draft.tasks, ({ finding }) => finding)) {
    const base = left.get(foundFindings.get(finding)?.id ?? '');
    if (base !== undefined) matchTasks(drafts, base, foundTasks);
  }
  const named = new Set(foundTasks.values());
  return { findings: foundFindings, tasks: foundTasks, lacking: tasks.filter((task) => !named.has(task)) };
}

/** Number and text, then the text alone, then the number alone. */
function matchFindings(drafts: readonly FindingDraft[], findings: readonly Finding[]): ReadonlyMap<FindingDraft, Finding> {
  const found = new Map<FindingDraft, Finding>();
  const free = new Set(findings);
  const keys: readonly { readonly isFor: (draft: FindingDraft) => boolean; readonly of: (one: FindingDraft | Finding) => string }[] = [
    { isFor: () => true, of: ({ number, text }) => `${number}\n${identity(text)}` },
    { isFor: () => true, of: ({ text }) => identity(text) },
    { isFor: ({ isNumbered }) => isNumbered, of: ({ number }) => number },
  ];
  for (const { isFor, of } of keys) {
    const byKey = groupBy([...free], of);
    for (const draft of drafts) {
      if (found.has(draft) || !isFor(draft)) continue;
      const match = byKey.get(of(draft))?.find((finding) => free.has(finding));
      if (match === undefined) continue;
      found.set(draft, match);
      free.delete(match);
    }
  }
  return found;
}

function matchTasks(drafts: readonly TaskDraft[], tasks: readonly Task[], found: Map<TaskDraft, Task>): void {
  const free = new Set(tasks);
  const take = (draft: TaskDraft, task: Task): void => {
    found.set(draft, task);
    free.delete(task);
  };
  for (const draft of drafts) {
    const same = [...free].find((task) => identity(task.measure) === identity(draft.measure));
    if (same !== undefined) take(draft, same);
  }
  if (free.size === 0) return;
  const left = [...free].map((task) => ({ task, words: comparable(task.measure) }));
  const pairs = drafts
    .filter((draft) => !found.has(draft))
    .map((draft) => ({ draft, said: comparable(draft.measure) }))
    .flatMap(({ draft, said }) => left.map(({ task, words }) => ({ draft, task, alike: likeness(said, words) })))
    .filter(({ alike }) => alike >= REWORDED)
    .sort((a, b) => b.alike - a.alike);
  for (const { draft, task } of pairs) if (!found.has(draft) && free.has(task)) take(draft, task);
}
