/** The verdict: what the gateway says it accepted, beside what the base says was due. Pure. */

export interface Arrival {
  readonly at: number;
  readonly text: string;
}

export interface Due {
  readonly key: string;
  readonly state: string;
  readonly unknown: 'again' | 'once' | 'merge';
}

export interface Tried {
  readonly keys: readonly string[];
  readonly outcome: { readonly kind: string } | null;
}

export interface Verdict {
  readonly due: number;
  /** Accepted by the gateway, each time one came. */
  readonly arrivals: number;
  /** Due, still wanted, never accepted; a courtesy that was tried and left is not among them. */
  readonly lost: readonly string[];
  /** Came more often than unknown outcomes explain. */
  readonly unexplained: readonly string[];
  /** Came more than once, each repeat after an attempt whose outcome nobody knew. */
  readonly explained: number;
  /** Courtesies nobody knows about: tried once, told to nobody again. */
  readonly leftUnknown: number;
}

/** Keys stand in the text as `<key>`. */
export function judge(due: readonly Due[], tried: readonly Tried[], arrived: readonly Arrival[]): Verdict {
  const times = countOf(arrived.flatMap(({ text }) => [...text.matchAll(/<([^<>]+)>/g)].map((match) => match[1] ?? '')));
  const unknowns = countOf(tried.filter(({ outcome }) => outcome?.kind === 'unknown').flatMap(({ keys }) => keys));
  const repeats = (key: string) => Math.max(0, (times.get(key) ?? 0) - 1);
  const isLeft = ({ key, unknown, state }: Due) => unknown === 'once' && state === 'unknown' && (times.get(key) ?? 0) === 0;
  return {
    due: due.length,
    arrivals: [...times.values()].reduce((sum, count) => sum + count, 0),
    lost: due.filter((one) => one.state !== 'dropped' && !times.has(one.key) && !isLeft(one)).map(({ key }) => key),
    unexplained: due.map(({ key }) => key).filter((key) => repeats(key) > (unknowns.get(key) ?? 0)),
    explained: due.reduce((sum, { key }) => sum + Math.min(repeats(key), unknowns.get(key) ?? 0), 0),
    leftUnknown: due.filter(isLeft).length,
  };
}

function countOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
