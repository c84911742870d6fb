/** What counts as a common problem: near-same text in one category, in more than one unit or round. */
import fc from 'fast-check';
import { recurringOf } from '../../core/insight/recurring.js';
import type { Finding, Task } from '../../core/ledger/model.js';
import { aFinding, aTask } from '../support/make.js';

const light = { light: 'green', words: '', days: 1 } as const;
const row = (finding: Partial<Finding>, task: Partial<Task> = {}) => {
  const found = aFinding({ category: '作风建设', ...finding });
  return { task: aTask({ findingId: found.id, roundId: found.roundId, ...task }), finding: found, light };
};
const SAID = '服务窗口台账更新不及时，群众反复跑腿';
const idsOf = (rows: Parameters<typeof recurringOf>[0]) => recurringOf(rows).map(({ findings }) => findings.map(({ finding }) => finding.id).sort());

test('the same complaint in other words, of another unit or in another round, stands side by side', () => {
  const rows = [
    row({ id: 'a', text: SAID }, { unitId: 'section' }),
    row({ id: 'b', text: '服务窗口台账更新不够及时，导致群众反复跑腿' }, { unitId: 'other' }),
    row({ id: 'c', text: `${SAID}。`, roundId: 'earlier' }, { unitId: 'section' }),
    row({ id: 'd', text: '会议精简落实不到位' }, { unitId: 'other' }),
  ];
  expect(idsOf(rows)).toEqual([['a', 'b', 'c']]);
  expect(recurringOf(rows)[0]).toMatchObject({ unitIds: ['section', 'other'], roundIds: ['round', 'earlier'] });
});

test.each([
  ['one unit in one round', [row({ id: 'a', text: SAID }), row({ id: 'b', text: SAID })]],
  ['another category', [row({ id: 'a', text: SAID }), row({ id: 'b', text: SAID, category: '党的建设' }, { unitId: 'other' })]],
  ['what is sensitive', [row({ id: 'a', text: SAID }), row({ id: 'b', text: SAID, sensitive: true }, { unitId: 'other' })]],
  ['one finding of two units', [row({ id: 'a', text: SAID }), row({ id: 'a', text: SAID }, { unitId: 'other' })]],
])('%s is none', (_name, rows) => {
  expect(recurringOf(rows)).toEqual([]);
});

test('what is like two groups joins them; the order in which findings come changes no group', () => {
  const words = ['台账更新不及时', '台账更新不够及时的问题', '台账更新不够及时的问题突出存在', '会议多文件多', '会议多文件多检查多', '公车管理'];
  fc.assert(
    fc.property(fc.shuffledSubarray(words, { minLength: 2 }), (texts) => {
      const rows = texts.map((text, index) => row({ id: text, text }, { unitId: `u${index}` }));
      const sorted = (groups: string[][]) => groups.map((ids) => ids.join()).sort();
      expect(sorted(idsOf(rows))).toEqual(sorted(idsOf([...rows].reverse())));
    }),
  );
});
