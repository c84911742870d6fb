/** One thing to be done at a tap of a button, with what it is doing, how it failed and how it ended. */
import { useRef, useState } from 'react';
import { newId } from '../new-id.js';
import { isPassing, threeParts, troubleOf } from '../trouble.js';

export interface Errand {
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly done: string | null;
  /** Runs unless one is underway. The request id stays the same until an answer came, so a repeat does no harm. */
  readonly run: (what: (requestId: string) => Promise<string | null>, safe?: string) => Promise<boolean>;
  readonly clear: () => void;
}

export function useErrand(): Errand {
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const underway = useRef(false);
  const requestId = useRef<string | null>(null);

  const run: Errand['run'] = async (what, safe = '') => {
    if (underway.current) return false;
    underway.current = true;
    setBusy(true);
    setWrong(null);
    setDone(null);
    requestId.current ??= newId();
    try {
      setDone(await what(requestId.current));
      requestId.current = null;
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      if (!isPassing(trouble)) requestId.current = null;
      setWrong(threeParts(trouble, safe));
      return false;
    } finally {
      underway.current = false;
      setBusy(false);
    }
  };
  return {
    isBusy,
    wrong,
    done,
    run,
    clear: () => {
      setWrong(null);
      setDone(null);
    },
  };
}
