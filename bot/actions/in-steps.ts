/** Long work of the rules, done bit by bit: between two of its stops the others are answered. */
import { setImmediate } from 'node:timers/promises';

export async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
