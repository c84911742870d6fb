/** What the groups of a platform stand for. Types only. */
import type { AppKind } from './apps.js';

/** What the groups of a platform stand for, as the office said in them. */
export interface GroupChatStore {
  /** `office`, `leadingGroup`, `unit:<unitId>`; null: nobody has said so. */
  groupOf(kind: AppKind, chatId: string): Promise<string | null>;
  /** Null: it stands for nothing any more. */
  bind(kind: AppKind, chatId: string, group: string | null): Promise<void>;
}
