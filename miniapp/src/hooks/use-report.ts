/** A report being written: the draft on the device, its photos on their way, and the one sending of it. */
import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ActAnswer } from '../../../core/contract/task-action.js';
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { api } from '../api.js';
import {
  type Draft,
  changePhoto,
  dropDraft,
  emptyDraft,
  keepDraft,
  missingIn,
  MOST_PHOTOS,
  photoCounts,
  readDraft,
  roomForPhotos,
  sealed,
  unsealed,
  withPhoto,
  withoutPhoto,
} from '../drafts.js';
import { needsFor } from '../components/need-words.js';
import { newId } from '../new-id.js';
import { leftOutWords, type Picked } from '../picked.js';
import { dropPhoto, keepPhoto, keptPhoto, onNetworkBack, pickEvidence, tellFrame } from '../platform.js';
import { readSession } from '../session.js';
import { deviceStorage } from '../storage.js';
import { type Trouble, isPassing, troubleOf } from '../trouble.js';
import { type Queue, createQueue } from '../upload-queue.js';

export interface Report {
  readonly draft: Draft;
  readonly change: (edit: (draft: Draft) => Draft) => void;
  /** `need`: the item of the evidence list for which is picked. */
  readonly pick: (need?: string) => Promise<void>;
  readonly add: (picked: readonly Picked[], need?: string) => void;
  readonly retry: (uploadId: string) => void;
  readonly remove: (uploadId: string) => void;
  /** 整改前 or not. */
  readonly turnBefore: (uploadId: string) => void;
  /** Puts it under an item of the evidence list; null: under none. */
  readonly file: (uploadId: string, need: string | null) => void;
  /** Sends once all photos are up; tapped again meanwhile it does nothing. */
  readonly submit: () => void;
  /** What submitting is waiting for. */
  readonly state: 'idle' | 'photos' | 'sending';
  readonly trouble: Trouble | null;
  /** Why it was not sent, before anything went out. */
  readonly lacks: string | null;
  /** What of the last choice could not be added, as a sentence. */
  readonly leftOut: string | null;
  readonly answer: ActAnswer | null;
}

/** Whether the item asked for takes a piece of this kind: what does not fit stays under none, and is put right by hand. */
const fits = ({ evidenceNeeds }: TaskDetail, kind: 'photo' | 'file', need: string | undefined): boolean =>
  needsFor(evidenceNeeds, kind).some(({ words }) => words === need);

const personId = (): string => readSession()?.me.person.id ?? '';

export function useReport(task: TaskDetail): Report {
  const taskId = task.id;
  const [draft, setDraft] = useState<Draft>(() => readDraft(deviceStorage, personId(), taskId) ?? emptyDraft(task.percent));
  const [state, setState] = useState<Report['state']>('idle');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [lacks, setLacks] = useState<string | null>(null);
  const [leftOut, setLeftOut] = useState<string | null>(null);
  const [answer, setAnswer] = useState<ActAnswer | null>(null);
  const now = useRef(draft);
  const isDone = useRef(false);
  const isSending = useRef(false);
  const version = useRef(task.version);
  version.current = task.version;

  const put = useCallback(
    (edited: Draft) => {
      now.current = edited;
      setDraft(edited);
      if (!isDone.current) keepDraft(deviceStorage, personId(), taskId, edited);
    },
    [taskId],
  );
  const change = useCallback((edit: (draft: Draft) => Draft) => put({ ...edit(now.current), savedAt: new Date().toISOString() }), [put]);

  const queue = useRef<Queue | null>(null);
  useEffect(() => {
    const made = createQueue({
      read: () => now.current,
      change: (edit) => put(edit(now.current)),
      send: async (photo) => {
        const path = (await keptPhoto(photo.uploadId, photo.path)) ?? photo.path;
        return (await api.upload({ path, name: photo.name }, { uploadId: photo.uploadId, taskId })).id;
      },
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    });
    queue.current = made;
    made.run();
    const stopListening = onNetworkBack(made.run);
    return () => {
      stopListening();
      made.stop();
    };
  }, [put, taskId]);
  useDidShow(() => queue.current?.run());

  // Pictures of a draft that was opened again: the device knows them under a new path.
  useEffect(() => {
    for (const photo of now.current.photos) {
      void keptPhoto(photo.uploadId, photo.path).then((path) => {
        if (path !== null && path !== photo.path) put(changePhoto(now.current, photo.uploadId, { path }));
      });
    }
  }, [put]);

  const add = (picked: readonly Picked[], need?: string): void => {
    setLacks(null);
    for (const one of picked) {
      const { path, kind = 'photo' } = one;
      if (roomForPhotos(now.current) === 0) return;
      const uploadId = newId();
      change((edited) => withPhoto(edited, uploadId, { ...one, need: fits(task, kind, need) ? need : undefined }));
      void keepPhoto(uploadId, path, kind)
        .then(
          (kept) => change((edited) => changePhoto(edited, uploadId, { path: kept, state: 'waiting' })),
          () =>
            change((edited) =>
              changePhoto(edited, uploadId, {
                state: 'refused',
                words: kind === 'photo' ? '这张照片打不开，请换一张。' : '这个文件打不开，请换一个。',
              }),
            ),
        )
        .then(() => queue.current?.run());
    }
  };

  const pick = async (need?: string): Promise<void> => {
    setLeftOut(null);
    const chosen = now.current.photos.length;
    const { picked, leftOut: left } = await pickEvidence(roomForPhotos(now.current));
    setLeftOut(leftOutWords(left, chosen + picked.length, MOST_PHOTOS));
    add(picked, need);
  };

  const retry = (uploadId: string): void => {
    change((edited) => changePhoto(edited, uploadId, { state: 'waiting', words: null }));
    queue.current?.run();
  };

  const remove = (uploadId: string): void => {
    const photo = now.current.photos.find((one) => one.uploadId === uploadId);
    if (photo !== undefined) dropPhoto(uploadId, photo.path);
    change((edited) => withoutPhoto(edited, uploadId));
  };

  const turnBefore = (uploadId: string): void =>
    change((edited) => {
      const photo = edited.photos.find((one) => one.uploadId === uploadId);
      return changePhoto(edited, uploadId, { isBefore: photo?.isBefore !== true });
    });

  const file = (uploadId: string, need: string | null): void => change((edited) => changePhoto(edited, uploadId, { need: need ?? undefined }));

  const finish = (answered: ActAnswer): void => {
    isDone.current = true;
    for (const photo of now.current.photos) dropPhoto(photo.uploadId, photo.path);
    dropDraft(deviceStorage, personId(), taskId);
    tellFrame({ type: 'duban.acted' });
    setAnswer(answered);
  };

  const send = async (): Promise<void> => {
    if (isSending.current || isDone.current) return;
    isSending.current = true;
    setState('sending');
    put(sealed(now.current, newId(), version.current));
    const pending = now.current.pending;
    try {
      if (pending === null) return;
      const { requestId, text, percent, evidenceIds, beforeIds = [], filed = [], reached = [], readings = [] } = pending;
      finish(
        await api.act(taskId, {
          requestId,
          version: pending.version,
          action: {
            kind: 'progress',
            text,
            percent,
            evidenceIds: [...evidenceIds],
            ...(beforeIds.length === 0 ? {} : { beforeIds: [...beforeIds] }),
            ...(readings.length === 0 ? {} : { readings: readings.map((one) => ({ ...one })) }),
            ...(reached.length === 0 ? {} : { reached: [...reached] }),
            ...(filed.length === 0 ? {} : { filed: filed.map((one) => ({ ...one })) }),
          },
        }),
      );
    } catch (error) {
      const met = troubleOf(error);
      // Without an answer nobody knows whether it arrived: only the very same may go again.
      if (!isPassing(met)) put(unsealed(now.current));
      setTrouble(met);
    } finally {
      isSending.current = false;
      setState('idle');
    }
  };

  const submit = (): void => {
    if (isSending.current) return;
    setTrouble(null);
    const missing = now.current.pending === null ? missingIn(now.current, task.percent) : null;
    setLacks(missing);
    if (missing !== null) return;
    if (now.current.pending === null && photoCounts(now.current).underway > 0) {
      setState('photos');
      queue.current?.run();
    } else void send();
  };

  // Tapped while photos were still going up: it goes out with the last of them, or says which one failed.
  useEffect(() => {
    if (state !== 'photos') return;
    const { underway, refused } = photoCounts(draft);
    if (refused > 0) {
      setState('idle');
      setLacks(missingIn(draft, task.percent));
    } else if (underway === 0) void send();
  });

  return { draft, change, pick, add, retry, remove, turnBefore, file, submit, state, trouble, lacks, leftOut, answer };
}
