/** Posts and the persons who hold them, as a message names them: 责任领导（陈立同志）. */
import type { RungPost } from '../../core/notice/model.js';
import { holdersFor } from '../../core/notice/recipients.js';
import type { Task } from '../../core/ledger/model.js';
import { POST_WORDS } from '../../core/people/post-words.js';
import type { Roster } from '../../core/people/roster.js';

/** How far up the line a post stands. */
export const HEIGHT: Readonly<Record<RungPost, number>> = { owner: 0, reviewer: 0, leader: 1, principal: 2, office: 3, leadingGroup: 4 };

export const postWords = (post: RungPost): string => (post === 'reviewer' ? '审核人' : POST_WORDS[post]);

/** Bodies are not named; a post nobody holds is the office's. `tasks`: where they name different persons, the post alone. */
function oneWords(post: RungPost, tasks: readonly Task[], roster: Roster): string {
  if (post === 'office' || post === 'leadingGroup') return postWords(post);
  const named = new Set(
    tasks.map((task) => {
      const [holder, ...others] = holdersFor(task, post, roster);
      if (holder === undefined) return `${postWords('office')}（${postWords(post)}未配置）`;
      return `${postWords(post)}（${holder.name}同志${others.length > 0 ? `等 ${others.length + 1} 人` : ''}）`;
    }),
  );
  const [only] = named;
  return named.size === 1 && only !== undefined ? only : postWords(post);
}

/** `责任领导（陈立同志）、主要负责人（高远同志）和巡察办`, from below upwards. */
export function whoWords(posts: readonly RungPost[], tasks: readonly Task[], roster: Roster): string {
  const ordered = [...new Set(posts)].sort((a, b) => HEIGHT[a] - HEIGHT[b]);
  const words = [...new Set(ordered.map((post) => oneWords(post, tasks, roster)))];
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join('、')}和${last}`;
}
