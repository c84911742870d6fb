/** The whole app around its pages: care mode and what the platform needs at the start. */
import Taro, { useLaunch } from '@tarojs/taro';
import { type ReactNode, useMemo, useState } from 'react';
import './app.css';
import { SurroundingsContext } from './components/surroundings.js';
import { comeBack } from './entry.js';
import { safePath } from './paths.js';
import { isWeb, startPlatform, takeReturn } from './platform.js';
import { readSession } from './session.js';
import { deviceStorage } from './storage.js';

const CARE = 'duban.care';

/** Back from a platform's page while another window signed in meanwhile: straight on to where this one was going. */
function goOnIfIn(): void {
  if (readSession() === null || takeReturn() === null) return;
  const away = comeBack(deviceStorage, new Date());
  if (away !== null) void Taro.reLaunch({ url: safePath(away.to) });
}

export default function App({ children }: { readonly children?: ReactNode }) {
  const [isOn, setOn] = useState(() => deviceStorage.get(CARE) === true);
  useLaunch(() => {
    startPlatform();
    goOnIfIn();
  });
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
