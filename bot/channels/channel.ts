/** The contract every channel keeps: what a message is, and what became of it. */
import type { Card } from '../../core/contract/chat.js';
import type { ConnectionCheck, ConnectionField } from '../../core/contract/connection.js';
import type { Fault } from '../../core/refusal.js';
import type { AppKind, CallbackDoor, Incoming, PlatformApp, Robot } from '../stores.js';
import type { DirectoryRead } from './directory-read.js';

export type { AppKind };
/** Groups that an application made. */
export type ChatKind = 'wecomChat';
export type RobotKind = Exclude<Robot['kind'], ChatKind>;
export type ChannelKind = 'preview' | Robot['kind'] | AppKind;

/** A person as the platform's application knows them. */
export interface Member {
  readonly kind: 'member';
  readonly app: PlatformApp;
  /** Null for somebody whom we know by the platform's id alone. */
  readonly personId: string | null;
  /** The platform's own id of this person. */
  readonly userId: string;
}

/** A group that the platform's application made and speaks in. */
export interface GroupTarget {
  readonly kind: 'chat';
  readonly app: PlatformApp;
  readonly robot: Robot;
}

/** Where a message goes: a room of the preview chat, a group's robot, an application's group, or a person by an application. */
export type Target = { readonly kind: 'room'; readonly room: string } | { readonly kind: 'robot'; readonly robot: Robot } | GroupTarget | Member;

/** Somebody whom a group's message names, and how each platform knows them; null: not at all. */
export interface Mentioned {
  readonly name: string;
  readonly wecomUserId: string | null;
  readonly dingtalkUserId: string | null;
}

/** `words` stand before the names: what is asked of them. At least one. */
export interface Mentions {
  readonly words: string;
  readonly people: readonly Mentioned[];
}

/** One message in words and, where the channel has cards, as a card. Within the platform's limits already. */
export interface Message {
  /** Unique per attempt chain; a channel that can, uses it so that a resend is not shown twice. */
  readonly id: string;
  /** One line for the platform's list of chats and its notification. */
  readonly title: string;
  /** The same in 4 to 12 characters, for a notice that has room for no more; absent: none was made. */
  readonly short?: string;
  /** Plain text with everything in it. */
  readonly text: string;
  /** The subset both robots know: `#`, `**`, `>`, links. Null: send `text`. */
  readonly markdown: string | null;
  readonly card: Card | null;
  /** Whom a group's message calls by name; each channel writes them below the words in its own way. */
  readonly mentions?: Mentions;
  /** The message is this picture, on channels that carry one; others show the words with its address in them. */
  readonly picture?: Buffer;
  /** The message is this file, on channels that carry one; others show the words with its address in them. */
  readonly file?: { readonly name: string; readonly bytes: Buffer };
}

/** Whom a refusal puts out of service: nobody; the group's robot or this one person; the whole robot or application. */
export type Stops = 'nothing' | 'target' | 'connection';

/**
 * `later`: come back after at least that many milliseconds (0: the sender's own backoff); `holdLane` for a limit that
 * concerns the whole robot or application; `rest` after so many times in a row, where the platform allows no more.
 * `refused`: will never go like this; `untilMs`: what it stops is in service again by itself after so long. `unknown`: nobody knows. `words` is for the office, zh-CN, and holds no address or secret.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly platformId: string | null }
  | { readonly kind: 'later'; readonly afterMs: number; readonly holdLane: boolean; readonly rest: number | null; readonly words: string }
  | { readonly kind: 'refused'; readonly stops: Stops; readonly words: string; readonly untilMs?: number }
  | { readonly kind: 'unknown'; readonly words: string };

export type Carried = 'picture' | 'file';

export interface Channel {
  readonly kind: ChannelKind;
  /** Messages a minute it aims at, to one robot or one person; null where there is no limit. */
  readonly perMinute: number | null;
  /** Longest markdown or text in UTF-8 bytes. */
  readonly maxBytes: number;
  /** What it carries beside words and cards; elsewhere its address stands in the words before it. */
  readonly carries: readonly Carried[];
  /** Never throws for what the platform answers; an exception is a bug. `at` is world time, for what is shown. */
  send(target: Target, message: Message, at: Date): Promise<SendResult>;
}

/** What an address given on the screen is: every fault at once, or the address as it is to be sealed and its last characters. */
export type ReadAddress = { readonly faults: readonly Fault[] } | { readonly faults: readonly []; readonly address: string; readonly tail: string };

/** Robots of groups. */
export interface RobotChannel extends Channel {
  readonly kind: RobotKind;
  /** Checks a robot's address and 加签 secret without calling anybody. */
  readAddress(address: string, secret: string | null): ReadAddress;
}

/** `userIds`: the platform's own, at least two. */
export interface ChatMade {
  readonly chatId: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly userIds: readonly string[];
}

export interface ChatChange {
  readonly name: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** How a group stands at the platform, or why nobody can tell. */
export type ChatFound =
  | { readonly kind: 'found'; readonly name: string; readonly userIds: readonly string[] }
  | { readonly kind: 'failed'; readonly words: string };

/** Groups of an application: it makes them, keeps their members and speaks in them. */
export interface ChatChannel extends Channel {
  readonly kind: ChatKind;
  /** Whose groups they are. */
  readonly by: AppKind;
  /** Checks a group's id without calling anybody. */
  readChatId(chatId: string): ReadAddress;
  /** `sent`: it is there; the same id again is the same group. */
  create(app: PlatformApp, chat: ChatMade): Promise<SendResult>;
  find(app: PlatformApp, robot: Pick<Robot, 'sealedAddress'>): Promise<ChatFound>;
  change(app: PlatformApp, robot: Pick<Robot, 'sealedAddress'>, change: ChatChange): Promise<SendResult>;
}

/** What the office fills in for an application, besides its value. */
export type FormField = Omit<ConnectionField, 'value' | 'isKept'>;

/** What was filled in: every fault at once, or what may be shown and what must be sealed, by the fields' names. */
export type ReadForm =
  | { readonly faults: readonly Fault[] }
  | { readonly faults: readonly []; readonly open: Readonly<Record<string, string>>; readonly secret: Readonly<Record<string, string>> };

/** Applications that speak to persons. */
export interface AppChannel extends Channel {
  readonly kind: AppKind;
  /** Answers a minute to one person, beside `perMinute`: who asks does not wait behind a digest. */
  readonly repliesPerMinute: number;
  /** `企业微信`. */
  readonly name: string;
  /** Where it knocks (`/api/callbacks/<path>`), and where its console wants that address. */
  readonly callback: { readonly path: string; readonly where: string };
  /** Every field, in the order it is filled in. */
  readonly form: readonly FormField[];
  /** Checks the form without calling anybody. `kept`: names of the secrets that stay as they are where nothing is given. */
  readForm(given: Readonly<Record<string, string>>, kept: readonly string[]): ReadForm;
  /** Tries the connection as it is kept, step by step; ends at the first step that makes the next ones useless. */
  check(app: PlatformApp, trial: Trial): Promise<readonly CheckStep[]>;
  /** Null for whatever is not genuine; why is nobody's business. */
  receive(app: PlatformApp, knock: Knock): Heard | null;
  /**
   * A line of ours by which the platform tells the same as by knocking, where the office chose it; null: it knocks. Absent: the
   * platform has no such line.
   */
  listen?(app: PlatformApp, ears: Ears): Line | null;
  /** The platform knows one line alone: a second ends the first. */
  readonly isLineAlone?: boolean;
  /** What is said in place of the address where such a line was chosen; null: it knocks. */
  lineWords?(app: PlatformApp): string | null;
  /** To whoever spoke to us, where they spoke. `at` is world time. */
  answer(app: PlatformApp, to: Incoming, message: Message, at: Date): Promise<SendResult>;
  /** The picture that somebody sent, by what the platform called it. Absent: pictures are not read. */
  fetchPhoto?(app: PlatformApp, ref: string): Promise<PhotoFetched>;
  /** Takes a message back, while the platform allows it. `platformId`: what the platform called it. */
  recall(target: Member, platformId: string): Promise<RecallResult>;
  /** What became of a message that was taken; null: nothing is known yet. Absent: the platform does not tell. */
  found?(target: Member, platformId: string): Promise<Found | null>;
  /** Whether that can be asked of this one. */
  mayBeFound?(platformId: string): boolean;
  /** What it may still be called, in words for the office; null: nothing is counted. */
  usage?(app: PlatformApp): Promise<string | null>;
  /** How it calls its ways to persons (`工作通知`), by the names detours have. */
  readonly ways?: Readonly<Record<string, string>>;
  /** Sign-in without a password. */
  readonly door: SignInDoor;
  /** Its departments and members, as far as the application may see them; minutes for a large one. Never throws for what the platform answers. */
  readDirectory(app: PlatformApp): Promise<DirectoryRead>;
  /** The card says what became of it, and its buttons are gone. Absent where a card has none. */
  settleCard?(app: PlatformApp, pressed: PressedCard): Promise<SendResult>;
}

/**
 * `words` zh-CN, to stand behind `已发出 08:40，`; `isUnreached`: this person is not reached by this application at all;
 * `mayGoAnotherWay`: sent once more it takes another of its ways.
 */
export interface Found {
  readonly state: 'unread' | 'read' | 'heldBack';
  readonly words: string;
  readonly isUnreached: boolean;
  readonly mayGoAnotherWay: boolean;
}

/** `words`: why there is none, zh-CN; `isTooLarge`: it will not help to send it once more; `noted`: the same for the log. */
export type PhotoFetched =
  | { readonly kind: 'fetched'; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly words: string; readonly isTooLarge?: boolean; readonly noted: string };

/** `words`: why it stays and what to do, zh-CN. `says`: what the platform said of it; absent: it was not asked. */
export type RecallResult = { readonly kind: 'recalled' } | { readonly kind: 'kept'; readonly words: string; readonly says?: 'no' | 'nothing' };

/** How a phone gets a code of the platform: its page, and back to `redirect`; or from the app it runs in. */
export type CodeWay = { readonly way: 'page'; readonly url: string } | { readonly way: 'app'; readonly corpId: string; readonly clientId: string };

/** Who a code stands for. `stale`: used, run out or not of this application. `words` is for the office. */
export type WhoIs =
  | { readonly kind: 'known'; readonly userId: string }
  | { readonly kind: 'outsider' }
  | { readonly kind: 'stale' }
  /** Comes back by itself. */
  | { readonly kind: 'later'; readonly words: string }
  | { readonly kind: 'refused'; readonly stops: 'nothing' | 'connection'; readonly words: string };

/** The platform tells who holds a phone. */
export interface SignInDoor {
  /** Null where something is not filled in. `state` comes back with the code. */
  wayOf(app: PlatformApp, redirect: string, state: string): CodeWay | null;
  whoIs(app: PlatformApp, code: string, way: CodeWay['way']): Promise<WhoIs>;
}

/** A call of the platform at our door, as it came. */
export interface Knock {
  readonly door: CallbackDoor;
  readonly method: 'get' | 'post';
  readonly query: Readonly<Record<string, string>>;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Machine time: the platform's clock is compared with it. */
  readonly now: Date;
}

/** What a genuine call brings, and what the platform wants to hear at once. */
export interface Heard {
  readonly answer: string;
  /** Makes this very call unique. */
  readonly call: string;
  /** Null where the platform only tries the address. */
  readonly incoming: Incoming | null;
}

/** Who hears what comes over a line. */
export interface Ears {
  /** Resolves when it is kept and will be worked on; only then the platform hears that it arrived. */
  heard(heard: Heard): Promise<void>;
  /** The platform will not have us: words for the office, zh-CN. */
  refused(words: string): Promise<void>;
  /** The platform gave the line to somebody else who asked for it. */
  taken?(): Promise<void>;
  /** For the log. */
  noted(words: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface Line {
  isStanding(): boolean;
  /** Resolves when nothing of it is under way. */
  close(): Promise<void>;
}

/** A card that was pressed and how it ends: who did what and when. */
export interface PressedCard {
  readonly userId: string;
  readonly code: string;
  readonly card: Card | null;
  readonly words: string;
}

export type CheckStep = ConnectionCheck['steps'][number];

/** What a connection is tried with. */
export interface Trial {
  /** Where people reach us; the platform wants to know its host. */
  readonly publicUrl: string;
  /** Goes to whoever checks; null where it cannot, and then `unsent` says why and what to do. */
  readonly toMyself: { readonly target: Member; readonly message: Message } | null;
  readonly unsent: string;
  /** World time. */
  readonly at: Date;
}

/** Every channel there is, by its kind. */
export type Channels = { readonly preview: Channel } & Readonly<Record<RobotKind, RobotChannel>> &
  Readonly<Record<ChatKind, ChatChannel>> &
  Readonly<Record<AppKind, AppChannel>>;
