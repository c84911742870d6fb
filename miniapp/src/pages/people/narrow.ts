/** Whom the office looks for among the people. Needs no Taro. */
import type { PersonDetail } from '../../../../core/contract/person.js';
import { postWords } from './post-words.js';

/** Whoever was stopped is not to sign in. */
export const cannotSignIn = (person: PersonDetail): boolean => person.active && !person.canSignIn;

/** The words stand in name, unit or post; nothing typed finds everybody. */
export const isFound = (person: PersonDetail, words: string): boolean => {
  const word = asSearched(words);
  return [person.name, person.unitName ?? '', ...person.posts.map(postWords)].some((text) => asSearched(text).includes(word));
};

/** Width, case and blanks do not matter: `吴 倩` is 吴倩. */
const asSearched = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');

/** `还没有电话，还不能登录`; empty when nothing is missing. */
export function missingOf(person: PersonDetail): string {
  return [person.phone === null ? '还没有电话' : '', cannotSignIn(person) ? '还不能登录' : ''].filter((words) => words !== '').join('，');
}
