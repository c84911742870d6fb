/** The same photo again: how many edits of known photos are found, and how many unlike pairs are taken for one, kind by kind. */
import { openImages } from '../../bot/evidence/images.js';
import { type Fingerprint, fingerprintOf, isAlike, likeness, mayBeAlike, type Sought, soughtOf } from '../../core/trust/fingerprint.js';
import { chanceFrom } from './chance.js';
import { diceOf, EDITS, type PictureKind, pictureOf } from '../support/pictures.js';

const images = openImages();
const KINDS: readonly PictureKind[] = ['scene', 'print', 'room'];

interface FoundEdits {
  readonly tried: number;
  readonly missed: number;
}

/** By the edit's name. Each photo is looked for after each edit, in the service's own two steps. */
export async function foundEdits(kind: PictureKind, photos: number, seed: number): Promise<ReadonlyMap<string, FoundEdits>> {
  const dice = diceOf(seed);
  const found = new Map<string, FoundEdits>();
  for (let made = 0; made < photos; made += 1) {
    const photo = await pictureOf(kind, dice);
    const known = fingerprintOf(await images.grey(photo));
    for (const [name, edit] of Object.entries(EDITS)) {
      const sought = soughtOf(await images.grey(await edit(photo, dice)));
      const isFound = mayBeAlike(sought, known) && isAlike(likeness(sought, known));
      const { tried = 0, missed = 0 } = found.get(name) ?? {};
      found.set(name, { tried: tried + 1, missed: missed + (isFound ? 0 : 1) });
    }
  }
  return found;
}

export interface UnlikePairs {
  /** The two kinds of a pair, in the order of their making: `scene × scene`. */
  readonly kinds: string;
  readonly pairs: number;
  readonly alike: number;
}

interface Made {
  readonly kind: PictureKind;
  readonly print: Fingerprint;
}

async function madeOf(counts: Readonly<Partial<Record<PictureKind, number>>>, seed: number): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const [kind, count] of Object.entries(counts) as [PictureKind, number][]) {
    const dice = diceOf(seed + made.length);
    for (let at = 0; at < count; at += 1) made.push({ kind, print: fingerprintOf(await images.grey(await pictureOf(kind, dice))) });
  }
  return made;
}

const areTaken = (sought: Sought, other: Fingerprint): boolean => mayBeAlike(sought, other) && isAlike(likeness(sought, other));

/** Of each kind so many earlier ones, drawn anew for each photo: all pairs of 2,000 would be two million, and most of them of two scenes. */
const AGAINST = 60;

/** Each photo against earlier ones of every kind. */
export async function unlikePairs(counts: Readonly<Partial<Record<PictureKind, number>>>, seed: number): Promise<readonly UnlikePairs[]> {
  const made = await madeOf(counts, seed);
  const drawn = chanceFrom(seed);
  const found = new Map<string, UnlikePairs>();
  made.forEach(({ kind, print }, at) => {
    const sought = soughtOf(print.grey);
    for (const other of KINDS) {
      const kinds = `${other} × ${kind}`;
      const earlier = someOf(
        made.slice(0, at).filter((one) => one.kind === other),
        AGAINST,
        drawn,
      );
      if (earlier.length === 0) continue;
      const { pairs = 0, alike = 0 } = found.get(kinds) ?? {};
      const taken = earlier.filter((one) => areTaken(sought, one.print)).length;
      found.set(kinds, { kinds, pairs: pairs + earlier.length, alike: alike + taken });
    }
  });
  return [...found.values()];
}

/** Without one twice; all where there are no more. */
function someOf<T>(list: readonly T[], most: number, drawn: () => number): readonly T[] {
  if (list.length <= most) return list;
  const places = new Set<number>();
  while (places.size < most) places.add(Math.floor(drawn() * list.length));
  return list.filter((_, at) => places.has(at));
}
