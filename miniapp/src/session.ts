/** Who is signed in on this phone, and where they were going when they had to sign in. Kept on the device. */
import Taro from '@tarojs/taro';
import type { Me, Session } from '../../core/contract/session.js';

const KEY = 'duban.session';

/** Read afresh each time: on H5 another window may have signed in meanwhile. */
export function readSession(): Session | null {
  const session: unknown = Taro.getStorageSync(KEY);
  return typeof session === 'object' && session !== null && 'token' in session ? (session as Session) : null;
}

export const keepSession = (session: Session): void => Taro.setStorageSync(KEY, session);

export function keepMe(me: Me): void {
  const session = readSession();
  if (session !== null) keepSession({ ...session, me });
}

export const forgetSession = (): void => Taro.removeStorageSync(KEY);
