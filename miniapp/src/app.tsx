/** The whole app around its pages: care mode and what the platform needs at the start. */
import { useLaunch } from '@tarojs/taro';
import { type ReactNode, useMemo, useState } from 'react';
import './app.css';
import { SurroundingsContext } from './components/surroundings.js';
import { isWeb, startPlatform } from './platform.js';
import { deviceStorage } from './storage.js';

const CARE = 'duban.care';

export default function App({ children }: { readonly children?: ReactNode }) {
  const [isOn, setOn] = useState(() => deviceStorage.get(CARE) === true);
  useLaunch(startPlatform);
  const surroundings = useMemo(
    () => ({
      care: isOn,
      turnCare: (next: boolean) => {
        deviceStorage.set(CARE, next);
        setOn(next);
      },
      needsHead: isWeb,
    }),
    [isOn],
  );
  return <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>;
}
