/** One's own rating, opened by its token alone: how far its ticket is, the answer, 追评 once, photos while it is fresh. */
import type { FollowUpNew, RatingOfMine } from '../../../core/contract/rating.js';
import type { Task } from '../../../core/ledger/model.js';
import { awaitsCall } from '../../../core/ledger/ticket-rules.js';
import { isOpen } from '../../../core/ledger/status.js';
import type { Policy } from '../../../core/notice/model.js';
import { notesToOffice } from '../../../core/notice/note.js';
import { callBy } from '../../../core/notice/watches.js';
import { followWords } from '../../../core/rating/follow-words.js';
import { isBad, LEVEL_WORDS, LEVELS } from '../../../core/rating/levels.js';
import type { FollowUp, Rating, ServiceWindow } from '../../../core/rating/model.js';
import { followUpNote } from '../../../core/rating/rating-notes.js';
import { WHOLE_BASE } from '../../../core/people/scope.js';
import { Refusal } from '../../../core/refusal.js';
import { dayOf, dayWithWeekday, instantWords } from '../../../core/time/day.js';
import type { Services } from '../../services.js';
import { eventOf } from '../event-of.js';
import { laned, switchboardOf } from '../lanes.js';
import { momentOf } from '../sweep.js';
import { storeUpload } from '../upload-evidence.js';
import { ticketPolicy } from './read-rating-page.js';
import { ratingIdIn } from './signed-code.js';

const MOST_PHOTOS = 3;
/** Photos belong to the moment: later the token opens the answer alone. */
const PHOTO_MS = 3_600_000;
/** Whose uploads they are: nobody's of the house. */
export const CITIZEN = 'citizen';

interface Opened {
  readonly rating: Rating;
  readonly task: Task | null;
  readonly window: ServiceWindow;
}

async function openMine(services: Services, token: string): Promise<Opened> {
  const id = ratingIdIn(services, token);
  const rating = id === null ? null : await services.store.ratings.find(id);
  const window = rating === null ? null : await services.store.windows.find(rating.windowId);
  if (rating === null || window === null)
    throw new Refusal('rating-not-found', '没有找到这次评价。', { kind: 'not-found', remedy: '请用评价时的手机打开，或重新扫窗口上的二维码。' });
  const row = rating.ticketId === null ? null : await services.store.tasks.find(rating.ticketId, WHOLE_BASE);
  return { rating, window, task: row?.task ?? null };
}

const mayFollow = ({ rating, task }: Opened): boolean => task?.ticket?.answeredAt != null && rating.followUp === null;
const mayAddPhotos = ({ photoIds, at }: Rating, now: Date): boolean => photoIds.length < MOST_PHOTOS && now.getTime() - at.getTime() < PHOTO_MS;

/** Of a bad rating the ticket is opened a moment later: until then it is what was promised. */
function promisedWords({ sealedPhone }: Rating, { workdaysFor }: Policy): string {
  const call = sealedPhone === null ? '' : `，${workdaysFor.callBack} 个工作日内给您回电话`;
  return `正在处理${call}，${workdaysFor.ticket} 个工作日内整改并答复。`;
}

async function stateWords(services: Services, { rating, task, window }: Opened): Promise<string | null> {
  if (task === null) return rating.ticketId === null ? null : promisedWords(rating, await ticketPolicy(services, window));
  const today = dayOf(services.clock.now());
  if (!rating.valid) return '经核实，这次评价不计入满意率，处理已结束。';
  if (task.ticket?.answeredAt != null) return '已答复。';
  const by = callBy(task, await ticketPolicy(services, window), await services.calendar());
  const call = by === null || !awaitsCall(task) ? '' : by < today ? '，我们会尽快给您回电话' : `，${dayWithWeekday(by, today)}前给您回电话`;
  const due = task.due.kind === 'standing' || !isOpen(task) ? '' : `，${dayWithWeekday(task.due.day, today)}前整改并答复`;
  return `正在处理${call}${due}。`;
}

async function answerOf(services: Services, opened: Opened): Promise<RatingOfMine> {
  const { rating, window, task } = opened;
  const now = services.clock.now();
  const today = dayOf(now);
  return {
    windowName: window.name,
    levelWords: LEVEL_WORDS[rating.level],
    atWords: instantWords(rating.at, today),
    stateWords: await stateWords(services, opened),
    answer: task?.ticket?.answeredAt == null ? null : task.ticket.answer,
    mayFollow: mayFollow(opened),
    followWords: followWords(rating, today),
    photos: rating.photoIds.length,
    mayAddPhotos: mayAddPhotos(rating, now),
    levels: LEVELS.map((level) => ({ level, words: LEVEL_WORDS[level] })),
  };
}

export const readMyRating = async (services: Services, token: string): Promise<RatingOfMine> => answerOf(services, await openMine(services, token));

const changed = (): Refusal => new Refusal('rating-changed', '这次评价刚刚有了变化。', { kind: 'conflict', remedy: '请刷新后再看。' });

/** Once, after the answer. Refusals: `rating-not-found`, `follow-closed`, `rating-changed`. */
export async function followUp(services: Services, token: string, { level, comment }: FollowUpNew): Promise<RatingOfMine> {
  const opened = await openMine(services, token);
  const { rating, task } = opened;
  if (task === null || !mayFollow(opened))
    throw new Refusal('follow-closed', rating.followUp === null ? '答复以后才能追评。' : '已经追评过了，谢谢您。', {
      kind: 'conflict',
      remedy: rating.followUp === null ? '请收到答复后再来。' : '追评一次即可。',
    });
  const at = services.clock.now();
  const said: FollowUp = { level, comment, at };
  const after: Rating = { ...rating, followUp: said, version: rating.version + 1 };
  const data = { level: LEVEL_WORDS[level] };
  const events = [
    eventOf(services, null, 'ratedAgain', { kind: 'rating', id: rating.id }, data),
    eventOf(services, null, 'ratedAgain', { kind: 'task', id: task.id }, data),
  ];
  const drafts = isBad(level) ? notesToOffice(followUpNote(rating.id, level, task), await momentOf(services)) : [];
  const notices = drafts.length === 0 ? [] : laned(drafts, await switchboardOf(services));
  await services.store.transaction(async (store) => {
    if (!(await store.ratings.replace(after))) throw changed();
    await store.events.insert(events);
    if (notices.length > 0) await store.outbox.insert(notices);
  });
  if (notices.length > 0) services.kick();
  return answerOf(services, { ...opened, rating: after });
}

/** Refusals: `rating-not-found`, `photos-closed`, `not-a-photo`, `rating-changed` and those of an upload. */
export async function addRatingPhoto(
  services: Services,
  token: string,
  file: { readonly fileName: string; readonly bytes: Buffer },
): Promise<RatingOfMine> {
  const opened = await openMine(services, token);
  const { rating } = opened;
  const at = services.clock.now();
  if (!mayAddPhotos(rating, at))
    throw new Refusal('photos-closed', `最多 ${MOST_PHOTOS} 张照片，评价后 1 小时内可以补充。`, { kind: 'conflict', remedy: '评价本身已经收到。' });
  const upload = await storeUpload(
    services,
    {
      ...{ id: services.newId(), personId: CITIZEN, taskId: rating.ticketId ?? '', name: file.fileName, contentType: '', at },
      ...{ kind: 'photo', bytes: 0, sha256: '', blobId: null, viewBlobId: null, thumbBlobId: null, capture: null },
    },
    file.bytes,
  );
  const after: Rating = { ...rating, photoIds: [...rating.photoIds, upload.id], version: rating.version + 1 };
  await services.store.transaction(async (store) => {
    if (!(await store.ratings.replace(after))) throw changed();
    await store.uploads.attach([upload.id]);
    await store.events.insert([eventOf(services, null, 'photoAdded', { kind: 'rating', id: rating.id }, { photoId: upload.id })]);
  });
  return answerOf(services, { ...opened, rating: after });
}
