/** Lines that somebody else takes from us again and again: a platform knows one alone, and two installations with the same robot end each other's. */
import { ConnectionKind } from '../../core/contract/connection.js';
import type { AppKind, Services } from '../services.js';

/** A few times are processes that take over from each other, and 检查连接, which opens a line of its own. */
const OFTEN = 5;
const WITHIN_MS = 10 * 60_000;

const nameOf = (kind: AppKind): string => `line taken ${kind}`;
const takings = async ({ store }: Pick<Services, 'store'>, kind: AppKind): Promise<readonly Date[]> =>
  (await store.settings.get<readonly Date[]>(nameOf(kind))) ?? [];

export async function noteTakenLine(services: Services, kind: AppKind): Promise<void> {
  const latest = [...(await takings(services, kind)), services.clock.now()].slice(-OFTEN);
  await services.store.settings.set(nameOf(kind), latest);
}

/** Those that are being taken at this world instant. */
export async function takenLines(services: Services, now: Date): Promise<readonly AppKind[]> {
  const found: AppKind[] = [];
  for (const kind of ConnectionKind.options) {
    const [first, ...others] = await takings(services, kind);
    if (first !== undefined && others.length === OFTEN - 1 && Math.abs(now.getTime() - first.getTime()) <= WITHIN_MS) found.push(kind);
  }
  return found;
}
