/**
 * The ways to one person in DingTalk: the robot's chat and work notices. What the platform refuses one way, for this person or for the
 * application, goes the other at once; the refused way is tried again after a day, or when the office checks the connection.
 */
import type { DetourStore } from '../../services.js';
import type { Member, SendResult } from '../channel.js';

export type WayName = 'robot' | 'notice';

/** As the office reads them; `card` is an interactive card. */
export const WAY_WORDS: Readonly<Record<WayName | 'card', string>> = { robot: '机器人单聊', notice: '工作通知', card: '互动卡片' };

/** What one way led to; `closesMs`: this way alone is closed, for so long. */
export interface WayResult {
  readonly result: SendResult;
  readonly closesMs: number | null;
}

/** For so long a refused way rests. */
export const CLOSED_MS = 24 * 3_600_000;

const concernsAll = (result: SendResult): boolean => result.kind === 'refused' && result.stops === 'connection';

/** Where no way leads to this person: what comes back by itself, then what concerns this person alone, then the rest. */
const RANK: readonly ((result: SendResult) => boolean)[] = [
  ({ kind }) => kind === 'later',
  (result) => result.kind === 'refused' && result.stops === 'target',
  () => true,
];

function heaviest(results: readonly SendResult[]): SendResult {
  const found = RANK.flatMap((fits) => results.filter(fits))[0];
  if (found === undefined) throw new Error('a message needs a way');
  return found;
}

/** `ways`: those that are set up, the preferred one first. */
export async function sendByWays(
  detours: DetourStore,
  { app, userId }: Member,
  ways: readonly WayName[],
  send: (way: WayName) => Promise<WayResult>,
): Promise<SendResult> {
  const closed = ways.length < 2 ? [] : (await detours.of(app.kind, userId)).map(({ way }) => way);
  const results: SendResult[] = [];
  // A closed way comes last, where no other goes: somebody may have mended it, and it may have been closed for this message alone.
  for (const way of [...ways.filter((one) => !closed.includes(one)), ...ways.filter((one) => closed.includes(one))]) {
    const { result, closesMs } = await send(way);
    if (closesMs === null) return result;
    results.push(result);
    const words = 'words' in result ? result.words : '';
    if (ways.length > 1) await detours.mark({ kind: app.kind, way, userId: concernsAll(result) ? null : userId, words }, closesMs);
  }
  return heaviest(results);
}
