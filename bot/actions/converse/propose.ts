/** From a wish to a question: which task, may it be done, and is this what was meant. Nothing is changed here. */
import type { Wish } from '../../../core/chat/intent.js';
import type { Pending, PendingAct, SentPhoto, TaskRow } from '../../services.js';
import { deedOf } from './deed.js';
import { lackReply } from './lack.js';
import { MINUTES, questionReply, refusalOf, refusedReply } from './question.js';
import { findMeant, type Found, openOfOwn, whichReply } from './one-task.js';
import { bringPhoto, meantByPhoto } from './photos.js';
import type { Reply } from './reply.js';
import type { Talk } from './talk.js';

export interface Wished {
  readonly wish: Wish;
  /** The sentence as it was typed. */
  readonly heard: string;
  /** Uploaded for the task last talked about. */
  readonly evidenceIds: readonly string[];
  /** Not fetched yet, for nobody said what it shows. */
  readonly photo?: SentPhoto;
}

export async function propose(wished: Wished, talk: Talk): Promise<Reply> {
  const found = await narrowed(await findMeant(wished.wish.which, talk), wished.wish, talk);
  if ('none' in found) return found.none;
  if ('several' in found) return askWhich(wished, found.several, talk);
  return proposeFor(found.row, wished, talk);
}

/** So many of one's own are looked at; whoever has more names the task. */
const MOST_OWN = 20;

/** 收到 said of nothing in particular means the task last talked about where it can be said of that one, else one of one's own that it can. */
async function narrowed(found: Found, wish: Wish, talk: Talk): Promise<Found> {
  if ('none' in found || wish.which.numbers.length > 0) return found;
  const isPossible = async (row: TaskRow): Promise<boolean> => (await refusalOf(deedOf(wish, row, [], talk.desk).action, row, talk)) === null;
  if ('row' in found && (await isPossible(found.row))) return found;
  const possible: TaskRow[] = [];
  for (const row of openOfOwn(talk).slice(0, MOST_OWN)) if (await isPossible(row)) possible.push(row);
  const [row, ...others] = possible;
  if (row === undefined) return found;
  return others.length === 0 ? { row } : { several: possible };
}

/** Photos alone: the figure stays, and whoever sent them says yes before they count. */
export const PHOTOS_ALONE = { kind: 'progress', which: { numbers: [], unknown: null }, percent: null, text: '' } as const;

/** A photo that was sent to the bot: offered as evidence for the task last talked about, or it is asked for which. */
export async function proposePhoto(photo: SentPhoto, talk: Talk): Promise<Reply> {
  const found = await meantByPhoto(talk);
  if ('none' in found) return found.none;
  const wished = { wish: PHOTOS_ALONE, heard: '' };
  if ('several' in found) return askWhich({ ...wished, photo }, found.several, talk);
  return proposeFor(found.row, { ...wished, evidenceIds: [await bringPhoto(talk, found.row, photo)] }, talk);
}

async function askWhich({ wish, heard, photo }: Omit<Wished, 'evidenceIds'>, rows: readonly TaskRow[], talk: Talk): Promise<Reply> {
  const { services, viewer, where, messageId } = talk;
  const about = { kind: 'choice', wish, heard, ...(photo === undefined ? {} : { photo }) } as const;
  await services.store.conversations.ask(viewer.person.id, where.room, { id: messageId, about }, MINUTES);
  return whichReply(rows, talk, messageId);
}

export async function proposeFor(row: TaskRow, { wish, heard, evidenceIds }: Wished, talk: Talk): Promise<Reply> {
  const { services, viewer, where, messageId } = talk;
  const { conversations } = services.store;
  const photos = await photosFor(row, wish, evidenceIds, talk);
  await conversations.talkAbout(viewer.person.id, where.room, row.task.id);
  const deed = deedOf(wish, row, photos, talk.desk);
  const lacking = lackReply(wish, row, talk.desk);
  if (lacking !== null) return lacking;
  const refusal = await refusalOf(deed.action, row, talk);
  if (refusal !== null) return refusedReply(refusal, row, talk);
  const about: PendingAct = { kind: 'act', taskId: row.task.id, version: row.task.version, action: deed.action, heard };
  await conversations.ask(viewer.person.id, where.room, { id: messageId, about }, MINUTES);
  return questionReply(deed, row, about, talk);
}

/** Photos that were just offered for this task stay with the report that now gets its words. */
async function photosFor(row: TaskRow, wish: Wish, fresh: readonly string[], { services, viewer, where }: Talk): Promise<readonly string[]> {
  if (wish.kind !== 'progress') return [];
  const pending = await services.store.conversations.pending(viewer.person.id, where.room);
  const before = pending === null || pending.done ? [] : photosIn(pending.about, row.task.id);
  return [...new Set([...before, ...fresh])].slice(0, 9);
}

/** Those that wait for a report on this task. */
function photosIn(about: Pending['about'], taskId: string): readonly string[] {
  if (about.kind === 'choice' || about.taskId !== taskId) return [];
  if (about.kind === 'photos') return about.evidenceIds;
  return about.action.kind === 'progress' ? about.action.evidenceIds : [];
}
