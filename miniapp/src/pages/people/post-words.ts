/** Posts as people call them, in the order they are offered. The words are core's own. */
import type { PersonDetail } from '../../../../core/contract/person.js';
import { POST_WORDS } from '../../../../core/people/post-words.js';

export type Post = PersonDetail['posts'][number];

export const POST_KINDS = Object.keys(POST_WORDS) as readonly Post['kind'][];

export const postWords = (post: Post): string => (post.unitName === null ? POST_WORDS[post.kind] : `${POST_WORDS[post.kind]}（${post.unitName}）`);
