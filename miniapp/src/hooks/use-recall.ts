/** Taking a message back: which one is asked about, what it is doing, how it ended. */
import { useState } from 'react';
import { api } from '../api.js';
import { useErrand } from './use-errand.js';

export interface Recall {
  /** The fate that is asked about; null: none. */
  readonly asked: string | null;
  readonly ask: (fateId: string | null) => void;
  readonly now: (reason: string) => void;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly done: string | null;
}

/** `onChanged`: something was taken back, so what stands there is no longer how it is. */
export function useRecall(onChanged: () => void): Recall {
  const [asked, setAsked] = useState<string | null>(null);
  const { isBusy, wrong, done, run, clear } = useErrand();
  const ask = (fateId: string | null): void => {
    clear();
    setAsked(fateId);
  };
  const now = async (reason: string): Promise<void> => {
    if (asked === null) return;
    const isDone = await run(async () => (await api.recallMessage({ fateId: asked, reason })).words, '消息没有变化');
    if (!isDone) return;
    setAsked(null);
    onChanged();
  };
  return { asked, ask, now: (reason) => void now(reason), isBusy, wrong, done };
}
