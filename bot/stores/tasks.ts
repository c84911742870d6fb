/** Tasks as they are kept, read and counted. Types only. */
import type { BoardCell } from '../../core/insight/board.js';
import type { PickName } from '../../core/insight/picks.js';
import type { FindingCell } from '../../core/insight/recurring.js';
import type { Reckoning } from '../../core/insight/reckoning.js';
import type { Finding, Task } from '../../core/ledger/model.js';
import type { Hands } from '../../core/people/gaps.js';
import type { Peopled } from '../../core/people/roster.js';
import type { TaskScope } from '../../core/people/scope.js';
import type { Day } from '../../core/time/day.js';

export type { TaskScope };

/** What the base narrows by itself. */
export interface TaskFilter {
  readonly q?: string | undefined;
  readonly status?: Task['status'] | undefined;
  /** The leading unit or one that helps. */
  readonly unitId?: string | undefined;
  readonly roundId?: string | undefined;
  /** Led by one of these units. */
  readonly ledBy?: readonly string[] | undefined;
  readonly leaderId?: string | undefined;
  readonly category?: string | undefined;
  readonly findingId?: string | undefined;
  /** These three as they were reckoned last: `TaskStore.unreckoned` is to be empty first. */
  readonly light?: Reckoning['light'] | undefined;
  readonly pick?: PickName | undefined;
  readonly unconfirmed?: true | undefined;
  /** Tickets opened in this month, `2026-11`. */
  readonly ticketMonth?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly numbers?: readonly number[] | undefined;
  /** Still to be done. */
  readonly open?: true | undefined;
  /** Still to be done, and due within these days, both among them; without `from` from ever on. */
  readonly due?: { readonly from?: Day; readonly until: Day } | undefined;
  /** Every light but this one; reckoned as `light` is. */
  readonly lightNot?: Reckoning['light'] | undefined;
  readonly named?: NamedTasks | undefined;
  /** This person's own. */
  readonly mine?: Stander | undefined;
  /** All but this person's own. */
  readonly notMine?: Stander | undefined;
  /** Without those of sensitive findings. */
  readonly plain?: true | undefined;
  /** In review, asking for more time, or with a milestone to be accepted. */
  readonly undecided?: true | undefined;
  /** Its emergency clock runs. */
  readonly clockRuns?: true | undefined;
}

/** Led by one of these units, or owned by one of these people. */
export interface NamedTasks {
  readonly unitIds: readonly string[];
  readonly personIds: readonly string[];
}

/** Whose own tasks are those they own or lead, and those led by units for which they report. */
export interface Stander {
  readonly personId: string;
  readonly liaisonOf: readonly string[];
}

/** A task as far as words can mean it. */
export interface MeasureOf {
  readonly number: number;
  readonly measure: string;
}

export interface UnitCount {
  readonly unitId: string;
  readonly count: number;
}

/** How many tasks there are that a list's chips cannot tell apart. */
export interface TaskCell {
  readonly status: Task['status'];
  readonly light: Reckoning['light'];
  readonly unconfirmed: boolean;
  readonly supervised: boolean;
  readonly roundId: string;
  /** The leading unit and those that help. */
  readonly unitIds: readonly string[];
  readonly count: number;
  /** Where the most urgent of them stands, as `urgencyOf` says it. */
  readonly foremost: string;
}

/** As many tasks as count alike on the board, with what it narrows by. */
export interface StoredBoardCell extends BoardCell, BoardOption {}

/** What a board can be narrowed by besides units and categories. */
export interface BoardOption {
  readonly roundId: string;
  readonly leaderId: string | null;
}

/** What was reckoned of a task as it was read; kept only where it is still that version. */
export interface ReckonedTask {
  readonly task: Task;
  readonly reckoning: Reckoning;
}

/** By which rules something was reckoned (a print of them) and at which world instant. */
export interface ReckonedBy {
  readonly rules: string;
  readonly at: Date;
}

/** Of a task in review what it hangs on who decides: a reviewer is told after each decision how many are left. */
export interface InReview extends Peopled, Pick<Task, 'id' | 'status' | 'supervisedFrom'> {}

/** How a person stands on what is not done: as an owner or co-owner of some of it, as its leader, or in any way. */
export interface Parts {
  readonly owns: boolean;
  readonly leads: boolean;
  readonly any: boolean;
}

/** A task with what a list shows beside it. */
export interface TaskRow {
  readonly task: Task;
  readonly finding: Finding;
}

/** A task of a page, with where it stands in the whole list. */
export interface PlacedRow extends TaskRow {
  readonly place: string;
}

export interface TaskStore {
  /** Null when it does not exist or the scope does not cover it: outsiders cannot tell the two apart. */
  find(id: string, scope: TaskScope): Promise<TaskRow | null>;
  byNumber(number: number, scope: TaskScope): Promise<TaskRow | null>;
  many(ids: readonly string[]): Promise<readonly TaskRow[]>;
  /** Open tasks and their findings where `personId` is owner, co-owner or leader. */
  ofPerson(personId: string): Promise<readonly TaskRow[]>;
  /** The same, only whether there is any. */
  partsOf(personId: string): Promise<Parts>;
  /** Every task of the scope that the filter leaves, by urgency: days first, then standing, in review, done. */
  all(scope: TaskScope, filter: TaskFilter): Promise<readonly TaskRow[]>;
  /** The first of them, at most `limit`. */
  first(scope: TaskScope, filter: TaskFilter, limit: number): Promise<readonly TaskRow[]>;
  /** The same, of each only what it is called. */
  measures(scope: TaskScope, filter: TaskFilter, limit: number): Promise<readonly MeasureOf[]>;
  /** Everything of the scope that the filter leaves, counted by the leading unit: the unit of the most urgent first. */
  unitCounts(scope: TaskScope, filter: TaskFilter): Promise<readonly UnitCount[]>;
  /** Tasks of which nothing is kept that was reckoned by these rules and holds at this instant. Streams. */
  unreckoned(by: ReckonedBy): AsyncIterable<Task>;
  /** The others: what is kept of them is said to hold now. Streams. */
  reckoned(by: ReckonedBy): AsyncIterable<ReckonedTask>;
  /** Answers how many were still the version that was reckoned. */
  keepReckoned(list: readonly ReckonedTask[], by: ReckonedBy): Promise<number>;
  /** A page of the scope that the filter leaves by `Reckoning.place`, from after `after` on; null: from the top. */
  page(scope: TaskScope, filter: TaskFilter, after: string | null, limit: number): Promise<readonly PlacedRow[]>;
  /** Those of these that are there and not done. */
  stillOpen(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Everything of the scope that the filter leaves, counted. */
  cells(scope: TaskScope, filter: TaskFilter): Promise<readonly TaskCell[]>;
  /** The same as the board counts it. */
  boardCells(scope: TaskScope, filter: TaskFilter): Promise<readonly StoredBoardCell[]>;
  /** Everything within the scope, counted finding by finding. */
  findingCells(scope: TaskScope): Promise<readonly FindingCell[]>;
  /** Rounds and leaders of everything within the scope. */
  boardOptions(scope: TaskScope): Promise<readonly BoardOption[]>;
  /** The findings' categories 问题分类 within the scope. */
  categories(scope: TaskScope): Promise<readonly string[]>;
  /** Waiting for a review (submitted, toVerify), within the scope, by urgency. */
  awaitingReview(scope: TaskScope): Promise<readonly InReview[]>;
  /** What a sweep on `today` must look at: supervised, open, and due by `until`, unsigned, in review, amending or standing. Streams. */
  watched(until: Day): AsyncIterable<TaskRow>;
  /** Tasks whose emergency clock runs. */
  withRunningClock(): Promise<readonly TaskRow[]>;
  /** Whether any supervised task is still to be done or decided. */
  anyOpen(): Promise<boolean>;
  /** When the last one that is closed was; null: none is. World time. */
  lastClosed(): Promise<Date | null>;
  ofRound(roundId: string): Promise<readonly TaskRow[]>;
  /** How many there are of each round. */
  roundCounts(): Promise<ReadonlyMap<string, number>>;
  /** Everything that is not done, counted by whom it is in the hands of. */
  hands(): Promise<readonly Hands[]>;
  /** Those of these people and units that a task outside the round names. */
  namedOutside(roundId: string, ids: readonly string[]): Promise<readonly string[]>;
  insertMany(tasks: readonly Task[]): Promise<void>;
  /** Saves at `task.version - 1`; false when another write came first. */
  replace(task: Task): Promise<boolean>;
  removeOfRound(roundId: string): Promise<void>;
  /** Reserves `count` consecutive numbers, outside any transaction; answers the first. */
  reserveNumbers(count: number): Promise<number>;
}
