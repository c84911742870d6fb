import { quoted, withoutDirection } from '../../../core/ledger/typed-text.js';

test('a quote inside a quote is a single one', () => {
  expect(quoted('开展“微笑服务”专题培训')).toBe('“开展‘微笑服务’专题培训”');
});

test('signs that turn a line around are dropped, and nothing else is', () => {
  expect(withoutDirection('已完成\u202e%05\u202c 👩‍👩‍👧 \u2066x\u2069')).toBe('已完成%05 👩‍👩‍👧 x');
});
