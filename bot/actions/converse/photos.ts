/** Photos sent to the bot: stored as evidence for the task last talked about, and counted only once somebody says yes. */
import { mayReport } from '../../../core/people/may-do.js';
import type { ChatTopic } from '../../../core/contract/chat.js';
import { isOpen } from '../../../core/ledger/status.js';
import { Refusal } from '../../../core/refusal.js';
import type { SentPhoto, TaskRow } from '../../services.js';
import { uploadEvidence } from '../upload-evidence.js';
import { findMeant, type Found, meantWithoutSaying } from './one-task.js';
import { sampleNumber } from './help.js';
import { nameOf, reply } from './reply.js';
import type { Talk } from './talk.js';

export interface Photo {
  /** Of the upload, unique with the person: the same photo again is the same upload. */
  readonly id: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** The task photos belong to; null where none is plain. */
async function photoTask(talk: Talk): Promise<TaskRow | null> {
  const [row = null, ...others] = await meantWithoutSaying(talk);
  return others.length === 0 ? row : null;
}

/** Ids of the uploads. Refusal `photo-of-what` where nobody said what they show. */
export async function takePhotos(talk: Talk, photos: readonly Photo[]): Promise<readonly string[]> {
  if (photos.length === 0) return [];
  const row = await photoTask(talk);
  if (row === null)
    throw new Refusal('photo-of-what', '照片收到了，还不知道是哪一项任务的。', {
      remedy: `请先说编号，例如：${await sampleNumber(talk)}号，再发一次照片。`,
    });
  const ids: string[] = [];
  for (const { id, name, bytes } of photos) {
    const upload = await uploadEvidence(talk.services, talk.viewer, { uploadId: id, taskId: row.task.id, fileName: name, bytes });
    ids.push(upload.id);
  }
  return ids;
}

/** Of one report. */
export const MOST_PHOTOS = 9;

const NOT_FETCHED = '请再发一次，或在任务页面“报进展”里添加。';
/** The page makes a photo smaller before it sends it. */
const TOO_LARGE = '请打开任务页面，在“报进展”里添加，那里会自动压缩。';

/** Photos that were sent to the bot become evidence of this task, one after the other. Refusals `too-many-photos`, `photo-not-fetched` and those of an upload. */
export async function bringPhotos(talk: Talk, row: TaskRow, photos: readonly SentPhoto[]): Promise<readonly string[]> {
  if (photos.length > MOST_PHOTOS)
    throw new Refusal('too-many-photos', `一次最多 ${MOST_PHOTOS} 张照片，这里有 ${photos.length} 张。`, {
      kind: 'too-much',
      remedy: '请分几次发。',
    });
  const ids: string[] = [];
  for (const photo of photos) ids.push(await bringPhoto(talk, row, photo));
  return ids;
}

async function bringPhoto(talk: Talk, row: TaskRow, { id, kind, ref }: SentPhoto): Promise<string> {
  const { store, channels } = talk.services;
  const app = await store.apps.find(kind);
  const fetched = app === null ? undefined : await channels[kind].fetchPhoto?.(app, ref);
  if (fetched?.kind !== 'fetched') {
    talk.services.log.warn('photo not fetched', { app: kind, why: fetched?.noted ?? 'not connected' });
    const remedy = fetched?.isTooLarge === true ? TOO_LARGE : NOT_FETCHED;
    throw new Refusal('photo-not-fetched', fetched?.words ?? '没有取到这张照片。', { kind: 'conflict', remedy });
  }
  const sent = { uploadId: id, taskId: row.task.id, fileName: '现场照片.jpg', bytes: fetched.bytes };
  return (await uploadEvidence(talk.services, talk.viewer, sent)).id;
}

/** Which task a photo without words belongs to: the one last talked about, else the only one it can be, else it is asked. */
export async function meantByPhoto(talk: Talk): Promise<Found> {
  const found = await findMeant({ numbers: [], unknown: null }, talk);
  if (!('several' in found)) return found;
  const several = found.several.filter(({ task }) => mayReport(talk.viewer, task));
  const [row, ...others] = several;
  if (row === undefined)
    return { none: reply({ title: '照片收到了，还不知道是哪一项任务的', foot: `请先说编号，例如：${await sampleNumber(talk)}号，再发一次照片。` }) };
  return others.length === 0 ? { row } : { several };
}

/** What a phone may add photos to right now. */
export async function topicOf(talk: Talk): Promise<ChatTopic> {
  const row = await photoTask(talk);
  const isAddable = row !== null && mayReport(talk.viewer, row.task) && (isOpen(row.task) || row.task.status === 'toVerify');
  return isAddable ? { taskId: row.task.id, words: nameOf(row) } : null;
}
