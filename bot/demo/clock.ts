/**
 * The demo's world time: it runs as fast as the machine's, from a moment of its own that is kept in the base, so a second
 * start goes on where the first one stopped. Leases, sessions and pace know nothing of it.
 */
import type { Clock, SettingStore } from '../services.js';

const NAME = 'demo.clock';
const SAVE_EVERY_MS = 15_000;

export interface MovableClock extends Clock {
  /** Stands still there until it is told to `run`. */
  hold(instant: Date): void;
  run(): void;
  /** Writes down where it is. */
  save(): Promise<void>;
  /** Writes nothing more. */
  halt(): void;
}

/** `outside` is the machine's clock. In a base that was never played the caller holds it where the play begins. */
export async function openDemoClock(settings: SettingStore, outside: Clock): Promise<MovableClock> {
  const kept = await settings.get<{ world: string }>(NAME);
  let base = kept === null ? outside.now() : new Date(kept.world);
  let since: Date | null = outside.now();
  const now = (): Date => (since === null ? base : new Date(base.getTime() + outside.now().getTime() - since.getTime()));
  const save = (): Promise<void> => settings.set(NAME, { world: now().toISOString() });
  let saver: NodeJS.Timeout | null = null;
  const clock: MovableClock = {
    now,
    hold: (instant) => {
      base = instant;
      since = null;
    },
    run: () => {
      base = now();
      since = outside.now();
      saver ??= setInterval(() => void save().catch(() => undefined), SAVE_EVERY_MS).unref();
    },
    save,
    halt: () => {
      if (saver !== null) clearInterval(saver);
      saver = null;
    },
  };
  if (kept !== null) clock.run();
  return clock;
}
