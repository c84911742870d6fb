/** One task with what may be done to it: loaded, acted on, and shown again as the answer left it. */
import { useState } from 'react';
import type { ActAnswer, AllowedAction, TaskDetail } from '../../../core/contract/task.js';
import { type TaskAction, actionOf, actsAtOnce } from '../components/act-words.js';
import { api } from '../api.js';
import { type Acting, useAct } from './use-act.js';
import { type Loaded, useLoaded } from './use-loaded.js';

export interface TaskDesk {
  readonly task: Loaded<TaskDetail>;
  readonly acting: Acting;
  /** The action whose sheet is open. */
  readonly asked: AllowedAction | null;
  /** What the service answered to the last action. */
  readonly answer: ActAnswer | null;
  /** A button was tapped: acts at once or opens its sheet. */
  readonly ask: (allowed: AllowedAction) => void;
  /** Opens its sheet, also where a tap would act at once. */
  readonly open: (allowed: AllowedAction) => void;
  readonly act: (action: TaskAction) => Promise<ActAnswer | null>;
  readonly close: () => void;
}

/** `known`: the task as another answer already brought it. */
export function useTask(id: string, known?: TaskDetail): TaskDesk {
  // The name counts with the shape: what an earlier version of the phone kept is not read as this one's.
  const task = useLoaded({ name: id === '' ? null : `task.8.${id}`, load: () => api.task(id), isKept: true, known });
  const acting = useAct('您写的内容还在');
  const [asked, setAsked] = useState<AllowedAction | null>(null);
  const [answer, setAnswer] = useState<ActAnswer | null>(null);

  const act = async (action: TaskAction): Promise<ActAnswer | null> => {
    if (task.value === null) return null;
    const answered = await acting.act(id, task.value.version, action);
    if (answered === null) {
      // Someone else changed the task meanwhile, or it is refused now: show it as it is.
      task.reload();
      return null;
    }
    task.put(answered.task);
    setAnswer(answered);
    setAsked(null);
    return answered;
  };

  const open = (allowed: AllowedAction): void => {
    acting.forget();
    setAsked(allowed);
  };

  const ask = (allowed: AllowedAction): void => {
    const action = actsAtOnce(allowed) ? actionOf(allowed.kind, '') : null;
    if (action === null) return open(allowed);
    acting.forget();
    void act(action);
  };

  return { task, acting, asked, answer, ask, open, act, close: () => setAsked(null) };
}
