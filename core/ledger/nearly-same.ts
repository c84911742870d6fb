/**
 * Which of many texts say nearly the same, found without holding each against each. Pure; in steps, so that a server can answer
 * others in between.
 */
import { comparable, type Comparable, dice, likeness } from './import-similarity.js';

type Steps<T> = Generator<void, T>;

/** So much is looked at between two stops: a few milliseconds. */
const STEP = 200_000;
/** What a character of a text costs to be made ready, beside a look at the index. */
const READYING = 20;

/** Says, of so much work done since, whether it is time to stop. */
type IsTime = (work: number) => boolean;

function watch(): IsTime {
  let done = 0;
  return (work) => {
    done += work;
    if (done < STEP) return false;
    done = 0;
    return true;
  };
}

/** A text, and where it stands in the list: several times where several say just the same. */
interface Said {
  readonly words: Comparable;
  readonly places: number[];
}

function* saidIn(texts: readonly string[], isTime: IsTime): Steps<readonly Said[]> {
  const known = new Map<string, Said>();
  for (const [place, text] of texts.entries()) {
    const words = comparable(text);
    const same = known.get(words.plain);
    if (same === undefined) known.set(words.plain, { words, places: [place] });
    else same.places.push(place);
    if (isTime(words.plain.length * READYING)) yield;
  }
  return [...known.values()];
}

/** What is joined is one, by way of others too. */
interface Families {
  isOne(a: number, b: number): boolean;
  join(a: number, b: number): void;
  /** Each with its members, rising; the families by their first. */
  all(): readonly (readonly number[])[];
}

function familiesOf(count: number): Families {
  const above = Uint32Array.from({ length: count }, (_, one) => one);
  const up = (one: number): number => above[one] ?? one;
  const headOf = (one: number): number => {
    let at = one;
    for (; up(at) !== at; at = up(at)) above[at] = up(up(at));
    return at;
  };
  return {
    isOne: (a, b) => headOf(a) === headOf(b),
    join: (a, b) => {
      const [one, other] = [headOf(a), headOf(b)];
      above[Math.max(one, other)] = Math.min(one, other);
    },
    all: () => {
      const members = new Map<number, number[]>();
      for (let one = 0; one < count; one += 1) {
        const head = headOf(one);
        const own = members.get(head);
        if (own === undefined) members.set(head, [one]);
        else own.push(one);
      }
      return [...members.values()];
    },
  };
}

const backwards = (text: string): string => Array.from(text).reverse().join('');

/** Many differ by a name or a figure alone. Those stand side by side in order of their beginnings or their ends, and need not be looked for. */
function* joinNeighbours(said: readonly Said[], families: Families, least: number, isTime: IsTime): Steps<void> {
  for (const keyOf of [(text: string) => text, backwards]) {
    const keys = said.map(({ words }) => keyOf(words.plain));
    const order = [...keys.keys()].sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
    for (const [index, one] of order.entries()) {
      const next = order[index + 1] ?? one;
      const [words, theirs] = [said[one]?.words, said[next]?.words];
      if (words === undefined || theirs === undefined) continue;
      if (likeness(words, theirs) >= least) families.join(one, next);
      if (isTime(words.pairs.length)) yield;
    }
  }
}

/** A pair stands at most so often in a text. */
const MOST_TIMES = 1_000;
/** Many small tables grow without anybody noticing; a single one of a million would hold up everybody whenever it does. */
const TABLES = 256;

/**
 * The pairs of each text that others have too, as numbers of this list's own, the rarest first. A pair that stands twice is two: then two
 * texts share just as many pairs as they have numbers in common.
 */
function* marksOf(said: readonly Said[], isTime: IsTime): Steps<readonly Uint32Array[]> {
  const tables = Array.from({ length: TABLES }, () => new Map<number, number>());
  const holders: number[] = [];
  const numberOf = (pair: number, times: number): number => {
    const table = tables[pair % TABLES];
    const key = pair * MOST_TIMES + times;
    const number = table?.get(key) ?? holders.length;
    if (number === holders.length) table?.set(key, number);
    return number;
  };
  const marks: Uint32Array[] = [];
  for (const { words } of said) {
    let times = 0;
    const own = words.pairs.map((pair, at) => {
      times = pair === words.pairs[at - 1] ? times + 1 : 0;
      const number = numberOf(pair, times);
      holders[number] = (holders[number] ?? 0) + 1;
      return number;
    });
    marks.push(own);
    if (isTime(own.length * READYING)) yield;
  }
  const held = (number: number): number => holders[number] ?? 0;
  for (const [at, own] of marks.entries()) {
    marks[at] = own.filter((number) => held(number) > 1).sort((a, b) => held(a) - held(b));
    if (isTime(own.length * READYING)) yield;
  }
  return marks;
}

/** So many pairs of a text of this size do not make it nearly the same as any other, whatever that one's size. */
function tooFew(size: number, least: number): number {
  let few = size;
  while (few > 0 && (2 * few) / (size + few) >= least) few -= 1;
  return few;
}

/**
 * Whoever is nearly the same as a text has one of its pairs besides the commonest `tooFew`: only those who share a rarer one are met, and
 * held against it where what they share of these, with all the common ones, would be enough.
 */
function* joinAlike(said: readonly Said[], families: Families, least: number, isTime: IsTime): Steps<void> {
  const marks = yield* marksOf(said, isTime);
  const index: number[][] = [];
  const shared = new Uint16Array(said.length);
  const lookFor = (one: number, { words }: Said): number => {
    const own = marks[one] ?? new Uint32Array();
    const common = tooFew(words.pairs.length, least);
    const met: number[] = [];
    let work = 0;
    for (const mark of own.subarray(0, Math.max(0, own.length - common))) {
      const holders = index[mark] ?? [];
      work += holders.length;
      for (const other of holders) {
        const before = shared[other] ?? 0;
        if (before === 0) met.push(other);
        shared[other] = before + 1;
      }
    }
    for (const other of met) {
      const most = (shared[other] ?? 0) + common;
      const theirs = said[other]?.words;
      shared[other] = 0;
      if (theirs === undefined || dice(most, words, theirs) < least || families.isOne(one, other)) continue;
      work += words.pairs.length + theirs.pairs.length;
      if (likeness(words, theirs) >= least) families.join(one, other);
    }
    return work;
  };
  // A family that is known already does not look for itself.
  for (const family of families.all()) {
    for (const one of family) {
      const own = said[one];
      if (own !== undefined && isTime(lookFor(one, own))) yield;
    }
    for (const one of family) for (const mark of marks[one] ?? []) (index[mark] ??= []).push(one);
  }
}

/**
 * Places in `texts` of those that are alike by `least` or more, directly or by way of others: the very groups that comparing each with
 * each would give. Only groups of two or more, each in the order given, the groups by their first.
 */
export function* nearlySame(texts: readonly string[], least: number): Steps<readonly (readonly number[])[]> {
  const isTime = watch();
  const said = yield* saidIn(texts, isTime);
  const families = familiesOf(said.length);
  yield* joinNeighbours(said, families, least, isTime);
  yield* joinAlike(said, families, least, isTime);
  return families
    .all()
    .map((family) => family.flatMap((one) => said[one]?.places ?? []).sort((a, b) => a - b))
    .filter(({ length }) => length > 1);
}
