/** One action on a task: sent once however often it is tapped, with the same request id until an answer came. */
import { useRef, useState } from 'react';
import type { ActAnswer } from '../../../core/contract/task-action.js';
import { hasWords, type TaskAction } from '../components/act-words.js';
import { api } from '../api.js';
import { newId } from '../new-id.js';
import { tellFrame } from '../platform.js';
import { type Trouble, isPassing, threeParts, troubleOf } from '../trouble.js';

export interface Acting {
  readonly isBusy: boolean;
  /** Three parts; null while all is well. */
  readonly wrong: string | null;
  readonly trouble: Trouble | null;
  /** Null: refused or no answer; `wrong` says which. */
  readonly act: (taskId: string, version: number, action: TaskAction) => Promise<ActAnswer | null>;
  readonly forget: () => void;
}

export function useAct(safe: string): Acting {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const underway = useRef(false);
  const hadWords = useRef(false);
  const unanswered = useRef<{ words: string; requestId: string } | null>(null);

  const act = async (taskId: string, version: number, action: TaskAction): Promise<ActAnswer | null> => {
    if (underway.current) return null;
    underway.current = true;
    setBusy(true);
    setTrouble(null);
    hadWords.current = hasWords(action);
    const words = JSON.stringify([taskId, version, action]);
    const requestId = unanswered.current?.words === words ? unanswered.current.requestId : newId();
    unanswered.current = { words, requestId };
    try {
      const answer = await api.act(taskId, { requestId, version, action });
      unanswered.current = null;
      tellFrame({ type: 'duban.acted' });
      return answer;
    } catch (error) {
      const met = troubleOf(error);
      if (!isPassing(met)) unanswered.current = null;
      setTrouble(met);
      return null;
    } finally {
      underway.current = false;
      setBusy(false);
    }
  };

  return { isBusy, trouble, wrong: trouble === null ? null : threeParts(trouble, hadWords.current ? safe : ''), act, forget: () => setTrouble(null) };
}
