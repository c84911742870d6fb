/** Whoever closes a system's own dialogue changed their mind: that is no failure. Needs no Taro. */

const CANCELLED = /cancel|取消/i;
/** DingTalk's own number for it. */
const DING_CANCELLED = 11;

interface Failure {
  readonly errMsg?: string;
  readonly errorMessage?: string;
  readonly error?: number;
}

export function unlessCancelled(error: unknown): null {
  const { errMsg, errorMessage, error: code } = (error ?? {}) as Failure;
  if (code === DING_CANCELLED || CANCELLED.test(String(errMsg ?? errorMessage ?? error))) return null;
  throw error;
}
