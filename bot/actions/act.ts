/**
 * The one door for change. Everything that changes a task — sign, report, submit, pass, return, reopen —
 * comes through here, from the phone, a card's button, a sentence in a chat or a test.
 */
import type { Act, ActAnswer } from '../../core/contract/task-action.js';
import { cameBackOf } from '../../core/ledger/came-back.js';
import { isAnswered } from '../../core/ledger/clock.js';
import { decide } from '../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../core/ledger/rule.js';
import type { DubanEvent, Task, TaskAction, TaskActionKind } from '../../core/ledger/model.js';
import { noticesOfAct } from '../../core/notice/act-notices.js';
import { noticesOfClockAct } from '../../core/notice/clock-acts.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import type { Rating } from '../../core/rating/model.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf } from '../../core/time/day.js';
import { asWritten } from '../../core/trust/canonical.js';
import type { Answered, Services, Store, TaskRow } from '../services.js';
import { answerWords } from './answer-words.js';
import { demandNamable } from './emergency-box.js';
import { actorWords, eventWords } from './history-words.js';
import { demandConsultable } from './review-box.js';
import { laned, switchboardOf } from './lanes.js';
import { answerBefore, type OneRequest, requestOf } from './request.js';
import { circumstancesOf, detailIn, fileOf, findTask, type TaskFile } from './read-task.js';
import { demandEvidence } from './report-evidence.js';
import { type Desk, waitsForMe } from './task-card.js';

interface Change {
  readonly after: Task;
  readonly event: DubanEvent;
  readonly notices: readonly NoticeDraft[];
  readonly evidenceIds: readonly string[];
  readonly words: string;
  /** The rating that counts no more, at its next version. */
  readonly voided: Rating | null;
}

/**
 * Takes one action on one task. The same `requestId` again answers as the first time and changes nothing.
 * Refusals: `task-not-found`,
 * `task-changed` (409, with what changed), `request-id-reused` (409), and those of `decide`.
 */
export async function act(services: Services, viewer: Viewer, taskId: string, { requestId, version, action }: Act): Promise<ActAnswer> {
  // The version only says what was on the screen: the same act sent again after a refresh is still the same.
  const request = requestOf(viewer, requestId, { act: taskId, action });
  const earlier = await answerBefore(services, request);
  if (earlier !== null) return answerAgain(services, viewer, taskId, action.kind, earlier);

  const row = await findTask(services, viewer, taskId);
  if (row.task.version !== version) return lostRace(services, viewer, taskId, { request, kind: action.kind });
  const evidenceIds = action.kind === 'progress' || action.kind === 'object' ? action.evidenceIds : [];
  const file = await fileOf(services, viewer, row, evidenceIds);
  const { desk, events } = file;

  if (action.kind === 'consult') demandConsultable(row.task, action.to, desk);
  if (action.kind === 'startClock') demandNamable(row.task, action.names, desk.roster);
  const decision = decide(row.task, action, circumstancesOf(desk, row.task, events, bringing(file, action)));
  if (action.kind === 'progress' && action.text === '' && evidenceIds.length === 0) {
    throw new Refusal('report-empty', '还没有写进展，也没有照片。', { remedy: '请写一句进展，或附一张照片。' });
  }
  demandEvidence(file, evidenceIds, action.kind === 'progress' ? (action.beforeIds ?? []) : []);
  const event: DubanEvent = {
    id: services.newId(),
    subject: { kind: 'task', id: taskId },
    action: action.kind,
    by: viewer.person.id,
    forId: decision.forId,
    at: desk.now,
    data: asWritten(decision.data),
  };
  const { roster, book, calendar, now } = desk;
  const cameBack = cameBackOf(events);
  const done = { before: row.task, after: decision.after, action, actor: viewer.person };
  const notices = [...noticesOfAct({ ...done, cameBack, roster, book, calendar, now }), ...noticesOfClockAct(done, { now, roster })];
  const words = answerWords(desk, decision.after, action.kind, isAnswered(row.task, decision.after));
  const rating = action.kind === 'upholdObjection' ? (file.ticket?.rating ?? null) : null;
  const voided = rating === null ? null : { ...rating, valid: false, version: rating.version + 1 };
  const change = { after: decision.after, event, notices, evidenceIds, words, voided };
  try {
    await write(services, request, change);
  } catch (error) {
    if (error instanceof Refusal && (error.id === 'request-repeated' || error.id === 'task-changed'))
      return lostRace(services, viewer, taskId, { request, kind: action.kind });
    throw error;
  }
  services.kick();
  if (decision.after.deadlineNumber !== row.task.deadlineNumber) services.kickSweep();
  services.log.info('task changed', { task: taskId, action: action.kind, version: decision.after.version });
  // As it was written: whatever came after it is another's news.
  const ticket = file.ticket === null || voided === null ? file.ticket : { ...file.ticket, rating: voided };
  return answer(services, { ...file, row: { ...row, task: decision.after }, events: [...events, event], ticket }, action.kind, words);
}

/** The photos and files of a report, each with the item it is put under. */
function bringing({ uploads }: TaskFile, action: TaskAction): Circumstances['bringing'] {
  if (action.kind !== 'progress') return [];
  const filed = new Map(action.filed?.map(({ id, need }) => [id, need]));
  return action.evidenceIds.map((id) => ({ id, kind: uploads.get(id)?.kind ?? 'photo', need: filed.get(id) ?? null }));
}

/** The change, its event, its notices and the memory of the request: one transaction or nothing. */
async function write(services: Services, { personId, requestId, print }: OneRequest, change: Change): Promise<void> {
  const notices = change.notices.length === 0 ? [] : laned(change.notices, await switchboardOf(services));
  await services.store.transaction(async (store: Store) => {
    await store.events.remember(personId, requestId, { subjectId: change.after.id, words: change.words, print, at: change.event.at });
    if (!(await store.tasks.replace(change.after))) throw new Refusal('task-changed', '', { kind: 'conflict' });
    if (change.voided !== null && !(await store.ratings.replace(change.voided))) throw new Refusal('task-changed', '', { kind: 'conflict' });
    await store.events.insert([change.event]);
    if (notices.length > 0) await store.outbox.insert(notices);
    if (change.evidenceIds.length > 0) await store.uploads.attach(change.evidenceIds);
  });
}

/** Done once is done for everybody: whoever taps second has nothing left to do. */
const DONE_ALREADY: Readonly<Partial<Record<TaskActionKind, string>>> = { sign: '已签收', respond: '已响应', withdraw: '已撤回' };

/** Somebody was first: if it was this very request, its answer; else a 409 that says what changed. */
async function lostRace(
  services: Services,
  viewer: Viewer,
  taskId: string,
  { request, kind }: { readonly request: OneRequest; readonly kind: TaskActionKind },
): Promise<ActAnswer> {
  const earlier = await answerBefore(services, request);
  if (earlier !== null) return answerAgain(services, viewer, taskId, kind, earlier);
  const { task, finding } = await findTask(services, viewer, taskId);
  const roster = await services.roster();
  const events = await services.store.events.of('task', taskId);
  const last = events.at(-1);
  const done = last?.action === kind ? DONE_ALREADY[kind] : undefined;
  if (last !== undefined && done !== undefined)
    throw new Refusal('task-changed', `${actorWords(last, roster)} 刚刚${done}，不用再点。`, { kind: 'conflict', facts: { version: task.version } });
  const today = dayOf(services.clock.now());
  // A chat repeats these words: of a sensitive finding nothing that was typed may stand in them.
  const shown = finding.sensitive ? [] : events;
  const words = shown.map((event) => eventWords(event, roster, today)).findLast((sentence) => sentence !== null) ?? null;
  throw new Refusal('task-changed', `这项任务刚刚有了变化${words === null ? '' : `：${words}`}。`, {
    kind: 'conflict',
    remedy: '请看过最新情况后再提交。',
    facts: { version: task.version, status: task.status, percent: task.percent, changed: words },
  });
}

async function answer(services: Services, file: TaskFile, kind: TaskActionKind, words: string): Promise<ActAnswer> {
  const next = REVIEWING.includes(kind) ? await nextReview(services, file.desk, file.row) : null;
  return { task: detailIn(services, file), words, next };
}

/** After which the next task that waits for this reviewer is told. */
const REVIEWING: readonly TaskActionKind[] = ['pass', 'return'];

/** The first answer's words, beside the task as it is by now. */
const answerAgain = async (services: Services, viewer: Viewer, taskId: string, kind: TaskActionKind, { words }: Answered): Promise<ActAnswer> =>
  answer(services, await fileOf(services, viewer, await findTask(services, viewer, taskId)), kind, words);

async function nextReview(services: Services, desk: Desk, row: TaskRow): Promise<ActAnswer['next']> {
  const inReview = await services.store.tasks.awaitingReview(scopeOf(desk.viewer));
  const waiting = inReview.filter((task) => task.id !== row.task.id && waitsForMe(desk, { task }));
  const first = waiting[0];
  return first === undefined ? null : { id: first.id, left: waiting.length };
}
