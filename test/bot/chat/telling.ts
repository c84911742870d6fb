/** How one person comes to read a scene: on a morning, after somebody's act, or by a notice of its own. */
import type { MessageWords } from '../../../bot/services.js';
import type { Task, TaskAction } from '../../../core/ledger/model.js';
import type { NoticeDraft, NoticeKind, RungPost } from '../../../core/notice/model.js';
import { afterAct, messageOf, type Setting } from './morning.js';
import { at, type Scene, TODAY } from './scene.js';
import { hall } from './scene-tasks.js';

export const morning: Setting = { day: TODAY };

export function scene(name: string, message: MessageWords | null): readonly Scene[] {
  if (message === null) throw new Error(`nobody reads “${name}”`);
  return [{ name, to: 'person', message }];
}

/** What this person reads of an act on the whole day's case. */
export const act = (
  name: string,
  reader: string,
  action: TaskAction,
  by: string,
  facts: { before?: Partial<Task>; after?: Partial<Task>; setting?: Partial<Setting> } = {},
) =>
  scene(
    name,
    afterAct(
      reader,
      { before: hall(facts.before), after: hall({ version: 2, ...facts.before, ...facts.after }), action, by },
      { ...morning, time: '15:30', ...facts.setting },
    ),
  );

/** A notice that no pure rule of the morning makes: as the action that makes it does. */
export function told(
  name: string,
  reader: string,
  task: Task,
  kind: NoticeKind,
  posts: readonly RungPost[],
  facts: NoticeDraft['facts'],
  setting: Setting = morning,
): readonly Scene[] {
  const draft: NoticeDraft = {
    key: `${task.id}:${kind}:${reader}`,
    kind,
    recipient: { kind: 'person', id: reader },
    taskId: task.id,
    deadlineNumber: task.deadlineNumber,
    rung: `${kind}-1`,
    posts,
    vacant: null,
    notBefore: at('08:40'),
    unknown: 'once',
    facts,
    day: setting.day,
  };
  return scene(name, messageOf(reader, [task], [draft], setting));
}
