/** What waits for the speaker's own decision, as 我的任务 tells it first, and the place where each is decided. */
import type { Card } from '../../../core/contract/chat.js';
import { measureOf } from '../../../core/notice/digest.js';
import type { TaskRow } from '../../services.js';
import { asksMe, asksMyAcceptance, asksMyOpinion, type Desk, waitsForMe } from '../task-card.js';
import { pagesHere, standKey } from './reply.js';
import type { Talk } from './talk.js';

interface Kind {
  readonly kind: 'review' | 'opinion' | 'milestone' | 'extension';
  /** `等您决定延期`: before the count. */
  readonly words: string;
  /** At most five characters; null: how the task stands. */
  readonly key: string | null;
  readonly linkWords: string;
  readonly page: 'review' | 'task';
  readonly asks: (desk: Desk, row: TaskRow) => boolean;
}

const KINDS: readonly Kind[] = [
  { kind: 'review', words: '等您审核', key: null, linkWords: '去审核', page: 'review', asks: waitsForMe },
  { kind: 'opinion', words: '等您提意见', key: '征求意见', linkWords: '去答复', page: 'task', asks: asksMyOpinion },
  { kind: 'milestone', words: '等您验收节点', key: '节点验收', linkWords: '去验收', page: 'task', asks: asksMyAcceptance },
  { kind: 'extension', words: '等您决定延期', key: '延期申请', linkWords: '去决定', page: 'task', asks: asksMe },
];

export interface Waiting extends Pick<Kind, 'kind' | 'words'> {
  readonly row: TaskRow;
  readonly line: Card['lines'][number];
  /** To where it is decided. */
  readonly link: Card['links'][number];
}

/** All that waits. In a group nothing does: what is meant for one person is not told there. */
export const waitingIn = async (talk: Talk): Promise<readonly Waiting[]> =>
  talk.where.kind === 'group' ? [] : waitingFor(talk, await talk.undecided());

/** What of these waits. */
export function waitingFor({ desk, services, where }: Talk, of: readonly TaskRow[]): readonly Waiting[] {
  if (where.kind === 'group') return [];
  return KINDS.flatMap(({ kind, words, key, linkWords, page, asks }) =>
    of
      .filter((row) => asks(desk, row))
      .map((row) => {
        const url = pagesHere({ services })(page, row.task.id);
        return {
          row,
          kind,
          words,
          line: { key: key ?? standKey(row.task, desk), value: `${row.task.number}号 ${measureOf(row)}`, url },
          link: { words: linkWords, url },
        };
      }),
  );
}

/** `等您审核 2 项`, `等您决定延期 1 项`. */
export function waitingCounts(waiting: readonly Waiting[]): readonly string[] {
  const kinds = [...new Set(waiting.map(({ words }) => words))];
  return kinds.map((kind) => `${kind} ${waiting.filter(({ words }) => words === kind).length} 项`);
}
