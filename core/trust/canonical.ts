/** Canonical JSON: one text for one value, whatever the order its keys were written in. What the seal hashes. */

const byCodeUnit = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

const isPlain = (value: object): boolean => [null, 'Object'].includes(Object.getPrototypeOf(value)?.constructor?.name ?? null);

/**
 * Keys sorted by UTF-16 code unit at every depth, no blanks; dates as ISO strings, `undefined` members left
 * out. Throws TypeError for what JSON cannot say: functions, NaN, classes, a bare `undefined`.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (typeof value !== 'object' || !isPlain(value)) throw new TypeError(`cannot be written canonically: ${typeof value}`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries
    .sort(byCodeUnit)
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    .join(',')}}`;
}

/** The value as it reads once it has been written: dates as text, nothing `undefined`. */
export const asWritten = <T>(value: T): T => JSON.parse(canonical(value)) as T;
