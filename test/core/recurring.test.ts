/** What counts as a common problem: near-same text in one category, in more than one unit or round. */
import fc from 'fast-check';
import { nearlySame } from '../../core/ledger/nearly-same.js';
import { type FindingCell, foundIn, recurringOf } from '../../core/insight/recurring.js';
import { comparable, likeness } from '../../core/ledger/import-similarity.js';
import type { Finding } from '../../core/ledger/model.js';
import { aFinding } from '../support/make.js';

interface Row {
  readonly finding: Finding;
  readonly cell: FindingCell;
}

const row = (finding: Partial<Finding>, { unitId = 'section' } = {}): Row => {
  const found = aFinding({ category: '作风建设', ...finding });
  return { finding: found, cell: { findingId: found.id, unitId, light: 'green', count: 1 } };
};

function atOnce<T>(steps: Generator<void, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

const recurringIn = (rows: readonly Row[]) => {
  const findings = new Map(rows.map(({ finding }) => [finding.id, finding]));
  const cells = rows.map(({ cell }) => cell);
  return atOnce(recurringOf(foundIn([...findings.values()], cells)));
};
const SAID = '服务窗口台账更新不及时，群众反复跑腿';
const idsOf = (rows: readonly Row[]) => recurringIn(rows).map(({ findings }) => findings.map(({ finding }) => finding.id).sort());

test('the same complaint in other words, of another unit or in another round, stands side by side', () => {
  const rows = [
    row({ id: 'a', text: SAID }, { unitId: 'section' }),
    row({ id: 'b', text: '服务窗口台账更新不够及时，导致群众反复跑腿' }, { unitId: 'other' }),
    row({ id: 'c', text: `${SAID}。`, roundId: 'earlier' }, { unitId: 'section' }),
    row({ id: 'd', text: '会议精简落实不到位' }, { unitId: 'other' }),
  ];
  expect(idsOf(rows)).toEqual([['a', 'b', 'c']]);
  expect(recurringIn(rows)[0]).toMatchObject({ unitIds: ['section', 'other'], roundIds: ['round', 'earlier'] });
});

test.each([
  ['one unit in one round', [row({ id: 'a', text: SAID }), row({ id: 'b', text: SAID })]],
  ['another category', [row({ id: 'a', text: SAID }), row({ id: 'b', text: SAID, category: '党的建设' }, { unitId: 'other' })]],
  ['what is sensitive', [row({ id: 'a', text: SAID }), row({ id: 'b', text: SAID, sensitive: true }, { unitId: 'other' })]],
  ['one finding of two units', [row({ id: 'a', text: SAID }), row({ id: 'a', text: SAID }, { unitId: 'other' })]],
])('%s is none', (_name, rows) => {
  expect(recurringIn(rows)).toEqual([]);
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

describe('among many texts', () => {
  const LEAST = 0.55;

  /** Each held against each. */
  function byHand(texts: readonly string[]): number[][] {
    const words = texts.map(comparable);
    let groups: number[][] = [];
    for (const [at, one] of words.entries()) {
      const like = groups.filter((group) => group.some((other) => likeness(one, words[other] ?? comparable('')) >= LEAST));
      groups = [...groups.filter((group) => !like.includes(group)), [...like.flat(), at]];
    }
    return groups
      .filter(({ length }) => length > 1)
      .map((group) => group.sort((a, b) => a - b))
      .sort(([a = 0], [b = 0]) => a - b);
  }

  const character = fc.constantFrom(...'台账更新不及时会议');
  const phrase = fc.constantFrom('台账更新', '不及时', '会议多', '不够', '窗口', '群众跑腿', '落实不到位', '一一一一', '3 次', '12 次', '。');
  const anything = fc.string({ unit: fc.integer({ min: 0, max: 3_000 }).map((at) => String.fromCodePoint(0x4e00 + at)), maxLength: 14 });
  const text = fc.oneof(
    // What many have in common, in more or fewer words of its own: just enough, or just too little.
    fc.tuple(anything, fc.constantFrom('台账更新不及时', '群众跑腿会议多窗口落实不到位', ''), anything).map((parts) => parts.join('')),
    fc.string({ unit: character, maxLength: 14 }),
    fc.array(phrase, { maxLength: 9 }).map((phrases) => phrases.join('')),
    // Longer than what is compared.
    fc.array(phrase, { minLength: 90, maxLength: 130 }).map((phrases) => phrases.join('')),
  );

  test('those nearly the same are the very ones that comparing each with each finds', () => {
    let met = 0;
    let apart = 0;
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
        const groups = byHand(texts);
        expect(atOnce(nearlySame(texts, LEAST))).toEqual(groups);
        met += groups.flat().length;
        apart += texts.length - groups.flat().length;
      }),
      { numRuns: 300 },
    );
    expect(Math.min(met, apart)).toBeGreaterThan(100);
  });

  test('just enough is found also where it is what everybody says, and every rarer word is shared with others', () => {
    const run = (from: number, count: number) => Array.from({ length: count }, (_one, at) => String.fromCodePoint(0x4e00 + from + at)).join('');
    const [common, before, after] = [run(0, 14), run(1_000, 10), run(2_000, 11)];
    // 13 pairs of 34 and of 13 are 0.553; in order of beginnings and of ends others stand between the two.
    const alike = `${before}${common}${after}`;
    const others = [`${before}${run(3_000, 51)}`, `${run(4_000, 51)}${after}`, `${common}${run(5_000, 51)}`, `${run(6_000, 51)}${common}`];
    expect(atOnce(nearlySame([common, alike, ...others], LEAST))).toEqual([[0, 1]]);
    // One word more is one too many.
    expect(atOnce(nearlySame([common, `${alike}了`, ...others], LEAST))).toEqual([]);
  });

  test('thousands are compared in many steps, so that others are answered meanwhile', () => {
    const parts = ['窗口', '台账', '会议', '公车', '合同', '采购', '档案', '值班', '培训', '信访'];
    const texts = Array.from({ length: 3_000 }, (_one, at) =>
      [at % 7, at % 10, Math.floor(at / 10) % 10, Math.floor(at / 100) % 10, at].map((part) => parts[part] ?? `${part}`).join('的'),
    );
    const steps = nearlySame(texts, LEAST);
    let stops = 0;
    while (steps.next().done !== true) stops += 1;
    expect(stops).toBeGreaterThan(10);
  });
});
