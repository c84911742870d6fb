/** What a row of the lifecycle's table is made of, and what a decision looks at and answers. Data only. */
import type { Policy } from '../notice/model.js';
import type { Standing } from '../people/may-do.js';
import type { Calendar } from '../time/calendar.js';
import type { EvidencePiece, Task, TaskAction, TaskActionKind } from './model.js';

/** What a decision may look at beside the task. `now` is world time. */
export interface Circumstances {
  readonly standing: Standing;
  readonly personId: string;
  readonly now: Date;
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** Pieces attached to reports so far. */
  readonly evidence: readonly EvidencePiece[];
  /** Pieces that come with this very action; absent: none do. */
  readonly bringing?: readonly EvidencePiece[] | undefined;
  /** How many reports there are, imported ones included. */
  readonly reports: number;
  /** Came back and has had no report since; null: nothing waits for an answer. */
  readonly unanswered: 'return' | 'reopen' | null;
  /** This person urged the owner today already. */
  readonly urgedToday: boolean;
  /** How often this person asked for more time today; absent: not yet. */
  readonly asksToday?: number;
  /** The percentage of the last report; absent: there was none. What a submission and a closing put in its place goes back to it. */
  readonly filed?: number | undefined;
}

export interface Rule {
  /** Why nobody may do it now, whatever the status; null: open. What is closed is not offered. */
  readonly closed?: (task: Task, circumstances: Circumstances) => string | null;
  /** Which standing opens the action. */
  readonly who: (standing: Standing, task: Task, personId: string) => boolean;
  /** Null when nothing is missing, else what is, as a sentence. */
  readonly missing?: (task: Task, circumstances: Circumstances) => string | null;
  /** Null when what the action itself says will do, else what is wrong with it, as a sentence. */
  readonly wrong?: (task: Task, action: TaskAction, circumstances: Circumstances) => string | null;
  readonly follows: (task: Task, action: TaskAction, circumstances: Circumstances) => Partial<Task>;
}

export interface Allowed {
  readonly kind: TaskActionKind;
  readonly missing: string | null;
}

export interface Decision {
  readonly after: Task;
  readonly forId: string | null;
  /** What the event keeps of the action. */
  readonly data: Readonly<Record<string, unknown>>;
}
