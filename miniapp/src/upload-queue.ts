/** Sends the photos of a draft one after another, and again after a pause when the network fails. Needs no Taro. */
import { type Draft, type DraftPhoto, changePhoto, nextToSend } from './drafts.js';
import { isPassing, threeParts, troubleOf } from './trouble.js';

const PAUSES_MS = [2_000, 5_000, 15_000, 30_000];

export interface Queue {
  /** Sends what waits. Call it when a photo was added and when the network is back. */
  run(): void;
  stop(): void;
}

interface Outside {
  read(): Draft;
  change(edit: (draft: Draft) => Draft): void;
  /** Uploads one photo; gives the id of the evidence. */
  send(photo: DraftPhoto): Promise<string>;
  /** Runs something later; gives the way to call it off. */
  later(run: () => void, ms: number): () => void;
}

export function createQueue({ read, change, send, later }: Outside): Queue {
  let isStopped = false;
  let failures = 0;
  let callOff: (() => void) | null = null;

  const sendNext = async (): Promise<void> => {
    const photo = isStopped ? null : nextToSend(read());
    if (photo === null) return;
    change((draft) => changePhoto(draft, photo.uploadId, { state: 'sending' }));
    try {
      const evidenceId = await send(photo);
      failures = 0;
      change((draft) => changePhoto(draft, photo.uploadId, { state: 'sent', evidenceId, words: null }));
    } catch (error) {
      const trouble = troubleOf(error);
      if (isPassing(trouble)) {
        change((draft) => changePhoto(draft, photo.uploadId, { state: 'waiting' }));
        if (!isStopped) callOff = later(run, PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)] ?? 30_000);
        return;
      }
      change((draft) => changePhoto(draft, photo.uploadId, { state: 'refused', words: threeParts(trouble) }));
    }
    await sendNext();
  };

  const run = (): void => {
    callOff?.();
    callOff = null;
    void sendNext();
  };

  return {
    run,
    stop: () => {
      isStopped = true;
      callOff?.();
    },
  };
}
