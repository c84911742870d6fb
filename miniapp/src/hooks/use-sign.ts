/** 签收 or 已知悉 from the list: one task or all that wait, each through the one door with its own request id. */
import { useRef, useState } from 'react';
import { api } from '../api.js';
import { newId } from '../new-id.js';
import { tellFrame } from '../platform.js';
import { signAll, type SignOutcome, type ToSign } from '../sign-all.js';

export interface Signing {
  readonly isBusy: boolean;
  readonly outcome: SignOutcome;
  readonly sign: (tasks: readonly ToSign[]) => Promise<void>;
}

const NOTHING: SignOutcome = { done: null, wrong: null };

/** `onDone` is called once all have been tried. */
export function useSign(kind: 'sign' | 'acknowledge', onDone: () => void): Signing {
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState(NOTHING);
  const underway = useRef(false);
  // Kept until an answer came, so that a second tap after a lost one signs nothing twice.
  const unanswered = useRef(new Map<string, string>());

  const signOne = async ({ id, version }: ToSign): Promise<string> => {
    const key = `${id}@${version}`;
    const requestId = unanswered.current.get(key) ?? newId();
    unanswered.current.set(key, requestId);
    const { words } = await api.act(id, { requestId, version, action: { kind } });
    unanswered.current.delete(key);
    return words;
  };

  const sign = async (tasks: readonly ToSign[]): Promise<void> => {
    if (underway.current) return;
    underway.current = true;
    setBusy(true);
    setOutcome(NOTHING);
    setOutcome(await signAll(tasks, signOne, kind === 'sign' ? '签收' : '确认'));
    underway.current = false;
    setBusy(false);
    tellFrame({ type: 'duban.acted' });
    onDone();
  };

  return { isBusy, outcome, sign };
}
