/** How long the outbox remembers, and which keys it may forget: never one that could be made again, or a reminder would come twice. Pure. */
import type { NoticeDraft, NoticeKind } from './model.js';

/** From the end of an attempt to send: how often and with what outcome is still counted afterwards. */
export const ATTEMPTS_KEPT_DAYS = 180;
/** From when a notice was due and, where it went, was sent. */
export const NOTICES_KEPT_DAYS = 400;

/** Their keys name a day or a Monday that does not come back. */
const DATED: readonly NoticeKind[] = ['groupDigest', 'weekly', 'weeklyPicture'];

/**
 * What is told of a task is known by its key as long as the task is open, however late it is: the rung it has reached is reckoned
 * from the task each day anew. A note to the office says one thing once for good.
 */
export const isForgettable = ({ kind, taskId }: Pick<NoticeDraft, 'kind' | 'taskId'>, isTaskOver: (taskId: string) => boolean): boolean =>
  taskId === null ? DATED.includes(kind) : isTaskOver(taskId);
