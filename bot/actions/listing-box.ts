/** What a screen shows of listed supervision 挂牌督办: that it is, that it is proposed, and by whom. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { isListed, proposalOf } from '../../core/ledger/listing.js';
import type { Task } from '../../core/ledger/model.js';
import { withoutDirection } from '../../core/ledger/typed-text.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { instantWords } from '../../core/time/day.js';
import type { Desk } from './task-card.js';

const proposal = (task: Task, { book, roster, calendar, today }: Desk) => proposalOf(task, policyFor(book, task, roster), calendar, today);

export function listedWords(task: Task, desk: Desk): string | null {
  if (isListed(task)) return '挂牌督办';
  return proposal(task, desk) === null ? null : '建议挂牌督办';
}

export function listingBox(task: Task, desk: Desk): TaskDetail['listing'] {
  const { listing } = task;
  if (proposal(task, desk) === 'ladder') return { isListed: false, words: '逾期已到提请领导小组的层级，按督办规则建议挂牌督办。' };
  if (listing === null || (listing.state !== 'listed' && listing.state !== 'proposed')) return null;
  const what = listing.state === 'listed' ? '决定挂牌督办' : '建议挂牌督办';
  const by = desk.roster.person(listing.by)?.name ?? '';
  return { isListed: isListed(task), words: `${instantWords(listing.at, desk.today)} ${by}${what}：${withoutDirection(listing.reason)}` };
}
