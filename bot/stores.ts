/** What is kept, as the actions see it: one interface a noun, plain data in and out. Types only; `bot/store` keeps it. */
import type { ConnectionKind } from '../core/contract/connection.js';
import type { Day } from '../core/time/day.js';
import type { Intent } from '../core/chat/intent.js';
import type { DubanEvent, Finding, Round, Task, TaskAction } from '../core/ledger/model.js';
import type { KnownMember } from '../core/people/directory.js';
import type { WaitCell } from '../core/rating/month-report.js';
import type { Level, Rating, ServiceWindow, WaitReading } from '../core/rating/model.js';
import type { Counts } from '../core/rating/satisfaction.js';
import type { Person, Post, Unit } from '../core/people/model.js';
import type { PickName } from '../core/insight/picks.js';
import type { BoardCell } from '../core/insight/board.js';
import type { Reckoning } from '../core/insight/reckoning.js';
import type { WeekReport } from '../core/insight/week-report.js';
import type { NoticeDraft } from '../core/notice/model.js';
import type { PolicyBook } from '../core/notice/policy-book.js';
import type { TaskScope } from '../core/people/scope.js';
import type { Capture } from '../core/trust/capture.js';

export type { TaskScope };

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
}

/** As many tasks as stand alike on the board, with what it narrows by. */
export interface Standings extends BoardCell {
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
  /** Every task of the scope that the filter leaves, by urgency: days first, then standing, in review, done. */
  all(scope: TaskScope, filter: TaskFilter): Promise<readonly TaskRow[]>;
  /** Tasks of which nothing is kept that was reckoned by these rules and holds at this instant. Streams. */
  unreckoned(by: ReckonedBy): AsyncIterable<Task>;
  /** The others: what is kept of them is said to hold now. Streams. */
  reckoned(by: ReckonedBy): AsyncIterable<ReckonedTask>;
  keepReckoned(list: readonly ReckonedTask[], by: ReckonedBy): Promise<void>;
  /** A page of the scope that the filter leaves by `Reckoning.place`, from after `after` on; null: from the top. */
  page(scope: TaskScope, filter: TaskFilter, after: string | null, limit: number): Promise<readonly PlacedRow[]>;
  /** Those of these that are there and not done. */
  stillOpen(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Everything of the scope that the filter leaves, counted. */
  cells(scope: TaskScope, filter: TaskFilter): Promise<readonly TaskCell[]>;
  /** The same as the board counts it. */
  standings(scope: TaskScope, filter: TaskFilter): Promise<readonly Standings[]>;
  /** The findings' categories 问题分类 within the scope. */
  categories(scope: TaskScope): Promise<readonly string[]>;
  /** Waiting for a review (submitted, toVerify), within the scope. */
  awaitingReview(scope: TaskScope): Promise<readonly TaskRow[]>;
  /** With an open request for more time, within the scope. */
  askingExtension(scope: TaskScope): Promise<readonly TaskRow[]>;
  /** What a sweep on `today` must look at: supervised, open, and due by `until`, unsigned, in review, amending or standing. Streams. */
  watched(until: Day): AsyncIterable<TaskRow>;
  /** Tasks whose emergency clock runs. */
  withRunningClock(): Promise<readonly TaskRow[]>;
  /** Whether any supervised task is still to be done or decided. */
  anyOpen(): Promise<boolean>;
  ofRound(roundId: string): Promise<readonly TaskRow[]>;
  insertMany(tasks: readonly Task[]): Promise<void>;
  /** Saves at `task.version - 1`; false when another write came first. */
  replace(task: Task): Promise<boolean>;
  removeOfRound(roundId: string): Promise<void>;
  /** Reserves `count` consecutive numbers, outside any transaction; answers the first. */
  reserveNumbers(count: number): Promise<number>;
}

export interface WeekStore {
  find(monday: string): Promise<WeekReport | null>;
  /** Answers what is kept of that week: the first. */
  keep(report: WeekReport): Promise<WeekReport>;
}

export interface LedgerStore {
  rounds(): Promise<readonly Round[]>;
  round(id: string): Promise<Round | null>;
  saveRound(round: Round): Promise<void>;
  finding(id: string): Promise<Finding | null>;
  findingsOf(roundId: string): Promise<readonly Finding[]>;
  saveFindings(findings: readonly Finding[]): Promise<void>;
  /** The round and its findings. */
  removeRound(id: string): Promise<void>;
}

/** Units, persons and posts, with a version that rises on every change so that copies may be kept. */
export interface PeopleStore {
  units(): Promise<readonly Unit[]>;
  people(): Promise<readonly Person[]>;
  posts(): Promise<readonly Post[]>;
  person(id: string): Promise<Person | null>;
  saveUnits(units: readonly Unit[]): Promise<void>;
  savePeople(people: readonly Person[]): Promise<void>;
  /** Replaces all posts of one person. */
  setPosts(personId: string, posts: readonly Post[]): Promise<void>;
  remove(personIds: readonly string[], unitIds: readonly string[]): Promise<void>;
  /** Inside a transaction that names people or units: of two at once, this one and one that removes them, the second begins again. */
  hold(): Promise<void>;
  /** Rises with every change of units, persons or posts, by whatever process. */
  version(): Promise<number>;
}

export interface Account {
  readonly account: string;
  readonly personId: string;
  readonly passwordHash: string;
}

/** Accounts, sessions, failures and one-time codes. Machine time throughout ($$NOW in the base). */
export interface AccountStore {
  find(account: string): Promise<Account | null>;
  any(): Promise<boolean>;
  /** False when the account name is taken. */
  save(account: Account): Promise<boolean>;
  /** Counts one wrong try; five in a row lock for 15 minutes. Answers until when the account is locked now, or null. */
  countFailure(account: string): Promise<Date | null>;
  /** After the right password: forgets the failures and answers true, unless the account is locked by now. */
  admit(account: string): Promise<boolean>;
  lockedUntil(account: string): Promise<Date | null>;
  clearFailures(account: string): Promise<void>;
  openSession(session: { readonly tokenHash: string; readonly personId: string; readonly days: number }): Promise<void>;
  /** The person of a live session, or null. */
  session(tokenHash: string): Promise<{ readonly personId: string } | null>;
  closeSession(tokenHash: string): Promise<void>;
  closeSessionsOf(personId: string): Promise<void>;
  /** `personId` null: the first account of the office. Good for `hours`. True: it replaced an earlier one. */
  saveCode(codeHash: string, personId: string | null, hours: number): Promise<boolean>;
  findCode(codeHash: string): Promise<{ readonly personId: string | null } | null>;
  /** True for the one caller who used it first. */
  useCode(codeHash: string): Promise<boolean>;
}

export interface EventStore {
  insert(events: readonly DubanEvent[]): Promise<void>;
  /** Oldest first. */
  of(kind: DubanEvent['subject']['kind'], id: string): Promise<readonly DubanEvent[]>;
  /** What this person's request of this id was answered within the last 90 days of machine time, or null. */
  answered(personId: string, requestId: string): Promise<Answered | null>;
  /** Throws Refusal `request-repeated` when it is there already; call inside the transaction of the change. */
  remember(personId: string, requestId: string, answer: Answered): Promise<void>;
  /** Drops what was remembered under this id: of a round, from which states it was imported. */
  forget(personId: string): Promise<void>;
  /** Those of these that something happened to besides these actions; what an import says was reported before does not count. */
  touched(kind: DubanEvent['subject']['kind'], ids: readonly string[], besides: readonly string[]): Promise<ReadonlySet<string>>;
}

/** The memory of a request that was carried out. */
export interface Answered {
  readonly subjectId: string;
  readonly words: string;
  /** Fingerprint of what was asked, so that the id cannot stand for anything else; null where nobody asked. */
  readonly print: string | null;
  /** World time at which it was carried out; absent where nobody shows it. */
  readonly at?: Date;
}

/** A leased lane: what one person or group is due now. Everything done under a lost lease changes nothing. */
export interface ClaimedLane {
  readonly lane: string;
  readonly epoch: number;
  readonly leaseMs: number;
  /** World instant of the claim; what is settled under it bears it. */
  readonly at: Date;
  /** At most 500, earliest first. Empty only where `expired` is not 0. */
  readonly notices: readonly OutboxNotice[];
  /** The row of each notice, by its key. */
  readonly rows: ReadonlyMap<string, string>;
  /** How often in a row these were put off. */
  readonly tries: number;
  /** Notices of an attempt whose outcome nobody wrote down: now settled as their `unknown` says. */
  readonly expired: number;
}

/** A message that may be on its way. */
export interface Attempt {
  readonly id: string;
  readonly lane: string;
  readonly epoch: number;
  readonly keys: readonly string[];
  /** The rows of these keys. */
  readonly rows: readonly string[];
  /** World time of the claim. */
  readonly at: Date;
}

export interface OutboxNotice extends NoticeDraft {
  /** `<channel>:<target>`, for instance `preview:person:<id>` or `wecom:<robotId>`. */
  readonly lane: string;
  readonly state: 'waiting' | 'sent' | 'dropped' | 'refused' | 'unknown';
  /** Earlier attempts without an outcome. */
  readonly unknowns: number;
}

export type Outcome =
  | { readonly kind: 'sent'; readonly messageId: string | null }
  /** Not before `afterMs` of machine time. `holdLane`: nothing of this lane meanwhile. */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly holdLane: boolean; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
  /** What goes again waits at least `afterMs` of machine time. */
  | { readonly kind: 'unknown'; readonly afterMs: number; readonly why: string };

/** In quiet hours only what is urgent goes; absent: all. */
export type WhichNotices = 'all' | 'urgent';

/** Notices on their way. Leases and backoff are machine time by `$$NOW`; `notBefore` is world time. */
export interface Outbox {
  /** Inserts unknown keys only, ready to go. Answers how many were new. Inside `act`'s transaction keys are new by construction. */
  insert(notices: readonly (NoticeDraft & { readonly lane: string })[]): Promise<number>;
  /** The same for a sweep, outside a transaction, `ordered: false`; not claimable until `finishSweep`. */
  stage(notices: readonly (NoticeDraft & { readonly lane: string })[]): Promise<number>;
  /** Makes all that was staged claimable. */
  finishSweep(): Promise<void>;
  /** Keys among these that are known already. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these keys that were made on a world day before this one. */
  madeBefore(keys: readonly string[], day: Day): Promise<ReadonlySet<string>>;
  /** Lanes with something due at world time `now` that nobody holds: those with an urgent notice first, then escalations, then the longest due. */
  dueLanes(now: Date, limit: number, which?: WhichNotices): Promise<readonly string[]>;
  /** Leases this lane if it is free and has something due; null otherwise. What is urgent comes alone: the rest waits for the next claim. */
  claim(lane: string, now: Date, leaseMs: number, which?: WhichNotices): Promise<ClaimedLane | null>;
  /** Settled meanwhile, nothing is sent. Keeps the lease. */
  drop(claim: ClaimedLane, keys: readonly string[], why: string): Promise<void>;
  /** Moves everything that waits here to another lane (its robot is gone) and frees the lane. Answers how many. */
  redirect(claim: ClaimedLane, lane: string): Promise<number>;
  /** Writes the attempt down before the call goes out and renews the lease; null when the lease is lost. */
  beginAttempt(claim: ClaimedLane, keys: readonly string[], attemptId: string): Promise<Attempt | null>;
  /** Records the attempt's outcome and frees the lane; false when it had been given up as unknown (nothing is changed then). */
  settle(claim: ClaimedLane, attempt: Attempt, outcome: Outcome): Promise<boolean>;
  /** Frees the lane; nothing of it for `holdMs` of machine time. */
  release(claim: ClaimedLane, holdMs: number): Promise<void>;
  /** Everything that goes out by itself until this world instant, staged or not. */
  waiting(until: Date): Promise<readonly OutboxNotice[]>;
  /** The next world instant at which something falls due, or null. */
  nextDue(): Promise<Date | null>;
  /** For the history and the office: the fate of what concerns one task, newest first. */
  ofTask(taskId: string): Promise<readonly NoticeFate[]>;
}

/** A notice that is done with, as far as the janitor asks. */
export interface SettledNotice extends Pick<NoticeDraft, 'kind' | 'taskId'> {
  readonly id: string;
}

/** What the outbox remembers of the past, for the janitor. Each call is harmless when repeated. */
export interface OutboxMemory {
  /** Attempts that ended more than `days` of machine time ago; the figures go on counting them. Answers how many. */
  removeAttempts(days: number): Promise<number>;
  /** Notices settled, and due and sent before this world instant. In batches. */
  settledBefore(until: Date): AsyncIterable<readonly SettledNotice[]>;
  /** Answers how many. */
  removeSettled(ids: readonly string[]): Promise<number>;
  /** What platforms said of messages before this world instant, but not who took one back. */
  removeReceipts(until: Date): Promise<number>;
}

/** A notice with what became of it. `sentAt` is world time; `why` of what was not sent, zh-CN. */
export interface NoticeFate extends OutboxNotice {
  readonly sentAt: Date | null;
  readonly why: string | null;
  /** The platform's id of the message it went with; null: it did not go, or the platform gave none. */
  readonly messageId: string | null;
}

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

/** Of the world day so far, counted in notices: what was sent, and what ended otherwise and was not sent later. */
export interface TodaysOutcomes {
  /** Messages that went: several notices of one recipient are one. */
  readonly messages: number;
  readonly sent: number;
  readonly unknown: number;
  readonly refused: number;
  readonly refusedWhy: string | null;
}

/** What waits for one robot. Milliseconds of machine time. */
export interface RobotQueue {
  readonly robotId: string;
  /** Notices that are due. */
  readonly waiting: number;
  /** How long ago each message of the last minute went. */
  readonly sentAgoMs: readonly number[];
  /** Nothing goes before so long: a hold or a backoff. */
  readonly waitMs: number;
  /** Why the last try did not go, zh-CN; null where there was none. */
  readonly why: string | null;
}

/** What is due by an application to all its persons together. Milliseconds of machine time. */
export interface AppQueue {
  readonly kind: AppKind;
  readonly waiting: number;
  /** Until whoever waits longest is tried again. */
  readonly waitMs: number;
  /** Why they wait; null: it was not tried yet. */
  readonly why: string | null;
}

/** How delivery stands, for whoever watches it. Reads only. */
export interface OutboxFigures {
  /** In notices, at world time `now`; `late`: due since before `lateSince`, and what is urgent since a quarter of an hour. */
  waiting(
    now: Date,
    lateSince: Date,
  ): Promise<{ readonly due: number; readonly later: number; readonly late: number; readonly oldestDue: Date | null }>;
  /** Since this world instant. */
  settledSince(since: Date): Promise<TodaysOutcomes>;
  /** Notices that ended as unknown or refused since this world instant and were not sent later; newest first. */
  badEnds(since: Date, limit: number): Promise<readonly NoticeFate[]>;
  /** Every robot, busy or not. */
  robotQueues(now: Date): Promise<readonly RobotQueue[]>;
  /** What is due by each application, and when the last of it may go. */
  appQueues(now: Date): Promise<readonly AppQueue[]>;
  /** Lanes with something due behind a lease that its holder never gave back. */
  stuckLanes(now: Date): Promise<number>;
  /** How many attempts ended how, since the base began. */
  attempts(): Promise<readonly { readonly outcome: string; readonly count: number }[]>;
}

export interface PreviewMessage {
  readonly id: string;
  /** `person:<id>` or `group:<groupId>`. */
  readonly room: string;
  readonly at: Date;
  readonly text: string;
  /** core/contract/chat `Card`, or null for plain text. */
  readonly card: unknown;
  /** The person who said it; null or absent: the bot. */
  readonly by?: string | null;
}

/** Something the bot asked back and waits for, of one person in one room. */
export interface Pending {
  /** That of the message that led to it, so that the same message again is the same question. */
  readonly id: string;
  readonly about: PendingAct | PendingChoice;
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

/** A wish that fits several tasks. */
export interface PendingChoice {
  readonly kind: 'choice';
  readonly wish: Intent;
  readonly heard: string;
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

export interface PreviewStore {
  insert(message: PreviewMessage): Promise<void>;
  /** In place of what it said and of its card; harmless where there is none. */
  replaceWords(id: string, text: string): Promise<void>;
  find(id: string): Promise<PreviewMessage | null>;
  /** Newest `limit`, oldest first. */
  ofRoom(room: string, limit: number): Promise<readonly PreviewMessage[]>;
  rooms(): Promise<readonly { readonly room: string; readonly last: PreviewMessage; readonly count: number }[]>;
}

/** Whatever speaks in a group: a robot of the group, or (`wecomChat`) WeCom's application in a group that it made. */
export interface Robot {
  readonly id: string;
  readonly kind: 'wecom' | 'dingtalk' | 'wecomChat';
  readonly name: string;
  /** `office`, `leadingGroup`, `unit:<unitId>`. */
  readonly group: string;
  /** Sealed; only the channel opens it. Of an application's group its id. */
  readonly sealedAddress: string;
  readonly sealedSecret: string | null;
  readonly addressTail: string;
  readonly stopped: string | null;
  /** A message of ours has arrived at least once. Absent: not yet. */
  readonly worked?: boolean;
}

export interface RobotStore {
  list(): Promise<readonly Robot[]>;
  find(id: string): Promise<Robot | null>;
  save(robot: Robot): Promise<void>;
  remove(id: string): Promise<void>;
  /** Takes one send of the robot's budget for the current minute (machine time). Answers how it stands now, with 0 or the milliseconds to wait; null where it is gone. */
  take(id: string, perMinute: number | null): Promise<{ readonly robot: Robot; readonly waitMs: number } | null>;
  /** Nothing to this robot for `ms` of machine time. */
  hold(id: string, ms: number): Promise<void>;
  /** Out of service with these words for the office; null: in service again. */
  setStopped(id: string, words: string | null): Promise<void>;
  /** A message arrived: its address is right. */
  setWorked(id: string): Promise<void>;
}

/** Applications that speak to persons; a lane of one is `<kind>:person:<id>`. */
export type AppKind = ConnectionKind;

/** A platform's application as the office connected it. One of each kind. */
export interface PlatformApp {
  readonly kind: AppKind;
  /** What may be shown (corp, agent, base address), by the names of the channel's own form. */
  readonly open: Readonly<Record<string, string>>;
  /** Write-only, each sealed; only the channel opens them. */
  readonly sealed: Readonly<Record<string, string>>;
  /** Out of service with these words for the office; null: in service. */
  readonly stopped: string | null;
}

/** A person whom an application does not reach: by the platform's own id, so that another id is another try. */
export interface Unreached {
  readonly kind: AppKind;
  readonly personId: string;
  readonly userId: string;
  /** Why and what to do, zh-CN. */
  readonly words: string;
}

export interface AppStore {
  list(): Promise<readonly PlatformApp[]>;
  find(kind: AppKind): Promise<PlatformApp | null>;
  /** Replaces what was there, in or out of service as it says. */
  save(app: PlatformApp): Promise<void>;
  remove(kind: AppKind): Promise<void>;
  /** False where what it was saved with is not what it has now. `forMs` of machine time, then it is in service again; absent: until somebody says so. */
  setStopped(app: PlatformApp, words: string | null, forMs?: number): Promise<boolean>;
  /** Takes one message of the budget of the platform's `userId` for the current minute (machine time), unless the application is held. Answers 0, or milliseconds to wait. */
  take(kind: AppKind, userId: string, perMinute: number): Promise<number>;
  /** Nothing by this application for `ms` of machine time. */
  hold(kind: AppKind, ms: number): Promise<void>;
  /** Whom the applications do not reach now: everybody, or this one person. */
  unreached(personId?: string): Promise<readonly Unreached[]>;
  /** Holds for a day of machine time, then the person is tried again; what it was told again is no news (false). */
  markUnreached(unreached: Unreached): Promise<boolean>;
  /** Tries them again: one person, or everybody of the application. */
  clearUnreached(kind: AppKind, personId?: string): Promise<void>;
}

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
    | { readonly kind: 'press'; readonly cardId: string; readonly key: string; readonly code: string | null }
    /** A picture, a file: nothing we read yet. */
    | { readonly kind: 'unread' }
    /** Who left or joined the organisation, by the platform's ids; told by the platform itself. */
    | { readonly kind: 'directory'; readonly change: DirectoryChange['change']; readonly userIds: readonly string[] }
    /** Only a sign that this person is there: opened the application, was added. */
    | { readonly kind: 'sign of life' };
}

/** A way of an application that its platform refused, for one person or (null) for everybody. */
export interface Detour {
  readonly kind: AppKind;
  /** As the channel calls it. */
  readonly way: string;
  readonly userId: string | null;
  /** Why and what to do, zh-CN. */
  readonly words: string;
}

/** Each holds for a while of machine time; then the way is tried again. */
export interface DetourStore {
  /** Those of this person and those of everybody. */
  of(kind: AppKind, userId: string): Promise<readonly Detour[]>;
  list(kind: AppKind): Promise<readonly Detour[]>;
  mark(detour: Detour, ms: number): Promise<void>;
  /** Of one person, or all of the application. */
  clear(kind: AppKind, userId?: string): Promise<void>;
}

/** What the groups of a platform stand for, as the office said in them. */
export interface GroupChatStore {
  /** `office`, `leadingGroup`, `unit:<unitId>`; null: nobody has said so. */
  groupOf(kind: AppKind, chatId: string): Promise<string | null>;
  /** Null: it stands for nothing any more. */
  bind(kind: AppKind, chatId: string, group: string | null): Promise<void>;
}

/** What only one process does at a time. Machine time. */
export interface LeaseStore {
  /** True for one holder until it leaves or for `ms`; asked again by the holder it holds on. */
  hold(name: string, holder: string, ms: number): Promise<boolean>;
  leave(name: string, holder: string): Promise<void>;
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

/** What was begun with a platform and is to be ended by whoever began it. */
export interface Handshake {
  readonly kind: AppKind;
  readonly about:
    | { readonly is: 'sign-in'; readonly verifierHash: string }
    /** The platform says who holds the phone, and we do not know them. */
    | { readonly is: 'stranger'; readonly userId: string };
}

/** Each is good for minutes of machine time and for one use. */
export interface HandshakeStore {
  open(hash: string, handshake: Handshake, minutes: number): Promise<void>;
  /** For the one caller who asks first; null: used, run out, or never there. */
  take(hash: string): Promise<Handshake | null>;
}

/** What was read of a platform's directory. */
export interface StoredDirectory {
  /** World time, ISO. */
  readonly readAt: string;
  readonly departments: number;
  readonly members: number;
  /** Those whose name or account somebody here had then. */
  readonly known: readonly KnownMember[];
  readonly notes: readonly string[];
}

/** What a platform told of its directory since. World time. */
export interface DirectoryChange {
  readonly kind: AppKind;
  readonly userId: string;
  readonly change: 'left' | 'joined';
  readonly at: Date;
}

export interface DirectoryStore {
  /** The last of each member stands. */
  noteChange(change: DirectoryChange): Promise<void>;
  /** Oldest first. */
  changes(kind: AppKind): Promise<readonly DirectoryChange[]>;
  /** `broken`: somebody began to read and never ended. `wrong`: why the last reading failed, zh-CN. */
  find(kind: AppKind): Promise<{ readonly read: StoredDirectory | null; readonly wrong: string | null; readonly reading: 'no' | 'yes' | 'broken' }>;
  /** True for one reader at a time, until it ends or for `ms` of machine time. */
  claim(kind: AppKind, holder: string, ms: number): Promise<boolean>;
  /** False where another reads by now. Who joined before is in it. */
  keep(kind: AppKind, holder: string, read: StoredDirectory): Promise<boolean>;
  /** What was read before stays. */
  fail(kind: AppKind, holder: string, words: string): Promise<boolean>;
  remove(kind: AppKind): Promise<void>;
}

/** Access tokens of the platforms, sealed, shared by all processes. Machine time. */
export interface TokenStore {
  /** The last one kept; `isGood`: for `spareMs` more. */
  find(id: string, spareMs: number): Promise<{ readonly sealed: string; readonly number: number; readonly isGood: boolean } | null>;
  /** True for one caller at a time, until it keeps or leaves, or for `ms`; never when a newer token than `after` is there. */
  claim(id: string, holder: string, after: number, ms: number): Promise<boolean>;
  keep(id: string, holder: string, sealed: string, goodForMs: number): Promise<void>;
  /** Gives the claim back without a token. */
  leave(id: string, holder: string): Promise<void>;
}

export interface StoredUpload {
  /** Made by the client, unique with the person. */
  readonly id: string;
  readonly personId: string;
  readonly taskId: string;
  readonly kind: 'photo' | 'file';
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Null while the bytes are on their way. */
  readonly blobId: string | null;
  readonly viewBlobId: string | null;
  readonly thumbBlobId: string | null;
  /** What a photo tells of itself; null for a file, and for what came before it was read. */
  readonly capture: Capture | null;
  readonly at: Date;
}

export interface UploadStore {
  /** Writes the row before the first byte; answers the row that is there already if there is one. */
  begin(upload: StoredUpload): Promise<StoredUpload>;
  finish(upload: StoredUpload): Promise<void>;
  find(id: string): Promise<StoredUpload | null>;
  many(ids: readonly string[]): Promise<readonly StoredUpload[]>;
  /** Marks as part of a report, so that the janitor leaves them. Throws Refusal `evidence-missing` when it took one already. */
  attach(ids: readonly string[]): Promise<void>;
  /** Unattached and older than `days` of machine time; the janitor removes the rows and then their blobs. */
  abandoned(days: number): Promise<readonly StoredUpload[]>;
  /** Those of these blobs that some upload refers to. */
  referenced(blobIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these that stand in a report. */
  attached(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** False when a report took it up meanwhile: it stays then. */
  remove(id: string): Promise<boolean>;
}

/** How a photo looks, kept so that the same picture is known again (`core/trust/fingerprint`). */
export interface StoredFingerprint {
  readonly uploadId: string;
  /** World time of the upload: only what came before it can have been used before. */
  readonly at: Date;
  readonly grey: Uint8Array;
  readonly codes: Uint32Array;
}

/** An earlier photo that shows the same, 0 … 1. */
export interface Twin {
  readonly uploadId: string;
  readonly score: number;
}

export interface FingerprintStore {
  /** Once an upload; a second time changes nothing. */
  save(fingerprint: StoredFingerprint): Promise<void>;
  /** Those there are, with the twins found earlier; null: nobody has looked yet. */
  of(uploadIds: readonly string[]): Promise<readonly (StoredFingerprint & { readonly twins: readonly Twin[] | null })[]>;
  /** Every one made before `at`, its codes alone. Streams. */
  codesBefore(at: Date): AsyncIterable<Omit<StoredFingerprint, 'grey'>>;
  keepTwins(uploadId: string, twins: readonly Twin[]): Promise<void>;
  remove(uploadId: string): Promise<void>;
}

export interface StoredImport {
  readonly id: string;
  readonly personId: string;
  readonly fileName: string;
  readonly at: Date;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly roundName: string | null;
  readonly feedbackDay: Day | null;
  readonly committedRoundId: string | null;
}

export interface ImportStore {
  save(stored: StoredImport): Promise<void>;
  find(id: string): Promise<StoredImport | null>;
  committed(id: string, roundId: string): Promise<void>;
  /** Its round is gone again: looked at, not taken over, from now on. */
  withdrawn(roundId: string): Promise<void>;
  /** Removes what was looked at but never taken over within `days` of machine time. Answers how many. */
  removeAbandoned(days: number): Promise<number>;
}

/** What the office saved once: a whole book, never changed again. */
export interface PolicyVersion {
  /** 1, 2, 3 …; version 0 is what the base began with and is not kept here. */
  readonly version: number;
  readonly book: PolicyBook;
  readonly by: string;
  /** World time. */
  readonly at: Date;
  /** What it changed, a sentence each (zh-CN). */
  readonly words: readonly string[];
}

export interface PolicyStore {
  latest(): Promise<PolicyVersion | null>;
  find(version: number): Promise<PolicyVersion | null>;
  /** Newest first, without their books. */
  list(): Promise<readonly Omit<PolicyVersion, 'book'>[]>;
  /** Throws Refusal `policy-version-taken` where the version is there already. */
  add(saved: PolicyVersion): Promise<void>;
}

/** Small things kept by name: the demo's clock, the policy of version 0, calendar overrides. */
export interface SettingStore {
  get<T>(name: string): Promise<T | null>;
  set(name: string, value: unknown): Promise<void>;
}

/** Service windows and the readings of how long people wait at them. */
export interface WindowStore {
  list(): Promise<readonly ServiceWindow[]>;
  find(id: string): Promise<ServiceWindow | null>;
  save(window: ServiceWindow): Promise<void>;
  /** Readings by unknown ids only; answers how many were new. Inside a transaction ids are new by construction. */
  addReadings(readings: readonly WaitReading[]): Promise<number>;
  /** By window: how many there were, their average and the last one. */
  waits(
    windowIds: readonly string[],
    from: Date,
    until: Date,
  ): Promise<ReadonlyMap<string, { readonly readings: number; readonly average: number; readonly last: WaitReading }>>;
  /** Counted by window, day and hour in UTC+8; `target` in minutes. */
  waitCells(windowIds: readonly string[], from: Date, until: Date, target: number): Promise<readonly WaitCell[]>;
  /** Oldest first. */
  readings(windowIds: readonly string[], from: Date, until: Date): Promise<readonly WaitReading[]>;
}

/** What narrows ratings. `windowIds`: what the reader may see at all. */
export interface RatingFilter {
  readonly windowIds: readonly string[];
  /** From this month to that one, both among them: `2026-11`. */
  readonly from?: string;
  readonly until?: string;
  readonly windowId?: string;
  readonly staffId?: string;
  readonly service?: string;
  readonly levels?: readonly Level[];
  readonly validOnly?: boolean;
}

export interface RatingStore {
  find(id: string): Promise<Rating | null>;
  many(ids: readonly string[]): Promise<readonly Rating[]>;
  insert(rating: Rating): Promise<void>;
  /** Saves at `rating.version - 1`; false when another write came first. */
  replace(rating: Rating): Promise<boolean>;
  /** How many valid ratings of each level, by one field of theirs; those without it are left out. */
  countBy(field: 'windowId' | 'staffId' | 'service' | 'month', filter: RatingFilter): Promise<ReadonlyMap<string, Counts>>;
  /** The tickets of bad ratings, valid or not. */
  ticketsOf(filter: RatingFilter): Promise<readonly string[]>;
  /** Newest first. */
  list(
    filter: RatingFilter,
    limit: number,
    cursor: string | null,
  ): Promise<{ readonly rows: readonly Rating[]; readonly total: number; readonly cursor: string | null }>;
}

/** Counts of what may be done so often in so long. Machine time ($$NOW in the base). */
export interface BudgetStore {
  /** Counts one more under this key; false where there were `most` of them in the running `seconds` already. */
  take(key: string, most: number, seconds: number): Promise<boolean>;
  /** Counts one more and answers how many there are by now. */
  count(key: string, seconds: number): Promise<number>;
  /** How many there are now. */
  counted(key: string): Promise<number>;
  /** Takes one of `most` in any `windowMs`; answers 0, or the milliseconds to wait. */
  turn(key: string, most: number, windowMs: number): Promise<number>;
}
