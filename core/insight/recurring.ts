/**
 * 共性问题: findings that say nearly the same of several units or in several rounds, side by side, so that the next round can look
 * there first. Pure; it only compares what it is given.
 */
import { groupBy } from '../group-by.js';
import type { Finding } from '../ledger/model.js';
import { type Tally, tallyIn } from './board.js';
import { nearlySame } from '../ledger/nearly-same.js';

/** So many tasks of one finding that are led by one unit and stand alike. */
export interface FindingCell {
  readonly findingId: string;
  readonly unitId: string;
  readonly light: keyof Tally;
  readonly count: number;
}

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
  /** In the order in which they were given. */
  readonly findings: readonly FoundFinding[];
}

/** Dice's coefficient of pairs of characters: reworded, shortened, another figure in it, but the same complaint. */
const NEARLY = 0.55;

/** Each finding with its tasks; what is sensitive is told by its number alone, so there is nothing to compare. */
export function foundIn(findings: readonly Finding[], cells: readonly FindingCell[]): readonly FoundFinding[] {
  const heaps = groupBy(cells, ({ findingId }) => findingId);
  return findings
    .filter(({ sensitive }) => !sensitive)
    .map((finding) => {
      const own = heaps.get(finding.id) ?? [];
      return { finding, unitIds: [...new Set(own.map(({ unitId }) => unitId))].sort(), tally: tallyIn(own) };
    });
}

function recurringIn(category: string, findings: readonly FoundFinding[]): Recurring {
  const unitIds = [...new Set(findings.flatMap((one) => one.unitIds))];
  const roundIds = [...new Set(findings.map(({ finding }) => finding.roundId))];
  return { category, unitIds, roundIds, findings };
}

const weight = ({ unitIds, roundIds }: Recurring): number => unitIds.length + roundIds.length;

/** Those of most units and rounds first. Stops now and then, so that a server can answer others in between. */
export function* recurringOf(found: readonly FoundFinding[]): Generator<void, readonly Recurring[]> {
  const groups: Recurring[] = [];
  for (const [category, own] of groupBy(found, ({ finding }) => finding.category)) {
    const texts = own.map(({ finding }) => finding.text);
    for (const places of yield* nearlySame(texts, NEARLY)) {
      const group = recurringIn(
        category,
        places.flatMap((place) => own[place] ?? []),
      );
      if (group.unitIds.length > 1 || group.roundIds.length > 1) groups.push(group);
    }
  }
  return groups.sort((a, b) => weight(b) - weight(a) || b.findings.length - a.findings.length);
}
