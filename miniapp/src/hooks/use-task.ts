/** One task with what may be done to it: loaded, acted on, and shown again as the answer left it. */
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { ActAnswer } from '../../../core/contract/task-action.js';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { type TaskAction, actionOf, actsAtOnce, reasonWords } from '../components/act-words.js';
import type { Soon } from '../components/soon-foot.js';
import { api } from '../api.js';
import { type Acting, useAct } from './use-act.js';
import { type Loaded, useLoaded } from './use-loaded.js';
import { useSoon } from './use-soon.js';

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
  /** What one tap decided and still can be taken back: the sheet then stands again as it was left. */
  readonly soon: Soon;
  readonly actSoon: (allowed: AllowedAction, reason: string, typed: string) => void;
  /** What was typed into the sheet before it closed over a tap. */
  readonly typed: string;
  readonly close: () => void;
}

/** A sheet that closed over one tap. */
interface Left {
  readonly allowed: AllowedAction;
  /** `退回修改：缺佐证材料`. */
  readonly words: string;
  readonly typed: string;
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

  const [left, leave] = useState<Left | null>(null);
  const back = (): void => setAsked(left?.allowed ?? null);
  const soon = useSoon((action, isLeft) => {
    void act(action).then((answered) => {
      if (answered !== null) return;
      if (isLeft) tellUndone(`T${task.value?.number} ${left?.words}`);
      // Whoever comes back finds it as it was left.
      back();
    });
  });
  const actSoon = (allowed: AllowedAction, reason: string, typed: string): void => {
    const words = reasonWords(reason, typed);
    const action = actionOf(allowed.kind, words);
    if (action === null) return;
    acting.forget();
    const said = `${allowed.words}：${words}`;
    leave({ allowed, words: said, typed });
    setAsked(null);
    soon.put(action, said);
  };
  const takeBack = (): void => {
    if (soon.takeBack()) back();
  };

  const open = (allowed: AllowedAction): void => {
    acting.forget();
    leave(null);
    setAsked(allowed);
  };

  const ask = (allowed: AllowedAction): void => {
    // One thing after the other: what was decided goes out first, or is taken back.
    if (soon.waiting !== null) return;
    const action = actsAtOnce(allowed) ? actionOf(allowed.kind, '') : null;
    if (action === null) return open(allowed);
    acting.forget();
    void act(action);
  };

  return {
    ...{ task, acting, asked, answer, ask, open, act, actSoon },
    soon: { ...soon, takeBack },
    typed: left?.typed ?? '',
    close: () => setAsked(null),
  };
}

/** Nobody looks at the screen that would say so; whether it was done nobody knows either where the answer was lost. */
const tellUndone = (words: string): void =>
  void Taro.showModal({
    ...{ title: '请再看一下上一项', content: `“${words}”可能没有办成。请打开这项任务看一看，没有办成就再办一次。` },
    ...{ showCancel: false, confirmText: '知道了' },
  });
