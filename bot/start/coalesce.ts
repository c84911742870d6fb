/** Many requests for the same work become one run soon, and one more if it was asked for meanwhile. */

export interface Coalesced {
  /** Returns at once, never throws. */
  ask(): void;
  /** Lets what runs finish; nothing starts after it. */
  stop(): Promise<void>;
  /** Resolves when nothing runs and nothing is asked for. */
  idle(): Promise<void>;
}

export function coalesce(work: () => Promise<unknown>, onError: (error: unknown) => void): Coalesced {
  let isAsked = false;
  let isStopped = false;
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    while (isAsked && !isStopped) {
      isAsked = false;
      try {
        await work();
      } catch (error) {
        onError(error);
      }
    }
    running = null;
  };
  const idle = async (): Promise<void> => {
    while (running !== null) await running;
  };
  return {
    ask: () => {
      if (isStopped) return;
      isAsked = true;
      running ??= Promise.resolve().then(run);
    },
    stop: async () => {
      isStopped = true;
      await idle();
    },
    idle,
  };
}
