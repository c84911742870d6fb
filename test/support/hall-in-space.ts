/** One service hall as a camera sees it from anywhere in it: counters, signs, pillars, seats and floor in perspective, and other people each time. */
import type { Dice } from './pictures.js';

type Point = readonly [number, number, number];

interface Face {
  readonly corners: readonly Point[];
  readonly fill: string;
}

/** Metres. */
const [LONG, DEEP, TALL] = [24, 14, 4.2];
const EYES = 1.6;
const NEAR = 0.15;

/** The outer faces of a box. */
function box([x, y, z]: Point, [wide, high, deep]: Point, front: string, side: string, top: string): readonly Face[] {
  const at = (dx: number, dy: number, dz: number): Point => [x + dx * wide, y + dy * high, z + dz * deep];
  const face = (fill: string, ...corners: readonly Point[]): Face => ({ corners, fill });
  return [
    face(front, at(0, 0, 0), at(1, 0, 0), at(1, 1, 0), at(0, 1, 0)),
    face(front, at(0, 0, 1), at(1, 0, 1), at(1, 1, 1), at(0, 1, 1)),
    face(side, at(0, 0, 0), at(0, 0, 1), at(0, 1, 1), at(0, 1, 0)),
    face(side, at(1, 0, 0), at(1, 0, 1), at(1, 1, 1), at(1, 1, 0)),
    face(top, at(0, 1, 0), at(1, 1, 0), at(1, 1, 1), at(0, 1, 1)),
  ];
}

const SIGNS = ['#b3272d', '#1f5fa8', '#2f7d4f', '#7a4ea0', '#c07a1c', '#30707a', '#8d3b62', '#4a5a2a', '#255', '#a33'];

/** Tiles, walls with their windows, ten counters under signs, pillars, rows of seats, a screen, plants: always the same. */
const HALL: readonly Face[] = [
  ...Array.from({ length: 12 * 7 }, (_, at): Face => {
    const [x, z] = [(at % 12) * 2, Math.floor(at / 12) * 2];
    return {
      corners: [
        [x, 0, z],
        [x + 2, 0, z],
        [x + 2, 0, z + 2],
        [x, 0, z + 2],
      ],
      fill: (x / 2 + z / 2) % 2 === 0 ? '#cfcac0' : '#bdb7ab',
    };
  }),
  {
    corners: [
      [0, 0, DEEP],
      [LONG, 0, DEEP],
      [LONG, TALL, DEEP],
      [0, TALL, DEEP],
    ],
    fill: '#d9dde2',
  },
  {
    corners: [
      [0, 0, 0],
      [LONG, 0, 0],
      [LONG, TALL, 0],
      [0, TALL, 0],
    ],
    fill: '#c9cfd6',
  },
  {
    corners: [
      [0, 0, 0],
      [0, 0, DEEP],
      [0, TALL, DEEP],
      [0, TALL, 0],
    ],
    fill: '#d2cdc2',
  },
  {
    corners: [
      [LONG, 0, 0],
      [LONG, 0, DEEP],
      [LONG, TALL, DEEP],
      [LONG, TALL, 0],
    ],
    fill: '#c8c2b4',
  },
  ...Array.from({ length: 5 }, (_, at): Face => {
    const x = 2 + at * 4.5;
    return {
      corners: [
        [x, 1, 0.02],
        [x + 2.6, 1, 0.02],
        [x + 2.6, 3, 0.02],
        [x, 3, 0.02],
      ],
      fill: at % 2 === 0 ? '#eaf4fb' : '#dcebd8',
    };
  }),
  ...SIGNS.flatMap((sign, at) => [
    ...box([1 + at * 2.2, 0, DEEP - 3], [1.9, 1.1, 0.7], '#8b7355', '#6e5a42', '#a58a68'),
    ...box([1.1 + at * 2.2, 2.3, DEEP - 2.8], [1.7, 0.5, 0.1], sign, sign, sign),
    ...box([1.7 + at * 2.2, 1.1, DEEP - 2.6], [0.5, 0.4, 0.1], '#222', '#333', '#444'),
  ]),
  ...[4, 12, 20].flatMap((x) => box([x, 0, 6], [0.6, TALL, 0.6], '#b8b2a6', '#9c968a', '#888')),
  ...Array.from({ length: 9 }, (_, at) =>
    box([2 + (at % 3) * 7.3, 0.35, 2 + Math.floor(at / 3) * 1.6], [3.6, 0.5, 0.5], '#39679b', '#2c5178', '#4c7fb8'),
  ).flat(),
  ...box([9.5, 2.6, 0.3], [4, 1.2, 0.1], '#16202b', '#16202b', '#16202b'),
  ...box([0.5, 0, 0.8], [0.7, 1.5, 0.7], '#3f7a3a', '#2e5f2b', '#549a4d'),
  ...box([22.6, 0, 12.4], [0.7, 1.7, 0.7], '#3f7a3a', '#2e5f2b', '#549a4d'),
];

function people(dice: Dice): readonly Face[] {
  const colour = () => `rgb(${[0, 0, 0].map(() => Math.floor(30 + dice() * 180)).join()})`;
  return Array.from({ length: 4 + Math.floor(dice() * 12) }, () => {
    const [x, z, tall] = [1 + dice() * (LONG - 2), 1 + dice() * (DEEP - 5), 1.5 + dice() * 0.35];
    const coat = colour();
    return [
      ...box([x, 0, z], [0.42, tall - 0.25, 0.28], coat, coat, coat),
      ...box([x + 0.09, tall - 0.25, z + 0.02], [0.22, 0.25, 0.22], '#dcb496', '#c9a184', '#30241c'),
    ];
  }).flat();
}

interface Camera {
  readonly at: Point;
  readonly turn: number;
  readonly nod: number;
  readonly lens: number;
}

/** Into the camera's own axes: right, up, forward. */
function seenFrom({ at, turn, nod }: Camera, [x, y, z]: Point): Point {
  const [dx, dy, dz] = [x - at[0], y - at[1], z - at[2]];
  const [right, ahead] = [dx * Math.cos(turn) - dz * Math.sin(turn), dx * Math.sin(turn) + dz * Math.cos(turn)];
  return [right, dy * Math.cos(nod) - ahead * Math.sin(nod), dy * Math.sin(nod) + ahead * Math.cos(nod)];
}

/** What lies behind the lens is cut away. */
function before(corners: readonly Point[]): readonly Point[] {
  return corners.flatMap((here, index) => {
    const next = corners[(index + 1) % corners.length] ?? here;
    const share = (NEAR - here[2]) / (next[2] - here[2]);
    const cut: Point = [here[0] + (next[0] - here[0]) * share, here[1] + (next[1] - here[1]) * share, NEAR];
    return [...(here[2] >= NEAR ? [here] : []), ...(here[2] >= NEAR === next[2] >= NEAR ? [] : [cut])];
  });
}

const farOf = (corners: readonly Point[]): number => corners.reduce((sum, [x, y, z]) => sum + Math.hypot(x, y, z), 0) / corners.length;

/** The body of an SVG of this size. */
export function hallInSpace(dice: Dice, width: number, height: number): string {
  const camera: Camera = {
    at: [1 + dice() * (LONG - 2), EYES + (dice() - 0.5) * 0.4, 1 + dice() * (DEEP - 5)],
    turn: dice() * 2 * Math.PI,
    nod: (dice() - 0.6) * 0.25,
    lens: 0.7 + dice() * 0.5,
  };
  const drawn = [...HALL, ...people(dice)]
    .map(({ corners, fill }) => ({ fill, corners: before(corners.map((corner) => seenFrom(camera, corner))) }))
    .filter(({ corners }) => corners.length > 2)
    .sort((a, b) => farOf(b.corners) - farOf(a.corners))
    .map(({ corners, fill }) => {
      const points = corners.map(
        ([x, y, z]) => `${(width / 2 + (x / z) * width * camera.lens).toFixed(1)},${(height / 2 - (y / z) * width * camera.lens).toFixed(1)}`,
      );
      return `<polygon points="${points.join(' ')}" fill="${fill}"/>`;
    });
  return `<rect width="${width}" height="${height}" fill="#e9ebee"/>${drawn.join('')}`;
}
