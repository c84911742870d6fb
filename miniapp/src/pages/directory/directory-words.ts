/** What the directory's page says around its lists. Needs no Taro. */
import type { Directory, DirectorySuggestion } from '../../../../core/contract/directory.js';

type Suggestions = readonly DirectorySuggestion[];

export const sureOf = (suggestions: Suggestions): Suggestions => suggestions.filter(({ how }) => how === 'sure');
export const doubtfulOf = (suggestions: Suggestions): Suggestions => suggestions.filter(({ how }) => how !== 'sure');

export const linksOf = (suggestions: Suggestions) =>
  sureOf(suggestions).flatMap(({ personId, candidates: [first] }) => (first === undefined ? [] : [{ personId, userId: first.userId }]));

export const whoWords = ({ name, unitName }: { readonly name: string; readonly unitName: string | null }): string =>
  `${name}（${unitName ?? '未写单位'}）`;

export const sureQuestion = (count: number, platform: string): string =>
  `登记这 ${count} 人的${platform}账号？登记后，他们的督办消息发到各自的${platform}，在${platform}里打开不用输密码。`;

/** Nothing is left to decide. */
export function settledWords({ state, name, suggestions, unmatched }: Directory): string | null {
  if (state !== 'ready' || suggestions.length > 0) return null;
  return unmatched.length === 0 ? `所有人的${name}账号都已登记。` : `没有可以登记的了。还有 ${unmatched.length} 人在通讯录里没有同名的。`;
}

/** Where there is something to read, and nothing reads it now. */
export const mayRead = ({ state }: Directory): boolean => state === 'unread' || state === 'failed' || state === 'ready';
