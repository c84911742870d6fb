/** One task as a whole, with the actions this person may take now. */
import type { PersonLine } from '../../core/contract/task.js';
import type { EvidenceItem, ProgressItem, TaskDetail } from '../../core/contract/task-detail.js';
import { filedOf, isReport, lastCameBack, newReports, unansweredOf } from '../../core/ledger/came-back.js';
import { filedOf as evidenceFiled, needsMet, piecesOf } from '../../core/ledger/evidence.js';
import { actionWords } from '../../core/ledger/action-words.js';
import { allowedActions } from '../../core/ledger/lifecycle.js';
import type { Allowed, Circumstances } from '../../core/ledger/rule.js';
import type { DubanEvent, Round, Task, TaskActionKind } from '../../core/ledger/model.js';
import { nextStepOf, STEP_WORDS } from '../../core/ledger/review.js';
import { withoutDirection } from '../../core/ledger/typed-text.js';
import { asksOn } from '../../core/ledger/extension-rules.js';
import { isUrgedToday } from '../../core/ledger/urge.js';
import { nextReminderWords } from '../../core/notice/next-reminder.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { isOffice, mayCall, mayMarkFindings, mayReadOriginals, maySeeOperations, standingOf } from '../../core/people/may-do.js';
import type { Person, Viewer } from '../../core/people/model.js';
import { ownersOf, reviewersOf } from '../../core/people/roster.js';
import { scopeOf } from '../../core/people/scope.js';
import { Refusal } from '../../core/refusal.js';
import { dayWithWeekday, instantWords } from '../../core/time/day.js';
import type { Services, StoredUpload, TaskRow } from '../services.js';
import { listingBox } from './listing-box.js';
import { targetBox } from './target-box.js';
import { milestoneBox } from './milestone-box.js';
import { consultableOf, reviewBox } from './review-box.js';
import { emergencyBox, namableOf } from './emergency-box.js';
import { extensionBox, movableDays } from './extension-box.js';
import { type TicketFile, ticketBox, ticketFileOf } from './ticket-box.js';
import { heardWords, reminderBox } from './heard-box.js';
import { evidenceLinks } from './evidence-links.js';
import { actorWords, historyOf } from './history-words.js';
import { cardOf, type Desk, deskOf } from './task-card.js';

const noSuchTask = (): Refusal =>
  new Refusal('task-not-found', '没有找到这项任务，或者它不在您的查看范围内。', { kind: 'not-found', remedy: '请从“我的任务”或消息里的链接打开。' });

/** Throws Refusal `task-not-found` also where the task exists but is not this person's to see. */
export async function findTask(services: Services, viewer: Viewer, id: string): Promise<TaskRow> {
  const row = await services.store.tasks.find(id, scopeOf(viewer));
  if (row === null) throw noSuchTask();
  return row;
}

const idsIn = (event: DubanEvent, name: string): readonly string[] => {
  const ids = event.data[name];
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
};
export const evidenceIdsOf = (event: DubanEvent): readonly string[] => idsIn(event, 'evidenceIds');

/** Of all reports, the photos that show the state before 整改前. */
export const beforeIdsOf = (events: readonly DubanEvent[]): ReadonlySet<string> =>
  new Set(events.filter(isReport).flatMap((event) => idsIn(event, 'beforeIds')));

/** Whoever carries a ledger in does not report what stands in it. */
const OWN_WORK: readonly string[] = ['submit', 'callBack', 'answer'];
const isOwnReport = (event: DubanEvent): boolean => (isReport(event) && event.data['imported'] !== true) || OWN_WORK.includes(event.action);

/**
 * Nobody decides on a task they reported on, a liaison for the owner among them. Where all reviewers did, the office
 * steps in.
 */
function mayDecide({ viewer, roster }: Desk, task: Task, events: readonly DubanEvent[]): boolean {
  const reporters = new Set(events.filter(isOwnReport).map((event) => event.by));
  if (reporters.has(viewer.person.id)) return false;
  const reviewers = reviewersOf(task, roster).filter((person) => !reporters.has(person.id));
  return reviewers.length === 0
    ? isOffice(viewer) && !ownersOf(task).includes(viewer.person.id)
    : reviewers.some((person) => person.id === viewer.person.id);
}

/** What `decide` needs to know of one task. */
export function circumstancesOf(desk: Desk, task: Task, events: readonly DubanEvent[], bringing?: Circumstances['bringing']): Circumstances {
  return {
    standing: { ...standingOf(desk.viewer, task, desk.roster), reviews: mayDecide(desk, task, events) },
    personId: desk.viewer.person.id,
    now: desk.now,
    policy: policyFor(desk.book, task, desk.roster),
    calendar: desk.calendar,
    evidence: piecesOf(events),
    bringing,
    reports: events.filter(isReport).length,
    unanswered: unansweredOf(events),
    urgedToday: isUrgedToday(events, desk.viewer.person.id, desk.now),
    asksToday: asksOn(events, desk.viewer.person.id, desk.now),
    filed: filedOf(events),
  };
}

function personLine(desk: Desk, person: Person | null, isCallable: boolean): PersonLine | null {
  if (person === null) return null;
  const phone = isCallable && person.id !== desk.viewer.person.id ? person.phone : null;
  return { id: person.id, name: person.name, unitName: desk.roster.unit(person.unitId)?.name ?? null, phone };
}

function questionOf(kind: TaskActionKind, task: Task, { policy, now }: Circumstances): string | null {
  const { percent } = task;
  const next = kind === 'pass' ? nextStepOf(task, policy, now) : null;
  if (next !== null) return `通过后转下一步：${STEP_WORDS[next.steps[next.at] ?? 'department']}。`;
  if (kind === 'submit' && percent < 100) return `您填报的完成比例是 ${percent} %，申请验收将按 100 % 记。`;
  if (kind === 'pass') return '通过后任务销号，并告知责任人。';
  if (kind === 'withdraw') return '撤回后可以继续补充，再重新申请验收。';
  if (kind === 'urge') return '催办后，责任人会收到一条消息，写明是您催办的。每天每项任务催办一次。';
  if (kind === 'settle') return '转入常态化后不再按月催报。';
  if (kind === 'withdrawExtension') return '撤回后完成时限不变，需要时可以再申请。';
  if (kind === 'startClock') return '启动后立即通知所选人员，夜间、周末和节假日照常计时。';
  return null;
}

/** A finished report makes 申请验收 the main button, and an answered ticket does. */
function inButtonOrder(task: Task, allowed: readonly Allowed[]): readonly Allowed[] {
  const isReady = (one: Allowed) => one.kind === 'submit' && one.missing === null && (task.percent === 100 || task.ticket !== null);
  return [...allowed.filter(isReady), ...allowed.filter((one) => !isReady(one))];
}

function returnWords(task: Task, events: readonly DubanEvent[], desk: Desk): string | null {
  const last = lastCameBack(events);
  if (last === null || task.status === 'closed') return null;
  const again = task.status === 'inProgress' ? '' : '上一次：';
  const what = last.action === 'reopen' ? '重新整改' : '退回';
  return `${again}${instantWords(last.at, desk.today)} ${actorWords(last, desk.roster)} ${what}：${withoutDirection(String(last.data['reason'] ?? ''))}`;
}

type Uploads = ReadonlyMap<string, StoredUpload>;

/** The desk of one task's reader. */
interface Reading extends Desk {
  readonly readsOriginals: boolean;
  readonly before: ReadonlySet<string>;
}

function progressItems(services: Services, events: readonly DubanEvent[], uploads: Uploads, desk: Reading): ProgressItem[] {
  const fresh = newReports(events);
  return events
    .filter(isReport)
    .map((event) => ({
      id: event.id,
      at: event.at.toISOString(),
      atWords: instantWords(event.at, desk.today),
      byWords: event.data['imported'] === true ? '台账原有进展' : actorWords(event, desk.roster),
      text: String(event.data['text'] ?? ''),
      percent: Number(event.data['percent'] ?? 0),
      isNew: fresh.includes(event),
      evidence: evidenceItems(services, evidenceIdsOf(event), uploads, desk),
    }))
    .reverse();
}

function evidenceItems(services: Services, ids: readonly string[], uploads: Uploads, { roster, readsOriginals, before }: Reading): EvidenceItem[] {
  return ids.flatMap((id) => {
    const upload = uploads.get(id);
    if (upload === undefined) return [];
    return [
      {
        id,
        kind: upload.kind,
        name: upload.name,
        ...evidenceLinks(services, upload),
        originalUrl: readsOriginals && upload.kind === 'photo' ? `/api/uploads/${id}/original` : null,
        isBefore: before.has(id),
        byName: roster.person(upload.personId)?.name ?? '',
        at: upload.at.toISOString(),
      },
    ];
  });
}

const inTime = (events: readonly DubanEvent[]): readonly DubanEvent[] => [...events].sort((a, b) => a.at.getTime() - b.at.getTime());

/** Everything that is known of one task, with the desk it lies on. */
export interface TaskFile {
  readonly desk: Desk;
  readonly row: TaskRow;
  readonly events: readonly DubanEvent[];
  /** What happened to its finding: marked as sensitive, or no more. */
  readonly marks: readonly DubanEvent[];
  readonly round: Round | null;
  /** Of every report, of a ticket, and those asked for besides. */
  readonly uploads: Uploads;
  /** The bad rating behind a 差评工单; null: a task of the ledger. */
  readonly ticket: TicketFile | null;
}

/** The file of a row that has been checked against the viewer's scope already. `besides`: uploads that no report refers to yet. */
export async function fileOf(services: Services, viewer: Viewer, row: TaskRow, besides: readonly string[] = []): Promise<TaskFile> {
  const { store } = services;
  const desk = await deskOf(services, viewer);
  const events = await store.events.of('task', row.task.id);
  const marks = await store.events.of('finding', row.finding.id);
  const round = await store.ledger.round(row.task.roundId);
  const ticket = await ticketFileOf(services, row.task);
  const ofTicket = [...(ticket?.rating.photoIds ?? []), ...(row.task.ticket?.objection?.evidenceIds ?? [])];
  const evidenceIds = [...events.filter(isReport).flatMap(evidenceIdsOf), ...ofTicket, ...besides];
  const uploads = evidenceIds.length === 0 ? [] : await store.uploads.many(evidenceIds);
  return { desk, row, events, marks, round, uploads: new Map(uploads.map((upload) => [upload.id, upload])), ticket };
}

/** A file as its viewer reads it. */
export function detailIn(services: Services, { desk, row, events, marks, round, uploads, ticket }: TaskFile): TaskDetail {
  const { viewer } = desk;
  const { task, finding } = row;
  const evidenceIds = events.filter(isReport).flatMap(evidenceIdsOf);
  const circumstances = circumstancesOf(desk, task, events);
  const allowed = allowedActions(task, circumstances);
  const { roster, today } = desk;
  const reading = { ...desk, readsOriginals: mayReadOriginals(viewer, task, roster), before: beforeIdsOf(events) };
  const isCallable = mayCall(viewer, task, circumstances.standing);
  const line = (id: string | null) => personLine(desk, roster.person(id), isCallable);
  return {
    ...cardOf(desk, row),
    roundName: round?.name ?? '',
    acceptance: task.acceptance,
    remark: task.remark,
    coUnitNames: task.coUnitIds.flatMap((id) => roster.unit(id)?.name ?? []),
    owner: line(task.ownerId),
    coOwners: task.coOwnerIds.flatMap((id) => line(id) ?? []),
    leader: line(task.leaderId),
    reviewers: reviewersOf(task, roster).flatMap((person) => personLine(desk, person, isCallable) ?? []),
    amendWords:
      task.amendBy === null || task.status !== 'inProgress' ? null : `请在 ${dayWithWeekday(task.amendBy, today)}前补充后重新提交（完成时限不变）。`,
    returnWords: returnWords(task, events, desk),
    calendarWords:
      task.due.kind === 'standing' || desk.calendar.covers(task.due.day)
        ? null
        : `${task.due.day.slice(0, 4)} 年放假安排还没有录入，工作日暂按周一至周五推算。`,
    finding: {
      id: finding.id,
      number: finding.number,
      category: finding.category,
      text: finding.text,
      sensitive: finding.sensitive,
      mayMark: mayMarkFindings(viewer),
    },
    evidenceNeeds: needsMet(task.evidenceNeeds, evidenceFiled(circumstances.evidence)).map(({ words, kind, have, count }) => ({
      words,
      kind,
      have,
      need: count,
    })),
    progress: progressItems(services, events, uploads, reading),
    evidence: evidenceItems(services, evidenceIds, uploads, reading).reverse(),
    history: [...historyOf(inTime([...events, ...marks]), roster, today)],
    allowed: inButtonOrder(task, allowed).map(({ kind, missing }) => ({
      kind,
      words: actionWords(task, kind, circumstances),
      missing,
      question: questionOf(kind, task, circumstances),
    })),
    emergency: emergencyBox(task, desk),
    reminder: reminderBox(task, desk, circumstances.standing.reports, allowed),
    heardWords: heardWords(task, events, desk),
    extension: extensionBox(task, desk),
    extensionDays: movableDays(task, desk, allowed),
    ticket:
      ticket === null
        ? null
        : ticketBox(services, ticket, task, desk, uploads, evidenceItems(services, task.ticket?.objection?.evidenceIds ?? [], uploads, reading)),
    seesFates: maySeeOperations(viewer),
    targets: targetBox(task, inTime(events), desk),
    listing: listingBox(task, desk),
    milestones: milestoneBox(task, desk),
    review: reviewBox(task, inTime(events), desk),
    consultable: allowed.some(({ kind, missing }) => kind === 'consult' && missing === null) ? consultableOf(task, desk) : [],
    namable: circumstances.standing.commands ? namableOf(task, desk) : [],
    nextReminderWords: nextReminderWords(task, policyFor(desk.book, task, roster), desk.calendar, desk.now),
  };
}

export async function readTask(services: Services, viewer: Viewer, id: string): Promise<TaskDetail> {
  return detailIn(services, await fileOf(services, viewer, await findTask(services, viewer, id)));
}
