/** What a card says in its second line. */
import { cardParts } from '../../miniapp/src/components/task-card-words.js';

const card = {
  ...{ number: 31, findingNumber: '1', unitName: '政务服务科', ownerName: '吴倩' },
  due: { kind: 'day', day: '2026-12-20', words: '12月20日（周日）前', originalWords: null },
} as unknown as Parameters<typeof cardParts>[0];

test('a card begins its second line with the number that the search takes, and no part carries a separator', () => {
  expect(cardParts(card, undefined)).toEqual(['T31', '问题 1', '政务服务科', '吴倩', '12月20日']);
  expect(cardParts(card, undefined).join('')).not.toContain('·');
});

test('a day that was moved stands beside the one first given', () => {
  const moved = { ...card, due: { ...card.due, words: '12月31日（周四）前', originalWords: '12月20日（周日）前' } };
  expect(cardParts(moved, '吴倩')).toEqual(['T31', '问题 1', '政务服务科', '12月31日', '原定 12月20日']);
});

test('the reader’s own name is left out, a missing owner is named', () => {
  expect(cardParts(card, '吴倩')).not.toContain('吴倩');
  expect(cardParts({ ...card, ownerName: null }, '吴倩')).toContain('未配置责任人');
});
