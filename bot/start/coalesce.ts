/** Many requests for the same work become one run, and one more if it was asked for meanwhile. */

export interface Coalesced {
  /** Returns at once, never throws. */
  ask(): void;
  /** Lets what runs finish; nothing starts after it. */
  stop(): Promise<void>;
  /** Resolves when nothing runs and nothing is asked for. */
  idle(): Promise<void>;
}

/** `restMs`: what may wait so long before each run, so that more of it is done at once; 0: it runs soon. */
export function coalesce(work: () => Promise<unknown>, onError: (error: unknown) => void, restMs = 0): Coalesced {
  let isAsked = false;
  let isStopped = false;
  let running: Promise<void> | null = null;
  let endRest = (): void => undefined;
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, restMs);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    while (isAsked && !isStopped) {
      if (restMs > 0) await rest();
      if (isStopped) break;
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
      endRest();
      await idle();
    },
    idle,
  };
}
