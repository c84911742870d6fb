/** 通过, 退回, 同意延期 said in a chat: decided where the papers can be seen, so the answer leads exactly there. */
import type { DecisionKind, Intent } from '../../../core/chat/intent.js';
import type { TaskRow } from '../../services.js';
import { listReply } from './lists.js';
import { meantReply, taskReply } from './one-task.js';
import type { Reply } from './reply.js';
import type { Talk } from './talk.js';
import { waitingIn } from './waiting.js';

type Decision = Extract<Intent, { kind: 'decision' }>;

const HERE: Readonly<Record<DecisionKind, string>> = {
  review: '还没有办。审核要看过材料，请点“去审核”，在那里通过或退回修改。',
  extension: '还没有办。请点“去决定”，在那里同意或不同意延期。',
};
const NOT_HERE: Readonly<Record<DecisionKind, string>> = {
  review: '这项任务现在没有等您审核的事。',
  extension: '这项任务现在没有等您决定的延期申请。',
};

/** Nothing is changed by it, and that is said. */
export async function decisionReply({ of, which }: Decision, talk: Talk): Promise<Reply> {
  const waiting = (await waitingIn(talk)).filter(({ kind }) => kind === of);
  const [first, ...others] = waiting;
  if (which.numbers.length === 0) {
    return first !== undefined && others.length === 0 ? taskReply(first.row, talk, HERE[of]) : listReply({ kind: 'myTasks', named: null }, talk);
  }
  const isWaiting = (row: TaskRow): boolean => waiting.some(({ row: { task } }) => task.id === row.task.id);
  return meantReply(which, talk, (row) => (isWaiting(row) ? HERE[of] : NOT_HERE[of]));
}
