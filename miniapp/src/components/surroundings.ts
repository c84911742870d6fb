/** What the app tells its components about where and how it is read, so that they need not ask. */
import { createContext, useContext } from 'react';

export interface Surroundings {
  /** Care mode 关怀模式: larger type for the whole app. */
  readonly care: boolean;
  readonly turnCare: (isOn: boolean) => void;
  /** A browser shows neither title nor way back: the page draws them. */
  readonly needsHead: boolean;
}

export const SurroundingsContext = createContext<Surroundings>({ care: false, turnCare: () => undefined, needsHead: false });

export const useSurroundings = (): Surroundings => useContext(SurroundingsContext);
