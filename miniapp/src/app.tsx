/** The whole app around its pages: what the platform needs at the start. */
import Taro, { useLaunch } from '@tarojs/taro';
import type { ReactNode } from 'react';
import './app.css';
import { Around } from './around.js';
import { comeBack } from './entry.js';
import { safePath } from './paths.js';
import { startPlatform, takeReturn } from './platform.js';
import { readSession } from './session.js';
import { deviceStorage } from './storage.js';

/** Back from a platform's page while another window signed in meanwhile: straight on to where this one was going. */
function goOnIfIn(): void {
  if (readSession() === null || takeReturn() === null) return;
  const away = comeBack(deviceStorage, new Date());
  if (away !== null) void Taro.reLaunch({ url: safePath(away.to) });
}

export default function App({ children }: { readonly children?: ReactNode }) {
  useLaunch(() => {
    startPlatform();
    goOnIfIn();
  });
  return <Around>{children}</Around>;
}
