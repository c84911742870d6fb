/**
 * Whether two photos are the same picture: cut, turned, scaled, brightened, saved again. A photo is kept as a small grey
 * picture. A short code finds what may be alike; then the two are laid over each other and compared. Pure.
 */

/** 96 × 96 grey values of the whole picture, upright, whatever its own proportions were. */
export type Grey = Uint8Array;

export const GREY_SIDE = 96;

/** A part of a picture, in fractions of its sides. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const WHOLE: Frame = { left: 0, top: 0, right: 1, bottom: 1 };

/** Sums of all values above and left of each point: the mean of any box is four look-ups. */
type Sums = Float64Array;

const STRIDE = GREY_SIDE + 1;
const LAST = GREY_SIDE - 1;

function sumsOf(grey: Grey): Sums {
  const sums = new Float64Array(STRIDE * STRIDE);
  for (let y = 0; y < GREY_SIDE; y += 1) {
    let row = 0;
    for (let x = 0; x < GREY_SIDE; x += 1) {
      row += grey[y * GREY_SIDE + x] ?? 0;
      sums[(y + 1) * STRIDE + x + 1] = (sums[y * STRIDE + x + 1] ?? 0) + row;
    }
  }
  return sums;
}

/** Between the points the sums are taken as straight lines. */
function sumTo(sums: Sums, x: number, y: number): number {
  const left = x < LAST ? x | 0 : LAST;
  const top = y < LAST ? y | 0 : LAST;
  const dx = x - left;
  const dy = y - top;
  const at = top * STRIDE + left;
  const above = (sums[at] ?? 0) * (1 - dx) + (sums[at + 1] ?? 0) * dx;
  const below = (sums[at + STRIDE] ?? 0) * (1 - dx) + (sums[at + STRIDE + 1] ?? 0) * dx;
  return above * (1 - dy) + below * dy;
}

/** The picture within the frame as `columns` × `rows` means. */
function meansOf(sums: Sums, { left, top, right, bottom }: Frame, columns: number, rows: number): Float64Array {
  const means = new Float64Array(columns * rows);
  const [stepX, stepY] = [((right - left) * GREY_SIDE) / columns, ((bottom - top) * GREY_SIDE) / rows];
  const corners = new Float64Array((columns + 1) * (rows + 1));
  for (let y = 0; y <= rows; y += 1)
    for (let x = 0; x <= columns; x += 1) corners[y * (columns + 1) + x] = sumTo(sums, left * GREY_SIDE + x * stepX, top * GREY_SIDE + y * stepY);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const at = y * (columns + 1) + x;
      const above = (corners[at + 1] ?? 0) - (corners[at] ?? 0);
      const below = (corners[at + columns + 2] ?? 0) - (corners[at + columns + 1] ?? 0);
      means[y * columns + x] = (below - above) / (stepX * stepY);
    }
  }
  return means;
}

const CODE_SIDE = 16;
const CODE_WORDS = (CODE_SIDE * CODE_SIDE) / 32;

/** Grey values: on plain ground noise alone would set every other bit. */
const CLEARLY = 2;

/** 256 bits: whether it grows clearly lighter to the right, box by box. */
function codeOf(sums: Sums, frame: Frame, into: Uint32Array, place: number): void {
  const means = meansOf(sums, frame, CODE_SIDE + 1, CODE_SIDE);
  for (let y = 0, bit = 0; y < CODE_SIDE; y += 1) {
    for (let x = 0; x < CODE_SIDE; x += 1, bit += 1) {
      const at = y * (CODE_SIDE + 1) + x;
      if ((means[at + 1] ?? 0) - (means[at] ?? 0) > CLEARLY) into[place + (bit >> 5)] = (into[place + (bit >> 5)] ?? 0) | (1 << (bit & 31));
    }
  }
}

function bitsIn(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** How many bits differ; no further than `most`, from where on nobody asks. */
function distance(a: Uint32Array, b: Uint32Array, atB: number, most: number): number {
  let bits = 0;
  for (let word = 0; word < CODE_WORDS && bits < most; word += 1) bits += bitsIn(((a[word] ?? 0) ^ (b[atB + word] ?? 0)) >>> 0);
  return bits;
}

/** Where a cut may have been made, in steps of a fortieth of the side: so much of the rest lies to the left, or above. */
const STEP = 0.025;
const placesOf = (side: number): readonly number[] => {
  const steps = Math.round((1 - side) / STEP);
  return Array.from({ length: steps + 1 }, (_, at) => at / steps);
};

/** The whole, and what is left of it when up to a fifth of each side was cut away. */
const FRAMES: readonly Frame[] = [
  WHOLE,
  ...[0.95, 0.9, 0.85, 0.8].flatMap((side) =>
    placesOf(side).flatMap((x) =>
      placesOf(side).map((y) => ({
        left: x * (1 - side),
        top: y * (1 - side),
        right: x * (1 - side) + side,
        bottom: y * (1 - side) + side,
      })),
    ),
  ),
];

function turned(grey: Grey): Grey {
  const out = new Uint8Array(grey.length);
  for (let y = 0; y < GREY_SIDE; y += 1)
    for (let x = 0; x < GREY_SIDE; x += 1) out[x * GREY_SIDE + (GREY_SIDE - 1 - y)] = grey[y * GREY_SIDE + x] ?? 0;
  return out;
}

/** How many words the codes of one picture are; those of an earlier time may be others. */
export const CODES_LENGTH = FRAMES.length * CODE_WORDS;

/** A picture made ready to be compared: its codes, frame after frame. */
export interface Fingerprint {
  readonly grey: Grey;
  readonly codes: Uint32Array;
}

export function fingerprintOf(grey: Grey): Fingerprint {
  const sums = sumsOf(grey);
  const codes = new Uint32Array(CODES_LENGTH);
  FRAMES.forEach((frame, index) => codeOf(sums, frame, codes, index * CODE_WORDS));
  return { grey, codes };
}

/** A picture that is looked for, in its four turns. */
export type Sought = readonly Fingerprint[];

export function soughtOf(grey: Grey): Sought {
  const turns = [grey];
  for (let turn = 1; turn < 4; turn += 1) turns.push(turned(turns[turn - 1] ?? grey));
  return turns.map(fingerprintOf);
}

/** So many of 256 bits may differ for a pair to be looked at closely; unlike pictures mostly differ in more. */
const MOST_BITS = 64;
const COMPARED_SIDE = 40;
/** How alike two pictures must be, laid over each other: 1 is the same. */
const ALIKE = 0.86;
/** Less than this where the frame stands at first, and moving it will not help. */
const HOPELESS = 0.3;

interface Laid {
  /** The part of the fuller picture that the other one shows. */
  readonly frame: Frame;
  readonly bits: number;
}

type Codes = Pick<Fingerprint, 'codes'>;

/** The frame of `fuller` whose code is nearest to the whole of `part`. */
function nearest(part: Codes, fuller: Codes): Laid {
  let [at, bits] = [0, CODE_SIDE * CODE_SIDE];
  for (let index = 0; index < FRAMES.length; index += 1) {
    const here = distance(part.codes, fuller.codes, index * CODE_WORDS, bits);
    if (here < bits) [at, bits] = [index, here];
  }
  return { frame: FRAMES[at] ?? WHOLE, bits };
}

/** How far around a point its surroundings reach. */
const AROUND = 2;

/** Of each point the sum of itself and `AROUND` neighbours on either side along one direction, fewer at the edge. */
function summedAlong(values: Float64Array, along: number, across: number): Float64Array {
  const side = COMPARED_SIDE;
  const out = new Float64Array(values.length);
  for (let line = 0; line < side; line += 1) {
    let sum = 0;
    for (let at = -AROUND; at < side; at += 1) {
      sum += at + AROUND < side ? (values[line * across + (at + AROUND) * along] ?? 0) : 0;
      if (at < 0) continue;
      out[line * across + at * along] = sum;
      sum -= at - AROUND >= 0 ? (values[line * across + (at - AROUND) * along] ?? 0) : 0;
    }
  }
  return out;
}

const surroundings = (at: number): number => Math.min(COMPARED_SIDE - 1, at + AROUND) - Math.max(0, at - AROUND) + 1;

/** Without its slow changes of light: what is left are edges, writing, things. */
function sharpened(means: Float64Array): Float64Array {
  const side = COMPARED_SIDE;
  const sums = summedAlong(summedAlong(means, 1, side), side, 1);
  return means.map((value, at) => value - (sums[at] ?? 0) / (surroundings(at % side) * surroundings(Math.floor(at / side))));
}

const BLOCK = 8;
/** Of the blocks that show anything this share may differ: a watermark, a hand, somebody's face made unreadable. */
const COVERED = 0.3;

/** Of one block: −1 … 1; null where both show nothing. */
function blockLikeness(a: Float64Array, b: Float64Array, left: number, top: number): number | null {
  let [ab, aa, bb] = [0, 0, 0];
  for (let y = top; y < top + BLOCK; y += 1) {
    for (let x = left; x < left + BLOCK; x += 1) {
      const one = a[y * COMPARED_SIDE + x] ?? 0;
      const other = b[y * COMPARED_SIDE + x] ?? 0;
      ab += one * other;
      aa += one * one;
      bb += other * other;
    }
  }
  if (Math.max(aa, bb) < NOTHING) return null;
  return Math.min(aa, bb) < NOTHING ? 0 : ab / Math.sqrt(aa * bb);
}

/** Below it a block is plain: sky, a wall, the margin of a page. */
const NOTHING = 64 * 4;

/** Block by block, the worst ones left out; 0 where too few show anything. */
function correlation(a: Float64Array, b: Float64Array): number {
  const blocks: number[] = [];
  for (let top = 0; top < COMPARED_SIDE; top += BLOCK)
    for (let left = 0; left < COMPARED_SIDE; left += BLOCK) {
      const score = blockLikeness(a, b, left, top);
      if (score !== null) blocks.push(score);
    }
  if (blocks.length < 6) return 0;
  const kept = blocks.sort((one, other) => other - one).slice(0, Math.ceil(blocks.length * (1 - COVERED)));
  return kept.reduce((sum, score) => sum + score, 0) / kept.length;
}

const within = (frame: Frame): boolean =>
  frame.left >= 0 && frame.top >= 0 && frame.right <= 1 && frame.bottom <= 1 && frame.right - frame.left > 0.6 && frame.bottom - frame.top > 0.6;

const SIDES = ['left', 'top', 'right', 'bottom'] as const;

function moves(frame: Frame, step: number): readonly Frame[] {
  return SIDES.flatMap((side) => [-step, step].map((by) => ({ ...frame, [side]: frame[side] + by }))).filter(within);
}

/** Moves the frame's sides until the two fit best. */
function fit(part: Sums, fuller: Sums, from: Frame): number {
  const wanted = sharpened(meansOf(part, WHOLE, COMPARED_SIDE, COMPARED_SIDE));
  const scoreOf = (frame: Frame) => correlation(wanted, sharpened(meansOf(fuller, frame, COMPARED_SIDE, COMPARED_SIDE)));
  let [frame, score] = [from, scoreOf(from)];
  if (score < HOPELESS) return 0;
  for (const step of [0.03, 0.015, 0.008]) {
    for (let turn = 0; turn < 6; turn += 1) {
      const better = moves(frame, step)
        .map((one) => ({ one, score: scoreOf(one) }))
        .reduce((a, b) => (b.score > a.score ? b : a), { one: frame, score });
      if (better.score <= score) break;
      [frame, score] = [better.one, better.score];
    }
  }
  return score;
}

/** Either may be a part of the other. */
const waysRound = <A extends Codes, B extends Codes>(one: A, other: B) =>
  [
    [one, other],
    [other, one],
  ] as const;

/** By their codes alone, cheaply: worth laying over each other. Misses few, and lets through some that are not alike. */
export const mayBeAlike = (sought: Sought, other: Codes): boolean =>
  sought.some((turn) => waysRound(turn, other).some(([part, fuller]) => nearest(part, fuller).bits <= MOST_BITS));

/** 0 … 1: how alike the two are at their best; 0 where their codes already tell them apart. */
export function likeness(sought: Sought, other: Fingerprint): number {
  const scores = sought.flatMap((turn) =>
    waysRound(turn, other).map(([part, fuller]) => {
      const { frame, bits } = nearest(part, fuller);
      return bits > MOST_BITS ? 0 : fit(sumsOf(part.grey), sumsOf(fuller.grey), frame);
    }),
  );
  return Math.max(...scores);
}

export const isAlike = (score: number): boolean => score >= ALIKE;
