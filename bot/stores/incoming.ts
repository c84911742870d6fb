/** What the platforms' callbacks bring. Types only. */
import type { AppKind } from './apps.js';
import type { DirectoryChange } from './directories.js';

/** Which of our doors a platform knocks at: what people say, buttons of interactive cards, events of the directory. */
export type CallbackDoor = 'message' | 'card' | 'events';

/** What came in by a platform's callback. */
export interface Incoming {
  /** The same for every repetition of the message, whatever call brings it. */
  readonly id: string;
  /** The platform's own id of who sent it; null where it does not tell: somebody from outside, a robot that is not published. */
  readonly userId: string | null;
  /** Sealed: where the platform takes an answer to this one message, for a while. Null: by the id alone. */
  readonly replyTo: string | null;
  /** The platform's id of the group in which it was said; absent: to us alone. */
  readonly group?: string;
  readonly what:
    | { readonly kind: 'text'; readonly text: string }
    /** A card's button: `cardId` is our message's id, `code` lets the card be changed once. */
    | {
        readonly kind: 'press';
        readonly cardId: string;
        readonly key: string;
        readonly code: string | null;
        /** What was chosen on it, by the id of each list. */
        readonly picked?: Readonly<Record<string, string>>;
      }
    /** Pictures, by what the platform calls each, fetched when they are worked on; with the words beside them, '' where there are none. */
    | { readonly kind: 'photos'; readonly refs: readonly string[]; readonly text: string }
    /** A file: nothing we read. */
    | { readonly kind: 'unread' }
    /** Who left or joined the organisation, by the platform's ids; told by the platform itself. */
    | { readonly kind: 'directory'; readonly change: DirectoryChange['change']; readonly userIds: readonly string[] }
    /** Only a sign that this person is there: opened the application, was added. */
    | { readonly kind: 'sign of life' };
}

/** Each message of the platforms is worked on once. Machine time. */
export interface IncomingStore {
  /**
   * `first`: kept, and for the caller to work on within a minute; `again`: the same message by another call; `replayed`: the very
   * same call, `call` being what makes it unique.
   */
  take(kind: AppKind, call: string, incoming: Incoming): Promise<'first' | 'again' | 'replayed'>;
  done(kind: AppKind, id: string): Promise<void>;
  /** One whose worker never came back, for the caller to work on now; null: there is none. */
  takeLeft(): Promise<{ readonly kind: AppKind; readonly incoming: Incoming } | null>;
}
