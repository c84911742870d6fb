/** What is kept, as the actions see it: plain data in and out, one noun a file in `stores`. Types only; `bot/store` keeps it. */
import type { AccountStore } from './stores/accounts.js';
import type { AppStore } from './stores/apps.js';
import type { BudgetStore } from './stores/budgets.js';
import type { ConversationStore } from './stores/conversations.js';
import type { DetourStore } from './stores/detours.js';
import type { DirectoryStore } from './stores/directories.js';
import type { DispatchStore } from './stores/dispatches.js';
import type { EventStore } from './stores/events.js';
import type { FingerprintStore } from './stores/fingerprints.js';
import type { GroupChatStore } from './stores/group-chats.js';
import type { HandshakeStore } from './stores/handshakes.js';
import type { ImportStore } from './stores/imports.js';
import type { IncomingStore } from './stores/incoming.js';
import type { LeaseStore } from './stores/leases.js';
import type { LedgerStore } from './stores/ledger.js';
import type { OutboxFigures } from './stores/outbox-figures.js';
import type { OutboxMemory } from './stores/outbox-memory.js';
import type { Outbox } from './stores/outbox.js';
import type { PeopleStore } from './stores/people.js';
import type { PolicyStore } from './stores/policies.js';
import type { PreviewStore } from './stores/previews.js';
import type { RatingStore } from './stores/ratings.js';
import type { RobotStore } from './stores/robots.js';
import type { SettingStore } from './stores/settings.js';
import type { TaskStore } from './stores/tasks.js';
import type { TokenStore } from './stores/tokens.js';
import type { UploadStore } from './stores/uploads.js';
import type { WeekStore } from './stores/weeks.js';
import type { WindowStore } from './stores/windows.js';

export type * from './stores/accounts.js';
export type * from './stores/apps.js';
export type * from './stores/budgets.js';
export type * from './stores/conversations.js';
export type * from './stores/detours.js';
export type * from './stores/directories.js';
export type * from './stores/dispatches.js';
export type * from './stores/events.js';
export type * from './stores/fingerprints.js';
export type * from './stores/group-chats.js';
export type * from './stores/handshakes.js';
export type * from './stores/imports.js';
export type * from './stores/incoming.js';
export type * from './stores/leases.js';
export type * from './stores/ledger.js';
export type * from './stores/outbox.js';
export type * from './stores/outbox-figures.js';
export type * from './stores/outbox-memory.js';
export type * from './stores/people.js';
export type * from './stores/policies.js';
export type * from './stores/previews.js';
export type * from './stores/ratings.js';
export type * from './stores/robots.js';
export type * from './stores/settings.js';
export type * from './stores/tasks.js';
export type * from './stores/tokens.js';
export type * from './stores/uploads.js';
export type * from './stores/weeks.js';
export type * from './stores/windows.js';

/**
 * Everything kept. Inside `transaction` the given store writes in that transaction; outside, each call
 * stands alone. Reads answer plain data.
 */
export interface Store {
  readonly tasks: TaskStore;
  readonly ledger: LedgerStore;
  readonly people: PeopleStore;
  readonly accounts: AccountStore;
  readonly events: EventStore;
  readonly outbox: Outbox;
  readonly figures: OutboxFigures;
  readonly outboxMemory: OutboxMemory;
  readonly dispatches: DispatchStore;
  readonly previews: PreviewStore;
  readonly conversations: ConversationStore;
  readonly robots: RobotStore;
  readonly apps: AppStore;
  readonly tokens: TokenStore;
  readonly incoming: IncomingStore;
  readonly detours: DetourStore;
  readonly groupChats: GroupChatStore;
  readonly leases: LeaseStore;
  readonly handshakes: HandshakeStore;
  readonly directories: DirectoryStore;
  readonly uploads: UploadStore;
  readonly fingerprints: FingerprintStore;
  readonly imports: ImportStore;
  readonly policies: PolicyStore;
  readonly windows: WindowStore;
  readonly ratings: RatingStore;
  readonly budgets: BudgetStore;
  readonly settings: SettingStore;
  readonly weeks: WeekStore;
  /** Retries a lost race of the database itself; `work` must do nothing but use the store it is given. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
}
