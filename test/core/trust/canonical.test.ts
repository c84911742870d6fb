/** One value, one text: what the seal stands on. */
import fc from 'fast-check';
import { canonical } from '../../../core/trust/canonical.js';

/** The same value with its keys put in another order at every depth. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
}

const plainValue = () => fc.jsonValue({ noUnicodeString: false }).filter((value) => !JSON.stringify(value).includes('__proto__'));

test('the order in which keys were written does not matter', () => {
  fc.assert(fc.property(plainValue(), (value) => canonical(shuffled(value)) === canonical(value)));
});

test('nothing is lost and different values have different texts', () => {
  fc.assert(
    fc.property(plainValue(), (value) => {
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonical({ a: '1' })).not.toBe(canonical({ a: 1 }));
  expect(canonical([[], {}])).toBe('[[],{}]');
});

test('keys are sorted by code unit, also those that look like numbers', () => {
  expect(canonical({ b: 1, 10: 2, 9: 3, 中: 4, B: 5 })).toBe('{"10":2,"9":3,"B":5,"b":1,"中":4}');
});

test('dates become text, absent members vanish', () => {
  expect(canonical({ at: new Date('2026-11-24T01:00:00Z'), none: undefined, nil: null })).toBe('{"at":"2026-11-24T01:00:00.000Z","nil":null}');
});

test('what JSON cannot say throws instead of being lost', () => {
  for (const value of [Number.NaN, Infinity, () => 1, Symbol('x'), 10n, new Map(), undefined, { a: [Number.NaN] }])
    expect(() => canonical(value)).toThrow(TypeError);
});
