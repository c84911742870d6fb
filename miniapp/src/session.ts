/** Who is signed in on this phone, and where they were going when they had to sign in. Kept on the device. */
import Taro from '@tarojs/taro';
import type { Me, Session } from '../../core/contract/session.js';

const KEY = 'duban.session';

/** Read afresh each time: on H5 another window may have signed in meanwhile. */
export function readSession(): Session | null {
  const session: unknown = Taro.getStorageSync(KEY);
  return isSession(session) ? session : null;
}

/** What was kept by a broken visit is no session: better to sign in again than a page that never opens. */
const isSession = (kept: unknown): kept is Session =>
  typeof kept === 'object' &&
  kept !== null &&
  'token' in kept &&
  'me' in kept &&
  typeof kept.me === 'object' &&
  kept.me !== null &&
  'person' in kept.me;

export const keepSession = (session: Session): void => Taro.setStorageSync(KEY, session);

export function keepMe(me: Me): void {
  const session = readSession();
  if (session !== null) keepSession({ ...session, me });
}

export const forgetSession = (): void => Taro.removeStorageSync(KEY);
