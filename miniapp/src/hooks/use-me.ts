/** Who is here. Nobody: off to sign-in, keeping where they were going. */
import Taro, { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import type { Me } from '../../../core/contract/session.js';
import type { MyTasks } from '../../../core/contract/task.js';
import { api } from '../api.js';
import { MY_SEEN, SIGNED_OUT, signInPath } from '../paths.js';
import { herePath, tellFrame } from '../platform.js';
import { forgetSeen, readSeen } from '../seen.js';
import { forgetSession, keepMe, readSession } from '../session.js';
import { deviceStorage } from '../storage.js';

/** Null for the moment before sign-in opens. What they may do is asked again each time the page shows. */
export function useMe(): Me | null {
  const [me, setMe] = useState<Me | null>(() => readSession()?.me ?? null);
  useDidShow(() => {
    const session = readSession();
    setMe(session?.me ?? null);
    if (session === null) {
      void Taro.reLaunch({ url: signInPath(herePath()) });
      return;
    }
    // Without the network the kept answer stands; an ended session is dealt with in `api`.
    void api.me().then(
      (fresh) => {
        keepMe(fresh);
        setMe(fresh);
      },
      () => undefined,
    );
  });
  return me;
}

/** 我的任务 as this person saw it last; null where they never did on this phone. */
export function lastSeenMine(): MyTasks | null {
  const personId = readSession()?.me.person.id;
  return personId === undefined ? null : (readSeen<MyTasks>(deviceStorage, personId, MY_SEEN)?.value ?? null);
}

/** The session ends here at once, and on the service as soon as it can be reached. */
export function signOut(): void {
  void api.signOut().catch(() => undefined);
  forgetSession();
  forgetSeen(deviceStorage);
  tellFrame({ type: 'duban.signedOut' });
  void Taro.reLaunch({ url: SIGNED_OUT });
}
