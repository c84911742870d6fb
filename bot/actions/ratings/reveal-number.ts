/** The whole telephone number of a rating, for whoever calls back: never without a reason, and each look is an event. */
import type { NumberAsked, NumberShown } from '../../../core/contract/rating.js';
import { demand, mayReadNumber } from '../../../core/people/may-do.js';
import type { Viewer } from '../../../core/people/model.js';
import { Refusal } from '../../../core/refusal.js';
import type { Services } from '../../services.js';
import { eventOf } from '../event-of.js';
import { once } from '../once.js';
import { findTask } from '../read-task.js';
import { requestOf } from '../request.js';

/** Refusals: `task-not-found`, `not-allowed`, `no-number`. */
export async function revealNumber(services: Services, viewer: Viewer, taskId: string, { requestId, reason }: NumberAsked): Promise<NumberShown> {
  const { task } = await findTask(services, viewer, taskId);
  demand(mayReadNumber(viewer, task), '查看评价人电话');
  const rating = task.ticket === null ? null : await services.store.ratings.find(task.ticket.ratingId);
  if (rating === null || rating.sealedPhone === null) throw new Refusal('no-number', '评价人没有留电话。', { remedy: '请整改后在本页答复。' });
  const phone = services.secrets.open(rating.sealedPhone);
  await once(services, requestOf(viewer, requestId, { revealNumber: taskId, reason }), '已查看。', async (store) => {
    await store.events.insert([eventOf(services, viewer.person.id, 'numberRevealed', { kind: 'task', id: taskId }, { reason })]);
    return taskId;
  });
  services.log.info('number revealed', { task: taskId, by: viewer.person.id });
  return { phone };
}
