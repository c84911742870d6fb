/**
 * What the actions have to work with: clocks, channels, blobs, log, and the stores of `stores.ts`. Types only; `main.ts` fills
 * them in and tests fill them with the real thing.
 */
import type { TicketFigures } from '../core/contract/board.js';
import type { MonthReport } from '../core/rating/month-report.js';
import type { Calendar } from '../core/time/calendar.js';
import type { WeekReport } from '../core/insight/week-report.js';
import type { Day } from '../core/time/day.js';
import type { Policy, Recipient } from '../core/notice/model.js';
import type { PolicyBook } from '../core/notice/policy-book.js';
import type { Roster } from '../core/people/roster.js';
import type { Capture } from '../core/trust/capture.js';
import type { Channels, Message } from './channels/channel.js';
import type { OutboxNotice, Store } from './stores.js';

export type * from './stores.js';

/** World time: days, `notBefore`, events. Tests and the demo move it. Leases and sessions never use it. */
export interface Clock {
  now(): Date;
}

/** One line an event, a verb in the past tense and fields. Never a token, a webhook address, a full phone number. */
export interface Log {
  info(words: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(words: string, fields?: Readonly<Record<string, unknown>>): void;
  error(words: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What the actions may know of the configuration. */
export interface Settings {
  /** Where people reach us, no slash at the end; every link begins with it. */
  readonly publicUrl: string;
  readonly demo: boolean;
  /** Opens /metrics to other machines; absent or null: to this one only. */
  readonly metricsToken?: string | null;
  /** Asked after every audit that found nothing; absent or null: nobody outside listens. */
  readonly heartbeatUrl?: string | null;
}

export interface Services {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly images: Images;
  readonly workbooks: Workbooks;
  readonly reports: Reports;
  readonly codes: Codes;
  readonly passwords: Passwords;
  readonly secrets: Secrets;
  /** The workday calendar with the base's own overrides; asked for afresh, so a new notice counts at once. */
  calendar(): Promise<Calendar>;
  /** What holds for everything: hours, working-day figures of an import. A task's own rules: `policyFor` of the book. */
  policy(): Promise<Policy>;
  /** The policy of everything with its exceptions, as last saved. Throws Refusal `policy-broken`. */
  policyBook(): Promise<PolicyBook>;
  /** Units, persons and posts as they are now. */
  roster(): Promise<Roster>;
  /** Puts what one recipient is due, still wanted, into one message (`bot/chat/compose`). */
  readonly compose: Compose;
  /** A signed address of one picture, good for an hour of machine time: `/api/evidence/<id>/<size>?…`. */
  evidenceUrl(id: string, size: 'thumb' | 'view' | 'original'): string;
  /** Whether such an address was made here and still holds. */
  evidenceUrlHolds(link: { readonly id: string; readonly size: string; readonly until: string; readonly mark: string }): boolean;
  /** A signed address of a kept week, for a chat, good for 35 days of machine time: `/api/weeks/<monday>/<part>?…`. */
  weekUrl(monday: Day, part: WeekPart): string;
  weekUrlHolds(link: { readonly monday: string; readonly part: string; readonly until: string; readonly mark: string }): boolean;
  readonly channels: Channels;
  /** Turns at rating, a lane for each network. */
  readonly ratingTurns: Turns;
  readonly log: Log;
  /** A new id: 24 characters of 0-9a-f, sortable by time. */
  newId(): string;
  /** Wakes delivery in this process. Never throws, returns at once. */
  kick(): void;
  /** Opens in this process the tickets that ratings are owed. Never throws, returns at once. */
  kickTickets(): void;
  /** Wakes the sweep in this process, after what changes a deadline. */
  kickSweep(): void;
}

/** Turns at something that costs, fair between lanes. */
export interface Turns {
  /** Runs the work when it is this lane's turn; null at once where too many of the lane, or too many lanes, wait already. */
  inTurn<T>(lane: string, work: () => Promise<T>): Promise<T> | null;
}

export type WeekPart = 'picture' | 'report';

/** The weekly report as files; `before` is the week before, null where there is none. */
export interface Reports {
  /** PNG, 1,080 px wide. */
  weekPicture(report: WeekReport, before: WeekReport | null): Promise<Buffer>;
  /** .docx */
  weekDocument(report: WeekReport, before: WeekReport | null): Promise<Buffer>;
  /** .docx; `today`: the day it is made. */
  monthDocument(report: MonthReport, tickets: TicketFigures | null, today: Day): Promise<Buffer>;
}

/**
 * What one recipient is due, as one message in words: a single notice or a digest. Never empty. A
 * group hears units, counts and links; a person hears of their own tasks.
 */
export type Compose = (services: Services, recipient: Recipient, notices: readonly OutboxNotice[]) => Promise<MessageWords>;

/** A message before delivery gives it its id. */
export type MessageWords = Omit<Message, 'id'>;

/** argon2; both are slow on purpose. */
export interface Passwords {
  hash(password: string): Promise<string>;
  matches(hash: string, password: string): Promise<boolean>;
}

/** Keys from the environment or DATA_DIR. */
export interface Secrets {
  /** AES-256-GCM; the result is text safe to store. */
  seal(plain: string): string;
  open(sealed: string): string;
  /** HMAC-SHA256, base64url: for signed links. */
  sign(text: string): string;
  /** A random token, base64url of 32 bytes, and how it is stored. */
  newToken(): string;
  hashToken(token: string): string;
}

/** Bytes of photos and files. GridFS by default. Never used inside a transaction. */
export interface Blobs {
  write(id: string, bytes: NodeJS.ReadableStream | Buffer, contentType: string): Promise<void>;
  /** Rejects with a Refusal `blob-missing` when there is none. */
  read(id: string): Promise<{ readonly stream: NodeJS.ReadableStream; readonly contentType: string; readonly bytes: number }>;
  remove(id: string): Promise<void>;
  /** Removes what is older than `days` of machine time and not `wanted`, and halves of broken writes. Answers how many. */
  removeStrays(days: number, wanted: (ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number>;
}

/** What may enter as evidence, and what others see of it. */
export interface Images {
  /** Sniffs and measures; throws a Refusal naming what is wrong and what to do (HEIC, too large, not an image …). */
  inspect(
    bytes: Buffer,
    fileName: string,
  ): Promise<{
    readonly kind: 'photo' | 'file';
    readonly contentType: string;
    readonly width: number | null;
    readonly height: number | null;
    /** What the photo tells of itself; null for a file. */
    readonly capture: Capture | null;
  }>;
  /** Orientation applied, EXIF and GPS gone. `view` ≤ 1600 px with `lines` written along its lower edge, `thumb` ≤ 360 px without; both JPEG. */
  derive(bytes: Buffer, lines?: readonly string[]): Promise<{ readonly view: Buffer; readonly thumb: Buffer }>;
  /** The picture as 96 × 96 grey values, upright, to be compared with others (`core/trust/fingerprint`). */
  grey(bytes: Buffer): Promise<Uint8Array>;
}

/** One sheet as text cells; row and column count from 0, merged cells hold their text in the first cell only. */
export interface SheetCells {
  readonly name: string;
  /** `rows[r][c]`; an absent or empty cell is ''. A date cell is `2026-11-20` (read by its number format). */
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];
}

/** A table to be written as a workbook of one sheet. Text cells are written as text, numbers as numbers. */
export interface TableSheet {
  readonly name: string;
  /** `width` in characters of Excel's own measure; a Chinese one takes two. */
  readonly columns: readonly { readonly head: string; readonly width: number }[];
  readonly rows: Iterable<readonly (string | number)[]> | AsyncIterable<readonly (string | number)[]>;
}

/** QR codes as pictures and as sheets to be printed. */
export interface Codes {
  /** PNG, black on white, with its quiet zone. */
  picture(text: string): Promise<Buffer>;
  /** .docx, one A5 page each. */
  sheets(all: readonly CodeSheet[]): Promise<Buffer>;
}

export interface CodeSheet {
  readonly unitName: string;
  /** Of the window. */
  readonly name: string;
  readonly url: string;
}

export interface Workbooks {
  /** The table as .xlsx, made while it is read away. */
  write(table: TableSheet): NodeJS.ReadableStream;
  /**
   * Reads .xlsx or .csv within caps on size, entries, inflated bytes, rows, merges, time and memory; throws a Refusal.
   * Ends at once when `signal` is aborted, with Refusal `reading-abandoned`.
   */
  read(bytes: Buffer, fileName: string, signal?: AbortSignal): Promise<readonly SheetCells[]>;
  /** The same workbook with the faulty cells filled yellow and commented (.csv comes back as .xlsx). */
  mark(
    bytes: Buffer,
    fileName: string,
    faults: readonly { readonly sheet: string; readonly row: number; readonly column: string; readonly message: string }[],
    signal?: AbortSignal,
  ): Promise<Buffer>;
}
