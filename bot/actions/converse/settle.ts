/** What somebody answers to a question of the bot: yes, change it, leave it, or this one of several. */
import type { Wish } from '../../../core/chat/intent.js';
import type { Act } from '../../../core/contract/task-action.js';
import { Refusal } from '../../../core/refusal.js';
import type { Pending, PendingAct, TaskRow } from '../../services.js';
import { act } from '../act.js';
import { MINUTES, refusedReply } from './question.js';
import { nothingToCancel, nothingWaits } from './help.js';
import { notFound } from './one-task.js';
import { bringPhotos } from './photos.js';
import { proposeFor } from './propose-for.js';
import { confirmAll } from './several.js';
import { nameOf, pagesHere, type Reply, reply, saying, TITLE_ROOM } from './reply.js';
import type { Talk } from './talk.js';

/** The open question, if it is the one that is answered; without `id` whichever waits. */
async function waiting({ services, viewer, where }: Talk, id: string | null): Promise<Pending | null> {
  const pending = await services.store.conversations.pending(viewer.person.id, where.room);
  return pending !== null && (id === null || pending.id === id) ? pending : null;
}

/** Said without naming what: it answers a question that is open, or the one that this very message answered before its process died. */
const isSpent = ({ done, doneBy }: Pending, messageId: string): boolean => done && doneBy !== messageId;

/** What was done, as a title, and what is to be known besides: where the first sentence has no room as a title, its beginning stands for it. */
function withResultFirst(words: string): readonly [done: string, besides: string] {
  const [sentence = '', ...others] = words.split(/(?<=。)/);
  const done = sentence.replace(/。$/, '');
  return [...done].length <= TITLE_ROOM ? [done, others.join('')] : [/^[^，（]+/.exec(done)?.[0] ?? done, words];
}

/** Twice is once: the request's id is made of the question's, so the second answer is the first. */
export async function confirm(talk: Talk, id: string | null): Promise<Reply> {
  const pending = await waiting(talk, id);
  if (pending === null || (id === null && isSpent(pending, talk.messageId))) return nothingWaits(talk);
  const { about } = pending;
  if (about.kind === 'acts') return confirmAll(pending, about, talk);
  if (about.kind !== 'act') return nothingWaits(talk);
  const row = await talk.seen.find(about.taskId);
  if (row === null) return notFound('这项任务', talk);
  const { services, viewer, where } = talk;
  try {
    const asked = { requestId: `chat-${pending.id}`, version: about.version, action: about.action as Act['action'] };
    const { words, task } = await act(services, viewer, about.taskId, asked);
    await services.store.conversations.finish(viewer.person.id, where.room, pending.id, talk.messageId);
    const isReady = task.percent === 100 && task.allowed.some(({ kind, missing }) => kind === 'submit' && missing === null);
    const [done, besides] = withResultFirst(words);
    return reply({
      title: done,
      lines: [
        { key: '任务', value: nameOf(row) },
        { key: '现在', value: task.statusWords },
        { key: '进度', value: `${task.percent}%` },
      ],
      foot: besides,
      links: [{ words: '打开这项任务', url: pagesHere(talk)('task', task.id) }],
      buttons: isReady ? [saying('申请验收', `${task.number}号申请验收`)] : [saying('我的任务', '我的任务')],
    });
  } catch (error) {
    if (error instanceof Refusal) return refused(error, row, about, talk);
    throw error;
  }
}

/** Somebody else was first: shown anew at the task as it is now, since what was agreed to was about another. */
async function refused(refusal: Refusal, row: TaskRow, about: PendingAct, talk: Talk): Promise<Reply> {
  if (refusal.id !== 'task-changed') {
    await talk.services.store.conversations.forget(talk.viewer.person.id, talk.where.room);
    return refusedReply(refusal, row, talk);
  }
  const kept = await withdraw(about, talk);
  return reply({
    title: nameOf(row),
    foot: `${refusal.message}您刚才说的没有提交。如仍要提交，请看过最新情况再说一遍。${kept}`,
    links: [{ words: '打开这项任务', url: pagesHere(talk)('task', row.task.id) }],
    buttons: about.heard === '' ? [] : [{ words: '再说一遍', key: `draft:${about.heard}` }],
    draft: about.heard,
  });
}

/** Not to be done any more; its photos wait for what is said next. Answers what is said of them. */
async function withdraw({ taskId, action }: PendingAct, { services, viewer, where, messageId }: Talk): Promise<string> {
  const { conversations } = services.store;
  const evidenceIds = action.kind === 'progress' ? action.evidenceIds : [];
  if (evidenceIds.length === 0) {
    await conversations.forget(viewer.person.id, where.room);
    return '';
  }
  await conversations.ask(viewer.person.id, where.room, { id: messageId, about: { kind: 'photos', taskId, evidenceIds } }, MINUTES);
  return `照片 ${evidenceIds.length} 张还在，和您接着说的一起提交。`;
}

export async function edit(talk: Talk, id: string): Promise<Reply> {
  const pending = await waiting(talk, id);
  if (pending === null || pending.done || pending.about.kind === 'photos') return nothingWaits(talk);
  const { about } = pending;
  const { heard } = about;
  const kept = about.kind === 'act' ? await withdraw(about, talk) : '';
  if (about.kind !== 'act') await talk.services.store.conversations.forget(talk.viewer.person.id, talk.where.room);
  return reply({
    title: '请改好后再发一遍',
    lines: heard === '' ? [] : [{ key: '原话', value: heard }],
    foot: `刚才那条没有提交。${kept}`,
    draft: heard,
  });
}

export async function cancel(talk: Talk, id: string | null): Promise<Reply> {
  const pending = await waiting(talk, id);
  if (pending === null || pending.done) return nothingToCancel();
  await talk.services.store.conversations.forget(talk.viewer.person.id, talk.where.room);
  return reply({ title: '已取消，什么都没有提交', buttons: [saying('我的任务', '我的任务')] });
}

/** `31` after 您说的是哪一项: the wish that waits, about this task. */
export async function pick(talk: Talk, id: string | null, number: number): Promise<Reply | null> {
  const pending = await waiting(talk, id);
  if (pending === null || pending.about.kind !== 'choice') return null;
  const row = await talk.seen.byNumber(number);
  if (row === null) return notFound(` ${number} 号任务`, talk);
  const { wish, heard, photos = [] } = pending.about;
  return proposeFor(row, { wish: wish as Wish, heard, evidenceIds: await bringPhotos(talk, row, photos) }, talk);
}

/** Something was said while a question waits that answers neither yes nor no: the question once more. Null: none waits. */
export async function stillOpen(talk: Talk): Promise<Reply | null> {
  const pending = await waiting(talk, null);
  if (pending === null || pending.done || (pending.about.kind !== 'act' && pending.about.kind !== 'acts')) return null;
  return reply({
    title: '刚才那件事还没有提交',
    lines: [{ key: '您说的', value: pending.about.heard }],
    foot: '要提交，请点“确认提交”，或回复“确认”；不要了，请回复“取消”。',
    buttons: [
      { words: '确认提交', key: `confirm:${pending.id}` },
      { words: '取消', key: `cancel:${pending.id}` },
    ],
  });
}
