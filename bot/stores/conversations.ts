/** What a conversation with the bot remembers. Types only. */
import type { Intent } from '../../core/chat/intent.js';
import type { TaskAction } from '../../core/ledger/model.js';
import type { AppKind } from './apps.js';

/** Something the bot asked back and waits for, of one person in one room. */
export interface Pending {
  /** That of the message that led to it, so that the same message again is the same question. */
  readonly id: string;
  readonly about: PendingAct | PendingActs | PendingChoice | PendingLack | PendingPhotos;
  /** Carried out: confirmed once more it answers as the first time. */
  readonly done: boolean;
  /** The message that confirmed it: taken up again after a crash it is answered again. */
  readonly doneBy?: string;
}

/** A change that was understood and waits for 确认. */
export interface PendingAct {
  readonly kind: 'act';
  readonly taskId: string;
  /** The task as it was when it was shown. */
  readonly version: number;
  readonly action: TaskAction;
  /** The sentence, to be changed and sent again. */
  readonly heard: string;
}

/** The same for several tasks at once: 收到 after a message about three. */
export interface PendingActs {
  readonly kind: 'acts';
  readonly acts: readonly Pick<PendingAct, 'taskId' | 'version' | 'action'>[];
  readonly heard: string;
}

/** A wish that said too little: what is said next may be what it lacked. */
export interface PendingLack {
  readonly kind: 'lack';
  readonly wish: Intent;
  readonly taskId: string;
  readonly heard: string;
}

/** A wish that fits several tasks. */
export interface PendingChoice {
  readonly kind: 'choice';
  readonly wish: Intent;
  readonly heard: string;
  /** Sent to the bot before it was plain what they show. */
  readonly photos?: readonly SentPhoto[];
}

/** What was to be done is not, and its photos wait for what is said next of the same task. */
export interface PendingPhotos {
  readonly kind: 'photos';
  readonly taskId: string;
  readonly evidenceIds: readonly string[];
}

/** A photo that is still with its platform. */
export interface SentPhoto {
  /** Of the upload that it becomes. */
  readonly id: string;
  readonly kind: AppKind;
  readonly ref: string;
}

/** What a conversation remembers, by person and room. Machine time throughout ($$NOW in the base). */
export interface ConversationStore {
  /** The task last talked about, for a day; null: none. */
  topic(personId: string, room: string): Promise<string | null>;
  talkAbout(personId: string, room: string, taskId: string): Promise<void>;
  /** Replaces whatever waited; good for `minutes`. */
  ask(personId: string, room: string, pending: Omit<Pending, 'done' | 'doneBy'>, minutes: number): Promise<void>;
  /** What waits and has not run out. */
  pending(personId: string, room: string): Promise<Pending | null>;
  /** Keeps it as carried out by this message, the first; harmless when something else waits by now. */
  finish(personId: string, room: string, id: string, messageId: string): Promise<void>;
  forget(personId: string, room: string): Promise<void>;
}
