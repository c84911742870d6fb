/** The screen around one task: what was answered, what went wrong, its head, and the sheet of the action that was tapped. */
import type { ReactNode } from 'react';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { ActSheet } from './act-sheet.js';
import type { TaskAction } from './act-words.js';
import { CallSheet } from './call-sheet.js';
import { ClockSheet } from './clock-sheet.js';
import { ConsultSheet } from './consult-sheet.js';
import { Empty } from './empty.js';
import { asksForDay, ExtensionSheet } from './extension-sheet.js';
import { MilestonesSheet } from './milestones-sheet.js';
import { NodeSheet } from './node-sheet.js';
import { NeedsSheet } from './needs-sheet.js';
import { type Fares, NotLoaded } from './not-loaded.js';
import { Said } from './said.js';
import { Screen } from './screen.js';
import { type Soon, SoonFoot } from './soon-foot.js';
import { SnoozeSheet } from './snooze-sheet.js';
import { Swept } from './swept.js';
import { TargetsSheet } from './targets-sheet.js';
import { TaskTop } from './task-facts.js';

/** One task as it stands and what is being done to it. */
export interface Desk {
  readonly task: Fares & { readonly value: TaskDetail | null; readonly isLoading: boolean };
  readonly acting: { readonly isBusy: boolean; readonly wrong: string | null };
  readonly asked: AllowedAction | null;
  readonly answer: { readonly words: string } | null;
  readonly act: (action: TaskAction) => Promise<unknown>;
  readonly soon: Soon;
  /** One tap decided; it goes out in a moment. */
  readonly actSoon: (allowed: AllowedAction, reason: string, typed: string) => void;
  readonly typed: string;
  readonly close: () => void;
}

interface Props {
  readonly title: string;
  readonly desk: Desk;
  readonly foot: ReactNode;
  /** Above everything else of the task: a running emergency clock. */
  readonly first?: (task: TaskDetail) => ReactNode;
  readonly body: (task: TaskDetail) => ReactNode;
  /** On to the next of a list, by one sweep; null where there is none. */
  readonly onNext?: (() => void) | null;
  /** Lies over the screen: a sheet. */
  readonly children?: ReactNode;
}

export function TaskScreen({ title, desk, foot, first, body, onNext = null, children }: Props) {
  const { task, acting, asked, answer } = desk;
  return (
    <Screen title={title} foot={desk.soon.waiting === null ? foot : <SoonFoot soon={desk.soon} />}>
      {answer === null ? null : <Said look="done" words={answer.words} testid="answer" />}
      {acting.wrong === null || asked !== null ? null : <Said look="wrong" words={acting.wrong} testid="wrong" />}
      <NotLoaded of={task} look="care" testid="stale" />
      {task.value === null && task.isLoading ? <Empty words="正在打开任务" /> : null}
      {task.value === null ? null : first?.(task.value)}
      {task.value === null ? null : (
        <Swept onNext={asked === null ? onNext : null}>
          <TaskTop task={task.value} />
          {body(task.value)}
        </Swept>
      )}
      {children}
      {asked === null || task.value === null ? null : <AskedSheet desk={desk} allowed={asked} task={task.value} />}
    </Screen>
  );
}

/** The sheet of the action that was tapped. */
function AskedSheet({ desk, allowed, task }: { readonly desk: Desk; readonly allowed: AllowedAction; readonly task: TaskDetail }) {
  const { isBusy, wrong } = desk.acting;
  const shared = { allowed, isBusy, wrong, onAct: (action: TaskAction) => void desk.act(action), onClose: desk.close };
  // Evidence is uploaded with it: the page has a sheet of its own.
  if (allowed.kind === 'object') return null;
  if (allowed.kind === 'callBack') return <CallSheet {...shared} />;
  if (allowed.kind === 'startClock') return <ClockSheet {...shared} namable={task.namable} />;
  if (allowed.kind === 'setTargets') return <TargetsSheet {...shared} task={task} />;
  if (allowed.kind === 'setMilestones') return <MilestonesSheet {...shared} task={task} />;
  if (allowed.kind === 'acceptMilestone' || allowed.kind === 'returnMilestone') return <NodeSheet {...shared} task={task} />;
  if (allowed.kind === 'consult') return <ConsultSheet {...shared} people={task.consultable} />;
  if (allowed.kind === 'setEvidence') return <NeedsSheet {...shared} task={task} />;
  if (allowed.kind === 'snooze') return <SnoozeSheet {...shared} reminder={task.reminder} />;
  return asksForDay(allowed) ? <ExtensionSheet {...shared} task={task} /> : <ActSheet {...shared} typed={desk.typed} onReason={desk.actSoon} />;
}
