/** What a single tap decided goes out after some seconds, so that a slip can be taken back; whoever leaves the screen meanwhile has meant it. */
import { useDidHide } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import type { TaskAction } from '../components/act-words.js';
import type { Soon } from '../components/soon-foot.js';

/** Long enough to read what was tapped and to reach the button, short enough to wait for. */
const SECONDS = 8;

export interface Waits extends Omit<Soon, 'takeBack'> {
  /** False where nothing waits any more: it went out a moment before. */
  readonly takeBack: () => boolean;
}

/** `send` is called once for what was put, unless it is taken back; `isLeft`: nobody looks at this screen now. */
export function useSoon(send: (action: TaskAction, isLeft: boolean) => void): Waits {
  const [waiting, setWaiting] = useState<Soon['waiting']>(null);
  const held = useRef<TaskAction | null>(null);
  const take = (): TaskAction | null => {
    const action = held.current;
    held.current = null;
    setWaiting(null);
    return action;
  };
  const go = (isLeft: boolean): void => {
    const action = take();
    if (action !== null) send(action, isLeft);
  };
  // Timers and listeners outlive the turn they were made in.
  const last = useRef(go);
  last.current = go;

  useEffect(() => {
    if (waiting === null) return undefined;
    const { seconds } = waiting;
    const timer = setTimeout(() => (seconds > 1 ? setWaiting({ ...waiting, seconds: seconds - 1 }) : last.current(false)), 1_000);
    return () => clearTimeout(timer);
  }, [waiting]);
  // A phone that is put away may stop all clocks; Taro tells a page of it in a browser too.
  useDidHide(() => last.current(true));
  useEffect(() => () => last.current(true), []);

  return {
    waiting,
    put: (action, words) => {
      held.current = action;
      setWaiting({ words, seconds: SECONDS });
    },
    takeBack: () => take() !== null,
    now: () => go(false),
  };
}
