/** Messages as the platforms know them. Types only. */
import type { NoticeDraft } from '../../core/notice/model.js';

/** One message as the platform knows it, with the notices that went in it. */
export interface Dispatch {
  readonly lane: string;
  readonly messageId: string;
  readonly recipient: NoticeDraft['recipient'];
  readonly keys: readonly string[];
  readonly taskIds: readonly (string | null)[];
  /** World time. */
  readonly sentAt: Date;
}

/** What the platform says of a message afterwards. `looks`: how often it was asked. */
export interface Receipt {
  readonly state: 'unread' | 'read' | 'heldBack';
  /** zh-CN: `已读`, why it was held back and what to do. */
  readonly words: string;
  readonly at: Date;
  readonly looks: number;
}

export interface DispatchNote {
  readonly recalled: { readonly at: Date; readonly by: string; readonly reason: string } | null;
  readonly receipt: Receipt | null;
}

/** Messages that went, and what became of them afterwards. World time. */
export interface DispatchStore {
  /** The message one notice went with. */
  of(key: string, lane: string): Promise<Dispatch | null>;
  /** Those of all lanes of a kind (`dingtalkApp`), oldest first. */
  sentSince(laneKind: string, since: Date, limit: number): Promise<readonly Dispatch[]>;
  /** In the order asked. */
  notes(dispatches: readonly Pick<Dispatch, 'lane' | 'messageId'>[]): Promise<readonly DispatchNote[]>;
  /** Written before the platform is asked. True where it was asked before and nobody knows what came of it. */
  beginRecall(dispatch: Dispatch): Promise<boolean>;
  /** The platform said no, for certain. */
  endRecall(dispatch: Dispatch): Promise<void>;
  /** False where it was recalled before. */
  noteRecall(dispatch: Dispatch, recalled: NonNullable<DispatchNote['recalled']>): Promise<boolean>;
  noteReceipt(dispatch: Dispatch, receipt: Receipt): Promise<void>;
}
