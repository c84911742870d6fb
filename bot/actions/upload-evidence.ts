/** One photo or file on its way in: a row before the first byte, one blob an upload, derivatives at once. */
import { createHash } from 'node:crypto';
import type { Upload } from '../../core/contract/upload.js';
import { decide } from '../../core/ledger/lifecycle.js';
import type { Task } from '../../core/ledger/model.js';
import { demand, mayBringEvidence, mayReport } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { type Capture, markLines } from '../../core/trust/capture.js';
import type { Services, StoredUpload } from '../services.js';
import { evidenceLinks } from './evidence-links.js';
import { keepFingerprint } from './find-twins.js';
import { circumstancesOf, findTask } from './read-task.js';
import { type Desk, deskOf } from './task-card.js';

const MAX_BYTES = 10 * 1_048_576;
const NAME_LENGTH = 120;

export interface Sent {
  /** Made by the client; the same bytes again by the same person are answered as the first time. */
  readonly uploadId: string;
  readonly taskId: string;
  readonly fileName: string;
  readonly bytes: Buffer | AsyncIterable<Uint8Array>;
}

const tooLarge = (): Refusal => new Refusal('file-too-large', '文件超过 10 MB。', { kind: 'too-much', remedy: '请压缩或拆分后再上传。' });
const broken = (): Refusal => new Refusal('upload-broken', '文件没有传完。', { remedy: '请检查网络后重新上传。' });

/** Only the name itself, without folders, control characters and those that turn the writing direction. */
function cleanName(fileName: string): string {
  const last = fileName.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '').trim();
  return [...visible].slice(-NAME_LENGTH).join('') || '未命名文件';
}

/** Stops at the cap, not after it. */
async function whole(bytes: Sent['bytes']): Promise<Buffer> {
  if (Buffer.isBuffer(bytes)) {
    if (bytes.length > MAX_BYTES) throw tooLarge();
    return bytes;
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of bytes) {
      length += part.length;
      if (length > MAX_BYTES) throw tooLarge();
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : broken();
  }
  return Buffer.concat(parts);
}

function answerOf(services: Services, upload: StoredUpload): Upload {
  const { id, kind, name, bytes } = upload;
  return { id, kind, name, bytes, thumbUrl: evidenceLinks(services, upload).thumbUrl };
}

/** The upload id is somebody else's, or was used for another task. */
function demandSame(upload: StoredUpload, viewer: Viewer, taskId: string): void {
  if (upload.personId !== viewer.person.id || upload.taskId !== taskId) {
    throw new Refusal('upload-id-used', '这次上传的编号已被使用。', { kind: 'conflict', remedy: '请重新选择这张照片或这个文件。' });
  }
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The first answer to other bytes would let somebody believe that these are kept. */
function demandSameBytes(upload: StoredUpload, sha256: string): void {
  if (upload.sha256 === sha256) return;
  throw new Refusal('upload-id-reused', '这次上传的内容和先前用同一编号上传的不同，没有保存。先前那一份还在。', {
    kind: 'conflict',
    remedy: '请移除这一份，再重新选择要上传的照片或文件。',
  });
}

/** What could not be removed now is the janitor's; the reason why we remove matters more. */
async function removeBlobs(services: Services, ids: readonly (string | null)[]): Promise<void> {
  for (const id of ids) {
    if (id === null) continue;
    await services.blobs.remove(id).catch((error: unknown) => services.log.warn('blob left for the janitor', { blob: id, error: String(error) }));
  }
}

/** A citizen's photo: kept once the rating names it, never compared with evidence and without a mark: nobody signed in for it. */
export async function storeUpload(services: Services, row: StoredUpload, bytes: Buffer): Promise<StoredUpload> {
  const begun = await services.store.uploads.begin({ ...row, name: cleanName(row.name) });
  const { kind } = await services.images.inspect(bytes, begun.name);
  if (kind !== 'photo') throw new Refusal('not-a-photo', '这里只能传照片。', { remedy: '请选择 JPG 或 PNG 照片。' });
  return store(services, begun, bytes, null);
}

/** What is written on the picture others may see. */
type MarkOf = (capture: Capture | null) => readonly string[];

/** `markOf`: null for what is no evidence. Refuses a photo that cannot be read to its end. */
async function store(services: Services, row: StoredUpload, bytes: Buffer, markOf: MarkOf | null): Promise<StoredUpload> {
  const { kind, contentType, capture } = await services.images.inspect(bytes, row.name);
  const pictures = kind === 'photo' ? await services.images.derive(bytes, markOf?.(capture) ?? []) : null;
  const parts = [
    { id: services.newId(), bytes, contentType },
    ...(pictures === null
      ? []
      : [pictures.view, pictures.thumb].map((picture) => ({ id: services.newId(), bytes: picture, contentType: 'image/jpeg' }))),
  ];
  const ids = parts.map((part) => part.id);
  const [blobId = null, viewBlobId = null, thumbBlobId = null] = ids;
  const sha256 = sha256Of(bytes);
  try {
    for (const part of parts) await services.blobs.write(part.id, part.bytes, part.contentType);
    await services.store.uploads.finish({
      ...row,
      kind,
      contentType,
      bytes: bytes.length,
      sha256,
      blobId,
      viewBlobId,
      thumbBlobId,
      capture: markOf === null ? null : capture,
    });
  } catch (error) {
    await removeBlobs(services, ids);
    throw error;
  }
  const stands = await services.store.uploads.find(row.id);
  if (stands === null) throw broken();
  if (markOf !== null && pictures !== null && stands.blobId === blobId) await keepFingerprint(services, stands, bytes);
  // Another tab finished the same upload first: its blobs stand, ours go.
  if (stands.blobId !== blobId) await removeBlobs(services, ids);
  demandSameBytes(stands, sha256);
  return stands;
}

/** An upload is the first half of a report: what refuses the report now refuses the upload, in the same words. */
async function demandReportable(services: Services, viewer: Viewer, task: Task): Promise<Desk> {
  const desk = await deskOf(services, viewer);
  const events = await services.store.events.of('task', task.id);
  const first = mayReport(viewer, task)
    ? ({ kind: 'progress', text: '', percent: task.percent, evidenceIds: [] } as const)
    : ({ kind: 'object', reason: '申诉', evidenceIds: [] } as const);
  decide(task, first, circumstancesOf(desk, task, events));
  return desk;
}

/** Refusals: `task-not-found`, `not-allowed`, `action-not-possible` (409), `upload-id-used`, `upload-id-reused` (409), `upload-broken`, `blob-not-stored` and those of `Images`. */
export async function uploadEvidence(services: Services, viewer: Viewer, { uploadId, taskId, fileName, bytes }: Sent): Promise<Upload> {
  const { task } = await findTask(services, viewer, taskId);
  demand(mayBringEvidence(viewer, task), '为这项任务上传材料');
  const { roster } = await demandReportable(services, viewer, task);
  const row = await services.store.uploads.begin({
    id: uploadId,
    personId: viewer.person.id,
    taskId,
    kind: 'file',
    name: cleanName(fileName),
    contentType: '',
    bytes: 0,
    sha256: '',
    blobId: null,
    viewBlobId: null,
    thumbBlobId: null,
    capture: null,
    at: services.clock.now(),
  });
  demandSame(row, viewer, taskId);
  const sent = await whole(bytes);
  if (row.blobId !== null) {
    demandSameBytes(row, sha256Of(sent));
    return answerOf(services, row);
  }
  const unitName = roster.unit(task.unitId)?.name ?? '';
  const stored = await store(services, row, sent, (capture) =>
    markLines({ capture, uploadedAt: row.at, personName: viewer.person.name, unitName, taskNumber: task.number }),
  );
  services.log.info('evidence stored', { upload: stored.id, task: taskId, kind: stored.kind, bytes: stored.bytes });
  return answerOf(services, stored);
}
