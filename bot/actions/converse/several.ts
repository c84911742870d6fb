/** 收到 and 全部签收: one answer about every task of one's own that waits for it, asked back as one question. */
import type { Act } from '../../../core/contract/task-action.js';
import type { Wish } from '../../../core/chat/intent.js';
import { Refusal } from '../../../core/refusal.js';
import type { Pending, PendingActs, TaskRow } from '../../services.js';
import { act } from '../act.js';
import { thanksReply } from './help.js';
import { openOfOwn } from './one-task.js';
import { proposeFor } from './propose-for.js';
import { MINUTES, refusalOf } from './question.js';
import { pagesHere, type Reply, reply, saying, taskLine } from './reply.js';
import type { Talk } from './talk.js';

/** So many of one's own are looked at; whoever has more names the task. */
export const MOST_OWN = 20;

/** What may be said of all of them in one breath. */
type Common = 'acknowledge' | 'sign';
const COMMON: Readonly<
  Record<Common, { readonly asked: (count: number) => string; readonly yes: string; readonly one: string; readonly done: string }>
> = {
  acknowledge: { asked: (count) => `请确认：${count} 项提醒都已知悉`, yes: '确认知悉', one: '收到', done: '已知悉' },
  sign: { asked: (count) => `请确认：签收 ${count} 项任务`, yes: '确认签收', one: '签收', done: '已签收' },
};

export async function possibleOfOwn(kind: Common, talk: Talk): Promise<readonly TaskRow[]> {
  const possible: TaskRow[] = [];
  for (const row of (await openOfOwn(talk)).slice(0, MOST_OWN)) if ((await refusalOf({ kind }, row, talk)) === null) possible.push(row);
  return possible;
}

/** 收到 of nothing in particular: of the reminders that wait, else of the tasks that were just handed out. Where nothing waits, that is said. */
export async function receiptReply(heard: string, talk: Talk): Promise<Reply> {
  for (const kind of ['acknowledge', 'sign'] as const) {
    const rows = await possibleOfOwn(kind, talk);
    if (rows.length > 0) return askForAll(kind, rows, heard, talk);
  }
  return thanksReply('好的，现在没有等您回应的提醒', talk);
}

export async function askForAll(kind: Common, rows: readonly TaskRow[], heard: string, talk: Talk): Promise<Reply> {
  const [first, ...others] = rows;
  if (first !== undefined && others.length === 0) {
    const wish: Wish = { kind, which: { numbers: [first.task.number], unknown: null } };
    return proposeFor(first, { wish, heard, evidenceIds: [] }, talk);
  }
  const { services, viewer, where, messageId } = talk;
  const acts = rows.map(({ task }) => ({ taskId: task.id, version: task.version, action: { kind } }));
  await services.store.conversations.ask(viewer.person.id, where.room, { id: messageId, about: { kind: 'acts', acts, heard } }, MINUTES);
  const { asked, yes, one } = COMMON[kind];
  return reply({
    title: asked(rows.length),
    lines: rows.map((row) => taskLine(row, talk)),
    foot: `还没有提交。请点“${yes}”，或回复“确认”；${MINUTES} 分钟内有效。只${one}其中一项，请说“${one}${first?.task.number ?? ''}号”。`,
    links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons: [
      { words: yes, key: `confirm:${messageId}` },
      { words: '取消', key: `cancel:${messageId}` },
    ],
  });
}

/** Each is judged by itself: what is refused hinders no other and is told with why. */
export async function confirmAll(pending: Pending, { acts }: PendingActs, talk: Talk): Promise<Reply> {
  const { services, viewer, where } = talk;
  const refused: Refusal[] = [];
  for (const [index, { taskId, version, action }] of acts.entries()) {
    try {
      await act(services, viewer, taskId, { requestId: `chat-${pending.id}-${index}`, version, action: action as Act['action'] });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error);
    }
  }
  await services.store.conversations.finish(viewer.person.id, where.room, pending.id, talk.messageId);
  const done = COMMON[acts[0]?.action.kind === 'sign' ? 'sign' : 'acknowledge'].done;
  const [why] = refused;
  return reply({
    title: acts.length === refused.length ? '没有办成' : `${done} ${acts.length - refused.length} 项`,
    foot: why === undefined ? '' : `${refused.length} 项没有记录：${why.message}${why.remedy ?? ''}`,
    links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons: [saying('我的任务', '我的任务')],
  });
}
