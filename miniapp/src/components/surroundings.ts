/** What the app tells its components about where and how it is read, so that they need not ask. */
import { createContext, useContext } from 'react';

interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Surroundings {
  /** Care mode 关怀模式: larger type for the whole app. */
  readonly care: boolean;
  readonly turnCare: (isOn: boolean) => void;
  /** A browser shows neither title nor way back: the page draws them. */
  readonly needsHead: boolean;
  /** What gives a field its name for whoever hears the page: a browser wants it on the field inside Taro's own box. */
  readonly named: (label: string) => Readonly<Record<string, unknown>>;
  /** The marks of a picture whose button has its name already. */
  readonly pictureInButton: Readonly<Record<string, unknown>>;
  /** Whether a finger that went from here to there swept on to the next. */
  readonly isSwept: (from: Spot, to: Spot) => boolean;
}

export const SurroundingsContext = createContext<Surroundings>({
  care: false,
  turnCare: () => undefined,
  needsHead: false,
  named: () => ({}),
  pictureInButton: {},
  isSwept: () => false,
});

export const useSurroundings = (): Surroundings => useContext(SurroundingsContext);
