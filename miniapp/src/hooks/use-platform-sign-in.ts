/** Sign-in by the platform that holds this phone: by itself where the page opens, at a tap where it did not go. */
import { useEffect, useRef, useState } from 'react';
import type { ConnectionKind } from '../../../core/contract/connection.js';
import type { PlatformSignIn as Asked, Session } from '../../../core/contract/session.js';
import { api } from '../api.js';
import { comeBack, dropTicket, goAway, hasJustGone, keepTicket } from '../entry.js';
import { openAddress, platformCode, platformHere, takeReturn } from '../platform.js';
import { deviceStorage } from '../storage.js';
import { Trouble, threeParts, troubleOf } from '../trouble.js';

export interface PlatformSignIn {
  /** Null: no platform holds this phone, or it is not connected here. */
  readonly platform: ConnectionKind | null;
  readonly isUnderway: boolean;
  readonly wrong: string | null;
  /** The platform knows who it is and we do not: what to do. */
  readonly unknown: string | null;
  /** Where the person was going, before a platform's page too. */
  readonly goal: string;
  readonly start: () => void;
}

interface Wanted {
  /** Where the person is going. */
  readonly to: string;
  /** They just signed out: nothing happens by itself. */
  readonly isOut: boolean;
  readonly onIn: (session: Session, to: string) => void;
}

const lostWay = (): Trouble => new Trouble(401, 'sign-in-stale', '这次登录已过期，或不是从这里开始的', { remedy: '请再试一次。' });
const notThere = (trouble: Trouble): boolean => trouble.id === 'platform-not-connected';

/** Null: the browser is on its way to the platform's page. */
async function codeOf(platform: ConnectionKind, to: string): Promise<Asked | null> {
  const own = await platformCode(platform, null);
  if (own !== null) return { way: 'app', platform, code: own };
  const way = await api.beginPlatform({ platform });
  if (way.way === 'page') {
    goAway(deviceStorage, { platform, verifier: way.verifier, to }, new Date());
    openAddress(way.url);
    return null;
  }
  const code = await platformCode(platform, way);
  if (code === null) throw new Trouble(-1, 'no-code', '没有取到登录凭证', { remedy: '请再试一次，或用账号和密码登录。' });
  return { way: 'app', platform, code };
}

export function usePlatformSignIn({ to, isOut, onIn }: Wanted): PlatformSignIn {
  const here = useRef(platformHere()).current;
  const [isConnected, setConnected] = useState(true);
  const [isUnderway, setUnderway] = useState(here !== null && !isOut);
  const [wrong, setWrong] = useState<string | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const [goal, setGoal] = useState(to);

  const enter = async (asked: Asked, going: string): Promise<void> => {
    const entered = await api.enterByPlatform(asked);
    if (entered.kind === 'in') {
      dropTicket(deviceStorage);
      onIn(entered, going);
      return;
    }
    keepTicket(deviceStorage, { platform: asked.platform, ticket: entered.ticket }, new Date());
    setUnknown(entered.words);
  };
  const run = async (work: () => Promise<'underway' | 'over'>): Promise<void> => {
    setUnderway(true);
    setWrong(null);
    try {
      if ((await work()) === 'over') setUnderway(false);
    } catch (error) {
      const trouble = troubleOf(error);
      if (notThere(trouble)) setConnected(false);
      else setWrong(threeParts(trouble));
      setUnderway(false);
    }
  };
  const start = (): void => {
    if (here === null) return;
    void run(async () => {
      const asked = await codeOf(here, goal);
      if (asked === null) return 'underway';
      await enter(asked, goal);
      return 'over';
    });
  };

  useEffect(() => {
    const back = takeReturn();
    if (back !== null) {
      void run(async () => {
        const away = comeBack(deviceStorage, new Date());
        if (away === null || back.code === '') throw lostWay();
        setGoal(away.to);
        await enter({ way: 'page', platform: away.platform, verifier: away.verifier, ...back }, away.to);
        return 'over';
      });
    } else if (here === null || isOut || hasJustGone(deviceStorage, new Date())) setUnderway(false);
    else start();
    // Once a page: what it was opened with does not change.
  }, []);

  return { platform: isConnected ? here : null, isUnderway, wrong, unknown, goal, start };
}
