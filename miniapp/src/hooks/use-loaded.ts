/** An answer of the service on a page: at once from what was seen last, then fresh; again whenever the page shows. */
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Fares } from '../components/not-loaded.js';
import { momentWords } from '../day-words.js';
import { type Seen, keepSeen, readSeen } from '../seen.js';
import { readSession } from '../session.js';
import { deviceStorage } from '../storage.js';
import { isRefused, type Trouble, threeParts, troubleOf } from '../trouble.js';

export interface Loaded<T> extends Fares {
  readonly value: T | null;
  readonly isLoading: boolean;
  /** A newer value that came another way, e.g. with the answer to an action. */
  readonly put: (value: T) => void;
}

interface Wanted<T> {
  /** Changes with what is asked for; null while it is not known yet. */
  readonly name: string | null;
  readonly load: () => Promise<T>;
  /** Keep the answer on the device, so that the page opens with it. */
  readonly isKept?: boolean;
  /** The value as another answer already brought it: nothing need be asked at first. */
  readonly known?: T | undefined;
}

const personId = (): string => readSession()?.me.person.id ?? '';

export function useLoaded<T>({ name, load, isKept = false, known }: Wanted<T>): Loaded<T> {
  const [seen, setSeen] = useState<Seen<T> | null>(() => {
    if (known !== undefined) return { value: known, at: new Date().toISOString() };
    return isKept && name !== null ? readSeen<T>(deviceStorage, personId(), name) : null;
  });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isLoading, setLoading] = useState(true);
  const turn = useRef(0);
  const isUnderway = useRef(false);
  const wanted = useRef({ name, load });
  wanted.current = { name, load };

  const put = useCallback(
    (value: T) => {
      const asked = wanted.current.name;
      if (isKept && asked !== null) keepSeen(deviceStorage, personId(), asked, value, new Date());
      setSeen({ value, at: new Date().toISOString() });
      setTrouble(null);
    },
    [isKept],
  );

  const reload = useCallback(() => {
    const mine = ++turn.current;
    if (wanted.current.name === null || readSession() === null) return;
    setLoading(true);
    isUnderway.current = true;
    void wanted.current
      .load()
      .then(
        (value) => {
          if (mine === turn.current) put(value);
        },
        (error: unknown) => {
          if (mine === turn.current) setTrouble(troubleOf(error));
        },
      )
      .finally(() => {
        if (mine !== turn.current) return;
        isUnderway.current = false;
        setLoading(false);
      });
  }, [put]);

  // What an action answered is newer than any question still underway.
  const putNewer = useCallback(
    (value: T) => {
      turn.current += 1;
      isUnderway.current = false;
      setLoading(false);
      put(value);
    },
    [put],
  );

  // A part that is mounted on a page already in view hears no "show" of its own.
  const isKnown = useRef(known !== undefined);
  useEffect(() => {
    if (!isKnown.current) reload();
    isKnown.current = false;
  }, [name, reload]);
  // The first show of a page is its mounting, which has asked already: only who went away comes back to something older.
  const isBack = useRef(false);
  useDidHide(() => {
    isBack.current = true;
  });
  useDidShow(() => {
    if (isBack.current && !isUnderway.current) reload();
    isBack.current = false;
  });

  const safe = seen === null ? '' : `现在显示的是 ${momentWords(seen.at, new Date())} 的内容`;
  return {
    ...{ value: seen?.value ?? null, isLoading, reload, put: putNewer },
    ...{ wrong: trouble === null ? null : threeParts(trouble, safe), isRefused: trouble !== null && isRefused(trouble) },
  };
}
