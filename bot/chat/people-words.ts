/** Posts and the persons who hold them, as a message names them: 责任领导（陈立同志）. */
import type { RungPost } from '../../core/notice/model.js';
import { holdersFor } from '../../core/notice/recipients.js';
import type { Task } from '../../core/ledger/model.js';
import { POST_WORDS } from '../../core/people/post-words.js';
import type { Roster } from '../../core/people/roster.js';

/** How far up the line a post stands. */
export const HEIGHT: Readonly<Record<RungPost, number>> = { owner: 0, reviewer: 0, leader: 1, principal: 2, office: 3, leadingGroup: 4 };

export const postWords = (post: RungPost): string => (post === 'reviewer' ? '审核人' : POST_WORDS[post]);

const MOST_NAMES = 2;

/** `陈立同志`, `陈立、王强同志`, `陈立、王强同志等 3 人`. */
const namesWords = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMES).join('、')}同志${names.length > MOST_NAMES ? `等 ${names.length} 人` : ''}`;

/** Bodies are not named; a post nobody holds is the office's, of some of the tasks or of all. */
function oneWords(post: RungPost, tasks: readonly Task[], roster: Roster): readonly string[] {
  if (post === 'office' || post === 'leadingGroup') return [postWords(post)];
  const held = tasks.map((task) => holdersFor(task, post, roster));
  const people = new Map(held.flat().map(({ id, name }) => [id, name]));
  const empty = held.filter((holders) => holders.length === 0).length;
  return [
    ...(people.size === 0 ? [] : [`${postWords(post)}（${namesWords([...people.values()])}）`]),
    ...(empty === 0 ? [] : [`${postWords('office')}（${empty < tasks.length ? '部分' : ''}${postWords(post)}未配置）`]),
  ];
}

/** `责任领导（陈立同志）、主要负责人（高远同志）和巡察办`, from below upwards. */
export function whoWords(posts: readonly RungPost[], tasks: readonly Task[], roster: Roster): string {
  const ordered = [...new Set(posts)].sort((a, b) => HEIGHT[a] - HEIGHT[b]);
  const all = [...new Set(ordered.flatMap((post) => oneWords(post, tasks, roster)))];
  // The office that stands in for an empty post is named once, with why.
  const standsIn = all.some((one) => one.startsWith(`${postWords('office')}（`));
  const words = standsIn ? all.filter((one) => one !== postWords('office')) : all;
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join('、')}和${last}`;
}
