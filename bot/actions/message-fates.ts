/** What became of every message about one task, found by the number people read on it. */
import type { FatesQuery, MessageFates } from '../../core/contract/operations.js';
import { measureOf } from '../../core/notice/digest.js';
import { demand, maySeeOperations } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import { Refusal } from '../../core/refusal.js';
import type { Services } from '../services.js';
import { fateDeskOf, fateLine } from './fate-words.js';

const numberIn = (text: string): number | null => {
  const found = /^[Tt]?0*(\d{1,9})$/.exec(text.normalize('NFKC').replaceAll(/\s/g, ''));
  return found === null ? null : Number(found[1]);
};

const noSuchNumber = (text: string): Refusal =>
  new Refusal('task-not-found', `没有找到编号“${text}”的任务。`, { kind: 'not-found', remedy: '编号写在任务页最上面一行，形如 T31。' });

/** Refusals: `not-allowed`, `task-not-found`. */
export async function messageFates(services: Services, viewer: Viewer, { task: asked }: FatesQuery): Promise<MessageFates> {
  demand(maySeeOperations(viewer), '查看消息去向');
  const number = numberIn(asked);
  const row = number === null ? null : await services.store.tasks.byNumber(number, scopeOf(viewer));
  if (row === null) throw noSuchNumber(asked);
  const fates = await services.store.outbox.ofTask(row.task.id);
  const desk = await fateDeskOf(services, viewer, fates);
  return { taskId: row.task.id, number: `T${row.task.number}`, measure: measureOf(row), fates: fates.map((fate) => fateLine(fate, desk)) };
}
