/** The screen around one task: what was answered, what went wrong, its head, and the sheet of the action that was tapped. */
import type { ReactNode } from 'react';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task.js';
import { ActSheet } from './act-sheet.js';
import type { TaskAction } from './act-words.js';
import { Button } from './button.js';
import { ClockSheet } from './clock-sheet.js';
import { Empty } from './empty.js';
import { Said } from './said.js';
import { Screen } from './screen.js';
import { TaskTop } from './task-facts.js';

/** One task as it stands and what is being done to it. */
export interface Desk {
  readonly task: { readonly value: TaskDetail | null; readonly isLoading: boolean; readonly wrong: string | null; readonly reload: () => void };
  readonly acting: { readonly isBusy: boolean; readonly wrong: string | null };
  readonly asked: AllowedAction | null;
  readonly answer: { readonly words: string } | null;
  readonly act: (action: TaskAction) => Promise<unknown>;
  readonly close: () => void;
}

interface Props {
  readonly title: string;
  readonly desk: Desk;
  readonly foot: ReactNode;
  /** Above everything else of the task: a running emergency clock. */
  readonly first?: (task: TaskDetail) => ReactNode;
  readonly body: (task: TaskDetail) => ReactNode;
  /** Lies over the screen: a sheet. */
  readonly children?: ReactNode;
}

export function TaskScreen({ title, desk, foot, first, body, children }: Props) {
  const { task, acting, asked, answer, act, close } = desk;
  return (
    <Screen title={title} foot={foot}>
      {answer === null ? null : <Said look="done" words={answer.words} testid="answer" />}
      {acting.wrong === null || asked !== null ? null : <Said look="wrong" words={acting.wrong} testid="wrong" />}
      {task.wrong === null ? null : (
        <Said look="care" words={task.wrong} testid="stale">
          <Button words="重试" onPress={task.reload} testid="retry" />
        </Said>
      )}
      {task.value === null && task.isLoading ? <Empty words="正在打开任务" /> : null}
      {task.value === null ? null : first?.(task.value)}
      {task.value === null ? null : <TaskTop task={task.value} />}
      {task.value === null ? null : body(task.value)}
      {children}
      {asked === null ? null : asked.kind === 'startClock' ? (
        <ClockSheet
          allowed={asked}
          namable={task.value?.namable ?? []}
          isBusy={acting.isBusy}
          wrong={acting.wrong}
          onAct={(action) => void act(action)}
          onClose={close}
        />
      ) : (
        <ActSheet allowed={asked} isBusy={acting.isBusy} wrong={acting.wrong} onAct={(action) => void act(action)} onClose={close} />
      )}
    </Screen>
  );
}
