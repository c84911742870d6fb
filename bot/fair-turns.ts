/** Turns at something that costs: so many at once, each lane after the other, so that whoever asks most does not keep the others waiting. */
import type { Turns } from './services.js';

export interface TurnLimits {
  /** How many run at once in all. */
  readonly atOnce: number;
  /** How many of one lane run at once. */
  readonly ofOne: number;
  /** How many of one lane may wait besides. */
  readonly waiting: number;
  /** How many lanes there may be at once: whoever asks under many names fills no more than that. */
  readonly lanes: number;
}

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

export function fairTurns({ atOnce, ofOne, waiting, lanes: mostLanes }: TurnLimits): Turns {
  // In the order of turns: a lane that had one goes to the end.
  const lanes = new Map<string, Lane>();
  let running = 0;
  const goOn = (): void => {
    for (const [name, lane] of lanes) {
      if (running >= atOnce) return;
      if (lane.running >= ofOne) continue;
      const start = lane.waiting.shift();
      if (start === undefined) continue;
      lanes.delete(name);
      lanes.set(name, lane);
      running += 1;
      lane.running += 1;
      start();
    }
  };
  const leave = (name: string, lane: Lane): void => {
    running -= 1;
    lane.running -= 1;
    lanes.delete(name);
    // Behind those who came while it had its turn.
    if (lane.running > 0 || lane.waiting.length > 0) lanes.set(name, lane);
    goOn();
  };
  return {
    inTurn: (name, work) => {
      const known = lanes.get(name);
      if (known === undefined && lanes.size >= mostLanes) return null;
      const lane = known ?? { running: 0, waiting: [] };
      if (lane.running + lane.waiting.length >= ofOne + waiting) return null;
      lanes.set(name, lane);
      const turn = new Promise<void>((resolve) => lane.waiting.push(resolve));
      goOn();
      return turn.then(work).finally(() => leave(name, lane));
    },
  };
}
