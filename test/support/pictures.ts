/** Made-up photos for what compares them: scenes, pages of print, views of one hall, flat and in space; and what people do to a photo. */
import sharp from 'sharp';
import { hallInSpace } from './hall-in-space.js';
import { printedPage } from './printed-page.js';

export const WIDTH = 640;
export const HEIGHT = 480;

export type Dice = () => number;

/** The same numbers for the same seed, 0 … 1. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const between = (dice: Dice, from: number, to: number): number => from + dice() * (to - from);
const colour = (dice: Dice): string => `rgb(${[0, 0, 0].map(() => Math.floor(dice() * 256)).join()})`;
const svg = (body: string): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${body}</svg>`;
const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;

function scene(dice: Dice): string {
  const things = Array.from({ length: 12 + Math.floor(dice() * 28) }, () =>
    dice() < 0.5
      ? rect(between(dice, -50, WIDTH), between(dice, -50, HEIGHT), between(dice, 10, 250), between(dice, 10, 200), colour(dice))
      : `<ellipse cx="${dice() * WIDTH}" cy="${dice() * HEIGHT}" rx="${between(dice, 5, 120)}" ry="${between(dice, 5, 120)}" fill="${colour(dice)}"/>`,
  );
  return svg(rect(0, 0, WIDTH, HEIGHT, colour(dice)) + things.join(''));
}

/** The letterhead of one office, and lines of print that differ. */
function page(dice: Dice): string {
  const words: string[] = [];
  const step = between(dice, 15, 20);
  for (let y = 75; y < HEIGHT - 20; y += step) {
    const end = dice() < 0.3 ? between(dice, 150, 560) : 575;
    for (let x = 60 + (dice() < 0.25 ? 24 : 0); x < end; x += between(dice, 5.5, 12))
      words.push(rect(x, y, between(dice, 4, 9), between(dice, 5, 9), '#333'));
  }
  return svg(rect(0, 0, WIDTH, HEIGHT, '#f5f4f0') + rect(180, 24, 280, 16, '#b22') + rect(60, 52, 520, 2, '#b22') + words.join(''));
}

const COUNTERS = ['#8a4b2d', '#2d6b8a', '#7a8a2d', '#5d2d8a', '#2d8a5c', '#8a2d4b', '#444f77', '#a0722a'];

/** The same counters from elsewhere, with other people. */
function hall(dice: Dice): string {
  const look = `translate(${between(dice, 200, 440)},${between(dice, 200, 280)}) scale(${between(dice, 0.8, 1.35)}) translate(${-WIDTH / 2},${-HEIGHT / 2})`;
  const counters = COUNTERS.map((fill, at) => rect(-200 + at * 130, 160, 110, 90, fill) + rect(-200 + at * 130, 120, 110, 26, '#225')).join('');
  const people = Array.from({ length: 3 + Math.floor(dice() * 9) }, () => {
    const [x, y, tall] = [dice() * WIDTH, between(dice, 200, 420), between(dice, 60, 160)];
    return `${rect(x, y, tall * 0.35, tall, colour(dice))}<circle cx="${x + tall * 0.17}" cy="${y - tall * 0.14}" r="${tall * 0.14}" fill="#dcb496"/>`;
  });
  return svg(`${rect(0, 0, WIDTH, HEIGHT, '#ccd')}<g transform="${look}">${counters}${rect(-400, 300, 1_600, 400, '#a98')}</g>${people.join('')}`);
}

type Drawing = string | Promise<Buffer>;

export const KINDS = {
  scene,
  page,
  hall,
  print: (dice: Dice) => printedPage(dice, WIDTH, HEIGHT),
  room: (dice: Dice) => svg(hallInSpace(dice, WIDTH, HEIGHT)),
} as const satisfies Record<string, (dice: Dice) => Drawing>;
export type PictureKind = keyof typeof KINDS;

/** As a camera would save it, with its noise. */
export async function pictureOf(kind: PictureKind, dice: Dice): Promise<Buffer> {
  const noise = Buffer.alloc(WIDTH * HEIGHT);
  for (let at = 0; at < noise.length; at += 1) noise[at] = 128 + (dice() - 0.5) * (kind === 'page' || kind === 'print' ? 10 : 24);
  const drawing = await KINDS[kind](dice);
  return sharp(typeof drawing === 'string' ? Buffer.from(drawing) : drawing)
    .composite([{ input: noise, raw: { width: WIDTH, height: HEIGHT, channels: 1 }, blend: 'soft-light' }])
    .jpeg({ quality: 85 })
    .toBuffer();
}

function cropped(photo: Buffer, cut: number, dice: Dice): Promise<Buffer> {
  const [width, height] = [Math.round(WIDTH * (1 - cut)), Math.round(HEIGHT * (1 - cut))];
  const place = { left: Math.round(dice() * (WIDTH - width)), top: Math.round(dice() * (HEIGHT - height)), width, height };
  return sharp(photo).extract(place).jpeg().toBuffer();
}

const mark = Buffer.from(
  svg(`<rect x="10" y="400" width="320" height="70" fill="#000" opacity="0.45"/>${rect(20, 412, 260, 12, '#fff')}${rect(20, 434, 220, 12, '#fff')}`),
);

/** What people do to a photo before they use it again. */
export const EDITS: Readonly<Record<string, (photo: Buffer, dice: Dice) => Promise<Buffer>>> = {
  'cut by 5 %': (photo, dice) => cropped(photo, 0.05, dice),
  'cut by 10 %': (photo, dice) => cropped(photo, 0.1, dice),
  'cut by 20 %': (photo, dice) => cropped(photo, 0.2, dice),
  'saved again': (photo) => sharp(photo).jpeg({ quality: 40 }).toBuffer(),
  scaled: (photo, dice) =>
    sharp(photo)
      .resize(Math.round(between(dice, 200, 420)))
      .jpeg()
      .toBuffer(),
  brightened: (photo, dice) =>
    sharp(photo)
      .linear(between(dice, 1.1, 1.35), between(dice, 5, 25))
      .jpeg()
      .toBuffer(),
  'with a watermark': (photo) =>
    sharp(photo)
      .composite([{ input: mark }])
      .jpeg()
      .toBuffer(),
  turned: (photo, dice) =>
    sharp(photo)
      .rotate(dice() < 0.5 ? 90 : 270)
      .jpeg()
      .toBuffer(),
};
