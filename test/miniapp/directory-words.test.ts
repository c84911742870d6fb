import type { Directory, DirectorySuggestion } from '../../core/contract/directory.js';
import { doubtfulOf, linksOf, mayRead, settledWords, sureOf, whoWords } from '../../miniapp/src/pages/directory/directory-words.js';

const suggestion = (personId: string, how: DirectorySuggestion['how'], ...userIds: readonly string[]): DirectorySuggestion => ({
  personId,
  name: '何俊',
  unitName: null,
  how,
  words: '',
  candidates: userIds.map((userId) => ({ userId, name: '何俊', placeWords: '', isSameUnit: true })),
});
const ALL = [suggestion('a', 'sure', 'A'), suggestion('b', 'several', 'B1', 'B2'), suggestion('c', 'likely', 'C')];
const directory = (facts: Partial<Directory>): Directory => ({
  platform: 'wecomApp',
  name: '企业微信',
  state: 'ready',
  words: '',
  notes: [],
  suggestions: [],
  unmatched: [],
  astray: [],
  ...facts,
});

test('all at once takes the sure ones alone', () => {
  expect(linksOf(ALL)).toEqual([{ personId: 'a', userId: 'A' }]);
  expect([sureOf(ALL).length, doubtfulOf(ALL).map(({ personId }) => personId)]).toEqual([1, ['b', 'c']]);
});

test('when nothing is left it says so, and says who is still without', () => {
  expect(settledWords(directory({}))).toBe('所有人的企业微信账号都已登记。');
  expect(settledWords(directory({ unmatched: [{ personId: 'x', name: '甲', unitName: null }] }))).toMatch(/还有 1 人/);
  expect(settledWords(directory({ suggestions: ALL }))).toBeNull();
  expect(settledWords(directory({ state: 'unread' }))).toBeNull();
});

test('it is read again only where there is something to read and nobody reads it', () => {
  const states = (['none', 'stopped', 'unread', 'reading', 'failed', 'ready'] as const).filter((state) => mayRead(directory({ state })));
  expect(states).toEqual(['unread', 'failed', 'ready']);
});

test('a person is named with their unit', () => {
  expect(whoWords({ name: '何俊', unitName: '政务服务科' })).toBe('何俊（政务服务科）');
  expect(whoWords({ name: '何俊', unitName: null })).toBe('何俊（未写单位）');
});
