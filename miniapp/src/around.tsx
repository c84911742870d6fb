/** What stands around every page, of the app and of the citizen's page alike: care mode, and what components are told of where they run. */
import { type ReactNode, useMemo, useState } from 'react';
import { SurroundingsContext } from './components/surroundings.js';
import { isWeb, nameOfField, pictureInButton, screenWidth } from './platform.js';
import { deviceStorage } from './storage.js';
import { isSweptOn, type Spot } from './swipe.js';

const CARE = 'duban.care';

export function Around({ children }: { readonly children?: ReactNode }) {
  const [isOn, setOn] = useState(() => deviceStorage.get(CARE) === true);
  const surroundings = useMemo(
    () => ({
      care: isOn,
      turnCare: (next: boolean) => {
        deviceStorage.set(CARE, next);
        setOn(next);
      },
      needsHead: isWeb,
      named: nameOfField,
      pictureInButton,
      isSwept: (from: Spot, to: Spot) => isSweptOn(from, to, screenWidth()),
    }),
    [isOn],
  );
  return <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>;
}
