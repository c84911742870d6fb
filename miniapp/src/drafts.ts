/** A report that is being written, one a task and person: kept on the device until its answer came. Needs no Taro. */
import { tooLongWords } from './components/act-words.js';
import { figureTyped } from './components/figure-typed.js';
import { momentWords } from './day-words.js';
import type { Storage } from './storage.js';

/** preparing 压缩中, waiting 等网络, sending 上传中, sent 已上传, refused 没有传上去 (until someone retries or removes it). */
export type PhotoState = 'preparing' | 'waiting' | 'sending' | 'sent' | 'refused';

export interface DraftPhoto {
  /** Made on this phone; the same id never stores twice. */
  readonly uploadId: string;
  readonly name: string;
  readonly path: string;
  /** Absent: a photo, as in drafts from before files could be added. */
  readonly kind?: 'photo' | 'file' | undefined;
  readonly bytes?: number | undefined;
  /** Shows the state before 整改前. */
  readonly isBefore?: boolean | undefined;
  /** The item of the evidence list it stands for, by its words; absent: none was chosen. */
  readonly need?: string | undefined;
  readonly state: PhotoState;
  readonly evidenceId: string | null;
  /** Why it was refused, as a sentence. */
  readonly words: string | null;
}

/** What was sent and has no answer yet. While it stands the form is locked and only this may be sent again. */
export interface PendingReport {
  readonly requestId: string;
  readonly version: number;
  readonly text: string;
  readonly percent: number;
  readonly evidenceIds: readonly string[];
  /** Absent in drafts from before photos could be marked. */
  readonly beforeIds?: readonly string[] | undefined;
  readonly reached?: readonly string[] | undefined;
  readonly readings?: readonly { readonly target: string; readonly value: number }[] | undefined;
  /** Absent in drafts from before there were evidence lists. */
  readonly filed?: readonly { readonly id: string; readonly need: string }[] | undefined;
}

export interface Draft {
  readonly text: string;
  readonly percent: number;
  readonly photos: readonly DraftPhoto[];
  /** What was measured, as it is typed, by the target's name. */
  readonly readings?: Readonly<Record<string, string>> | undefined;
  /** Milestones that are reached with it, by name; absent in drafts from before there were any. */
  readonly reached?: readonly string[] | undefined;
  /** ISO, the phone's clock; null while nothing has been written. */
  readonly savedAt: string | null;
  readonly pending: PendingReport | null;
}

export const MOST_PHOTOS = 9;
export const MOST_TEXT = 10_000;

const keyOf = (personId: string, taskId: string): string => `duban.draft.${personId}.${taskId}`;

export const emptyDraft = (percent: number): Draft => ({ text: '', percent, photos: [], savedAt: null, pending: null });

/** A photo that was on its way when the app closed waits again. */
const woken = (photo: DraftPhoto): DraftPhoto => (photo.state === 'sending' ? { ...photo, state: 'waiting' } : photo);

export function readDraft(storage: Storage, personId: string, taskId: string): Draft | null {
  const kept = storage.get(keyOf(personId, taskId));
  if (typeof kept !== 'object' || kept === null || !('photos' in kept)) return null;
  const draft = kept as Draft;
  // What was still being made smaller has no file of its own yet and cannot be found again.
  return { ...draft, photos: draft.photos.filter((photo) => photo.state !== 'preparing').map(woken) };
}

export const keepDraft = (storage: Storage, personId: string, taskId: string, draft: Draft): void => storage.set(keyOf(personId, taskId), draft);

/** Those this person wrote or picked something for and did not send. */
export function tasksWithDraft(storage: Storage, personId: string): readonly string[] {
  const prefix = keyOf(personId, '');
  const ids = storage.keys().flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  return ids.filter((taskId) => {
    const draft = readDraft(storage, personId, taskId);
    return draft !== null && (draft.text.trim() !== '' || draft.photos.length > 0 || draft.pending !== null);
  });
}

export const dropDraft = (storage: Storage, personId: string, taskId: string): void => storage.remove(keyOf(personId, taskId));

export const roomForPhotos = (draft: Draft): number => Math.max(0, MOST_PHOTOS - draft.photos.length);

export const withPhoto = (
  draft: Draft,
  uploadId: string,
  { name, path, kind, bytes, need }: Pick<DraftPhoto, 'name' | 'path' | 'kind' | 'bytes' | 'need'>,
): Draft =>
  roomForPhotos(draft) === 0
    ? draft
    : { ...draft, photos: [...draft.photos, { uploadId, name, path, kind, bytes, need, state: 'preparing', evidenceId: null, words: null }] };

export const withoutPhoto = (draft: Draft, uploadId: string): Draft => ({
  ...draft,
  photos: draft.photos.filter((photo) => photo.uploadId !== uploadId),
});

export const changePhoto = (draft: Draft, uploadId: string, change: Partial<DraftPhoto>): Draft => ({
  ...draft,
  photos: draft.photos.map((photo) => (photo.uploadId === uploadId ? { ...photo, ...change } : photo)),
});

/** The next photo whose turn it is; one at a time, so that a weak network finishes something. */
export const nextToSend = (draft: Draft): DraftPhoto | null =>
  draft.photos.some((photo) => photo.state === 'sending') ? null : (draft.photos.find((photo) => photo.state === 'waiting') ?? null);

export const photoCounts = (draft: Draft): { readonly sent: number; readonly underway: number; readonly refused: number } => ({
  sent: draft.photos.filter((photo) => photo.state === 'sent').length,
  underway: draft.photos.filter((photo) => photo.state === 'preparing' || photo.state === 'waiting' || photo.state === 'sending').length,
  refused: draft.photos.filter((photo) => photo.state === 'refused').length,
});

/** `草稿已存在本机 14:05。材料：2 份已上传，1 份还在本机，连上网络后自动上传`. */
export function keptWords(draft: Draft, now: Date): string {
  if (draft.savedAt === null) return '写下的内容会自动存在本机';
  const { sent, underway } = photoCounts(draft);
  const parts = [...(sent > 0 ? [`${sent} 份已上传`] : []), ...(underway > 0 ? [`${underway} 份还在本机，连上网络后自动上传`] : [])];
  return `草稿已存在本机 ${momentWords(draft.savedAt, now)}${parts.length === 0 ? '' : `。材料：${parts.join('，')}`}`;
}

/** Typed as a reading and not to be read as one; what is left empty says nothing. */
export const isNoFigure = (typed = ''): boolean => typed.trim() !== '' && figureTyped(typed) === null;

/** Why the report cannot go out yet, as a sentence; null: it can. */
export function missingIn(draft: Draft, lastPercent: number): string | null {
  const { refused } = photoCounts(draft);
  const tooLong = tooLongWords(draft.text, MOST_TEXT);
  if (tooLong !== null) return tooLong;
  const unread = Object.entries(draft.readings ?? {}).find(([, typed]) => isNoFigure(typed));
  if (unread !== undefined) return `“${unread[0]}”的读数“${unread[1]}”不是数字。请只写数字，如 12.5。`;
  if (refused > 0) return `有 ${refused} 份材料没有传上去，请重试或移除后再提交。`;
  if (
    draft.text.trim() === '' &&
    draft.photos.length === 0 &&
    (draft.percent === lastPercent || (draft.reached ?? []).length > 0) &&
    Object.keys(draft.readings ?? {}).length === 0
  )
    return '请写一句进展，或者添加照片、文件。';
  return null;
}

const idsOf = (photos: readonly DraftPhoto[]): readonly string[] => photos.flatMap(({ evidenceId }) => (evidenceId === null ? [] : [evidenceId]));

/** What goes out. Taken once: a repeat sends the same request id and the same words, so nothing is reported twice. */
export const sealed = (draft: Draft, requestId: string, version: number): Draft =>
  draft.pending !== null
    ? draft
    : {
        ...draft,
        pending: {
          requestId,
          version,
          text: draft.text.trim(),
          percent: draft.percent,
          evidenceIds: idsOf(draft.photos),
          beforeIds: idsOf(draft.photos.filter(({ isBefore }) => isBefore === true)),
          reached: draft.reached ?? [],
          readings: Object.entries(draft.readings ?? {}).flatMap(([target, typed]) => {
            const value = figureTyped(typed);
            return value === null ? [] : [{ target, value }];
          }),
          filed: draft.photos.flatMap(({ evidenceId: id, need }) => (id === null || need === undefined ? [] : [{ id, need }])),
        },
      };

/** A refusal is an answer too: the form opens again and the next attempt is a new request. */
export const unsealed = (draft: Draft): Draft => ({ ...draft, pending: null });
