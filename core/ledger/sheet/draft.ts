/** What a ledger says once it is read: findings and tasks in names, not yet in ids; and what could not be read. Data only. */
import type { Day } from '../../time/day.js';
import type { MilestoneSet } from '../milestones.js';
import type { Due, EvidenceNeed, Target } from '../model.js';

/** One sheet as text cells, row and column from 0; merged cells hold their text in the first cell only. */
export interface SheetCells {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];
}

/** One thing that could not be read. `row` from 1 and `column` in letters, as the spreadsheet program shows them. */
export interface SheetFault {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  /** The column's own header; '' where it has none. */
  readonly head: string;
  /** What stands in the cell. */
  readonly text: string;
  /** What is wrong and what to do, as a sentence. */
  readonly message: string;
}

/** `整改期限（H 列）`, as people find it. */
export const columnWords = ({ column, head }: Pick<SheetFault, 'column' | 'head'>): string =>
  head === '' ? `${column} 列` : `${head}（${column} 列）`;

/** Where a row stands, for messages. */
export interface Place {
  readonly sheet: string;
  readonly row: number;
}

export interface FindingDraft extends Place {
  readonly number: string;
  /** False where the ledger gives no number and one was made up from its order: its text then identifies it. */
  readonly isNumbered: boolean;
  readonly category: string;
  readonly text: string;
  /** 敏感; null where the ledger does not say. */
  readonly sensitive: boolean | null;
}

export interface OwnerDraft {
  readonly name: string;
  /** The responsible unit beside which the name stands; null where the cell has none. */
  readonly unit: string | null;
}

export interface TaskDraft extends Place {
  readonly finding: FindingDraft;
  readonly measure: string;
  readonly acceptance: string;
  /** The first leads 牵头, the others are 配合单位. */
  readonly units: readonly string[];
  readonly owners: readonly OwnerDraft[];
  readonly leader: string | null;
  /** The cell's own words. */
  readonly dueWords: string;
  /** Null where the cell could not be read. */
  readonly due: Due | null;
  /** True where the ledger left the day open 推定. */
  readonly isDueGuessed: boolean;
  /** 佐证清单; null where the ledger does not say. */
  readonly evidence: readonly EvidenceNeed[] | null;
  /** 阶段节点; null where the ledger does not say. */
  readonly milestones: readonly MilestoneSet[] | null;
  /** 量化指标; null where the ledger does not say. */
  readonly targets: readonly Target[] | null;
  readonly remark: string;
  /** What the progress and status cells say; '' for nothing. */
  readonly progress: string;
  readonly percent: number;
  /** 已完成 and the like: becomes 待核验. */
  readonly isDone: boolean;
}

export interface LedgerDraft {
  readonly roundName: string;
  readonly feedbackDay: Day;
  /** True where neither the ledger nor the office named the feedback day. */
  readonly isFeedbackDayGuessed: boolean;
  readonly inspectedUnit: string | null;
  readonly findings: readonly FindingDraft[];
  readonly tasks: readonly TaskDraft[];
}

/** A ledger as read. With faults the draft holds what was understood, for the screen; only a draft without faults may be taken over. */
export interface LedgerReading {
  readonly draft: LedgerDraft;
  readonly faults: readonly SheetFault[];
  readonly warnings: readonly string[];
}
