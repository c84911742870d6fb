/** Counts what is asked of the database. The URI must be opened by a driver that tells its commands: `telling`. */
import type { MongoClient } from 'mongodb';

export type Counted = readonly (readonly [what: string, times: number])[];

export const telling = (uri: string): string => `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`;

/** The commands of this client while `run` ran, by what they do to what, the most frequent first. */
export async function commandsOf(client: MongoClient, run: () => Promise<unknown>): Promise<Counted> {
  const times = new Map<string, number>();
  const count = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }): void => {
    const what = `${commandName} ${String(command[commandName])}`;
    times.set(what, (times.get(what) ?? 0) + 1);
  };
  client.on('commandStarted', count);
  await run();
  client.off('commandStarted', count);
  return [...times].sort(([, a], [, b]) => b - a);
}

export const totalOf = (counted: Counted): number => counted.reduce((sum, [, times]) => sum + times, 0);

/** Throws where two ways of doing one thing do not ask the same of the database: their times could not be compared. */
export function demandSame(ours: Counted, theirs: Counted): void {
  const words = (counted: Counted): string =>
    counted
      .map(([what, times]) => `${what} ${times}`)
      .sort()
      .join(', ');
  if (words(ours) !== words(theirs)) throw new Error(`not the same work: ${words(ours)} / ${words(theirs)}`);
}
