/** Where a message leads: exactly to the place where its reader can act. At most three links, no two alike. */
import type { Card } from '../../core/contract/chat.js';
import type { AllTold, Told } from './around.js';

type Link = Card['links'][number];

export type Page = (name: 'task' | 'report' | 'review' | 'my' | 'ledger', id?: string) => string;

export const pagesOf =
  (publicUrl: string): Page =>
  (name, id) =>
    `${publicUrl}/#/pages/${name}/index${id === undefined ? '' : `?id=${encodeURIComponent(id)}`}`;

const REPORTED: readonly Told['matter'][] = ['returned', 'reopened', 'late', 'amend', 'near', 'monthly'];

function ownLinks(own: readonly Told[], page: Page): readonly Link[] {
  const [first] = own;
  if (first === undefined) return [];
  const isSigning = own.every(({ matter }) => matter === 'sign' || matter === 'handedOut');
  if (own.length > 1)
    return [{ words: isSigning ? '去签收' : own.every(({ matter }) => matter === 'passed') ? '查看' : '填报进展', url: page('my') }];
  const task = { words: '查看任务', url: page('task', first.task.id) };
  if (isSigning) return [{ ...task, words: '去签收' }];
  return REPORTED.includes(first.matter) ? [{ words: '填报进展', url: page('report', first.task.id) }, task] : [{ ...task, words: '查看' }];
}

/** Tasks a person leads stand in 我的任务; those above find them in the ledger. */
function aboveLinks(above: readonly Told[], page: Page): readonly Link[] {
  const [first] = above;
  if (first === undefined) return [];
  if (above.length === 1) return [{ words: '查看', url: page('task', first.task.id) }];
  return above.every(({ post }) => post === 'leader') ? [{ words: '查看', url: page('my') }] : [{ words: '查看台账', url: page('ledger') }];
}

export function linksOf(all: AllTold, page: Page): Card['links'] {
  const of = (side: Told['side']) => all.filter((told) => told.side === side);
  const [toDecide] = of('decide');
  const links = [
    ...(toDecide === undefined ? [] : [{ words: '去审核', url: page('review', toDecide.task.id) }]),
    ...ownLinks(of('own'), page),
    ...aboveLinks(of('above'), page),
  ];
  return links.filter(({ url }, index) => links.findIndex((link) => link.url === url) === index).slice(0, 3);
}
