/**
 * 共性问题: findings that say nearly the same of several units or in several rounds, side by side, so that the next round can look
 * there first. Pure; it only compares what it is given.
 */
import { areAlike, type Comparable, comparable } from '../ledger/import-similarity.js';
import type { Finding } from '../ledger/model.js';
import { tallyOf, type Tally } from './board.js';
import type { Seen } from './picks.js';

/** A finding with those of its tasks that may be seen. */
export interface FoundFinding {
  readonly finding: Finding;
  /** The leading units of its tasks. */
  readonly unitIds: readonly string[];
  readonly tally: Tally;
}

export interface Recurring {
  readonly category: string;
  readonly unitIds: readonly string[];
  readonly roundIds: readonly string[];
  /** As they were found, round by round. */
  readonly findings: readonly FoundFinding[];
}

/** Dice's coefficient of pairs of characters: reworded, shortened, another figure in it, but the same complaint. */
const NEARLY = 0.55;

type Row = Seen & { readonly finding: Finding };

function foundIn(rows: readonly Row[]): readonly FoundFinding[] {
  const heaps = new Map<string, Row[]>();
  for (const row of rows) heaps.set(row.finding.id, [...(heaps.get(row.finding.id) ?? []), row]);
  return [...heaps.values()].flatMap((heap) => {
    const [first] = heap;
    // What is sensitive is told by its number alone: there is nothing to compare.
    if (first === undefined || first.finding.sensitive) return [];
    return [{ finding: first.finding, unitIds: [...new Set(heap.map(({ task }) => task.unitId))], tally: tallyOf(heap) }];
  });
}

const isNearly = (a: Comparable, b: Comparable): boolean => areAlike(a, b, NEARLY);

/** Each joins the first group that holds one nearly like it; groups that it is like at once become one. */
function groupsOf(found: readonly FoundFinding[]): readonly (readonly FoundFinding[])[] {
  let groups: (readonly { readonly one: FoundFinding; readonly text: Comparable }[])[] = [];
  for (const one of found) {
    const text = comparable(one.finding.text);
    const like = groups.filter((group) => group.some((other) => isNearly(other.text, text)));
    groups = [...groups.filter((group) => !like.includes(group)), [...like.flat(), { one, text }]];
  }
  return groups.map((group) => group.map(({ one }) => one));
}

/** Those of most units and rounds first. */
export function recurringOf(rows: readonly Row[]): readonly Recurring[] {
  const categories = new Map<string, FoundFinding[]>();
  for (const one of foundIn(rows)) categories.set(one.finding.category, [...(categories.get(one.finding.category) ?? []), one]);
  const groups = [...categories].flatMap(([category, found]) =>
    groupsOf(found).map((findings): Recurring => {
      const unitIds = [...new Set(findings.flatMap((one) => one.unitIds))];
      const roundIds = [...new Set(findings.map(({ finding }) => finding.roundId))];
      return { category, unitIds, roundIds, findings };
    }),
  );
  const weight = ({ unitIds, roundIds }: Recurring): number => unitIds.length + roundIds.length;
  return groups
    .filter(({ findings, unitIds, roundIds }) => findings.length > 1 && (unitIds.length > 1 || roundIds.length > 1))
    .sort((a, b) => weight(b) - weight(a) || b.findings.length - a.findings.length);
}
