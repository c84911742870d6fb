/** What a task's status means for everybody who asks: still to do, waiting for a decision, or done. */
import type { Task, TaskStatus } from './model.js';

export const OPEN: readonly TaskStatus[] = ['handedOut', 'inProgress'];
export const IN_REVIEW: readonly TaskStatus[] = ['submitted', 'toVerify'];
export const DONE: readonly TaskStatus[] = ['closed', 'routine'];

type Standing = Pick<Task, 'status'>;

/** Its owner has something to do. */
export const isOpen = ({ status }: Standing): boolean => OPEN.includes(status);
export const isInReview = ({ status }: Standing): boolean => IN_REVIEW.includes(status);
/** 已销号 or 已转入常态化. */
export const isDone = ({ status }: Standing): boolean => DONE.includes(status);

/** Its percentage stands in the imported ledger; nobody has reported here yet. */
export const isFromLedger = ({
  status,
  percent,
  lastProgressAt,
  signedAt,
}: Pick<Task, 'status' | 'percent' | 'lastProgressAt' | 'signedAt'>): boolean =>
  lastProgressAt === null && (percent > 0 || (status !== 'handedOut' && signedAt === null));

/** Came back from a review and has a 补正期限 of its own. */
export const isAmending = <T extends Pick<Task, 'status' | 'amendBy'>>(task: T): task is T & { readonly amendBy: string } =>
  task.status === 'inProgress' && task.amendBy !== null;
