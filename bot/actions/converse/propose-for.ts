/** A wish about one task → the question whether it is meant so, what it lacks, or why it cannot be. Nothing is changed here. */
import type { Wish } from '../../../core/chat/intent.js';
import type { Refusal } from '../../../core/refusal.js';
import type { Pending, PendingAct, SentPhoto, TaskRow } from '../../services.js';
import { deedOf } from './deed.js';
import { filledIn, lackReply } from './lack.js';
import { MOST_PHOTOS } from './photos.js';
import { MINUTES, questionReply, refusalOf, refusedReply } from './question.js';
import type { Reply } from './reply.js';
import type { Talk } from './talk.js';

export interface Wished {
  readonly wish: Wish;
  /** The sentence as it was typed. */
  readonly heard: string;
  /** Uploaded for the task last talked about. */
  readonly evidenceIds: readonly string[];
  /** Not fetched yet, for it is not plain what they show. */
  readonly photos?: readonly SentPhoto[];
}

export async function proposeFor(row: TaskRow, { wish, heard, evidenceIds }: Wished, talk: Talk): Promise<Reply> {
  const { services, viewer, where, messageId } = talk;
  const { conversations } = services.store;
  const photos = await photosFor(row, wish, evidenceIds, talk);
  await conversations.talkAbout(viewer.person.id, where.room, row.task.id);
  const deed = deedOf(wish, row, photos, talk.desk);
  const lacking = lackReply(wish, row, talk.desk);
  const refusal = await refusalOf(deedOf(filledIn(wish, row, talk.desk), row, photos, talk.desk).action, row, talk);
  if (refusal !== null) return (await askOtherDay(refusal, row, { wish, heard }, talk)) ?? refusedReply(refusal, row, talk);
  if (lacking !== null) {
    await conversations.ask(viewer.person.id, where.room, { id: messageId, about: { kind: 'lack', wish, taskId: row.task.id, heard } }, MINUTES);
    return lacking;
  }
  const about: PendingAct = { kind: 'act', taskId: row.task.id, version: row.task.version, action: deed.action, heard };
  await conversations.ask(viewer.person.id, where.room, { id: messageId, about }, MINUTES);
  return questionReply(deed, row, about, talk);
}

/** More time may be had, but not until that day: another is asked for, and may be said by itself. Null: it is not the day. */
async function askOtherDay(refusal: Refusal, row: TaskRow, { wish, heard }: Pick<Wished, 'wish' | 'heard'>, talk: Talk): Promise<Reply | null> {
  if (wish.kind !== 'askExtension' || (wish.day === null && wish.days === null)) return null;
  const other = { ...wish, day: null, days: null };
  if ((await refusalOf(deedOf(filledIn(other, row, talk.desk), row, [], talk.desk).action, row, talk)) !== null) return null;
  const { services, viewer, where, messageId } = talk;
  const about = { kind: 'lack', wish: other, taskId: row.task.id, heard } as const;
  await services.store.conversations.ask(viewer.person.id, where.room, { id: messageId, about }, MINUTES);
  return lackReply(other, row, talk.desk, refusal.message);
}

/** Photos that were just offered for this task stay with the report that now gets its words. */
async function photosFor(row: TaskRow, wish: Wish, fresh: readonly string[], { services, viewer, where }: Talk): Promise<readonly string[]> {
  if (wish.kind !== 'progress') return [];
  const pending = await services.store.conversations.pending(viewer.person.id, where.room);
  const before = pending === null || pending.done ? [] : photosIn(pending.about, row.task.id);
  return [...new Set([...before, ...fresh])].slice(0, MOST_PHOTOS);
}

/** Those that wait for a report on this task. */
function photosIn(about: Pending['about'], taskId: string): readonly string[] {
  if (about.kind === 'photos' && about.taskId === taskId) return about.evidenceIds;
  return about.kind === 'act' && about.taskId === taskId && about.action.kind === 'progress' ? about.action.evidenceIds : [];
}
