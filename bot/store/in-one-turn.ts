/**
 * What is asked within one turn of the event loop goes to the base together. A busy service asks less often so, and an idle one
 * waits for nothing: one ask alone goes at once.
 */
import type { AnyBulkWriteOperation, ClientSession, MongoBulkWriteError } from 'mongodb';
import type { Model } from 'mongoose';
import { joining } from './documents.js';

const MOST = 100;

interface Asked<Ask, Answer> {
  readonly ask: Ask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** `together` answers in the order of the asks, with an Error for each that failed by itself. Where it rejects, all of them failed. */
export function inOneTurn<Ask, Answer>(together: (asks: readonly Ask[]) => Promise<readonly (Answer | Error)[]>): (ask: Ask) => Promise<Answer> {
  let waiting: Asked<Ask, Answer>[] = [];
  const go = async (asked: readonly Asked<Ask, Answer>[]): Promise<void> => {
    try {
      const answers = await together(asked.map(({ ask }) => ask));
      for (const [index, { resolve, reject }] of asked.entries()) {
        const answer = answers[index];
        if (answer instanceof Error) reject(answer);
        else resolve(answer as Answer);
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };
  const goAll = (): void => {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += MOST) void go(all.slice(from, from + MOST));
  };
  return (ask) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(goAll);
      waiting.push({ ask, resolve, reject });
    });
}

export interface Written {
  /** In the order of the writes: null, or why this one failed. */
  readonly errors: readonly (Error | null)[];
  /** How many documents the writes met, all together. */
  readonly met: number;
}

/** Each write for itself, in one command. Rejects where nobody knows. */
export async function writeEach<Doc>(
  model: Model<Doc>,
  session: ClientSession | null,
  writes: readonly AnyBulkWriteOperation<Doc & { _id: string }>[],
): Promise<Written> {
  const failed = new Map<number, Error>();
  let met = 0;
  try {
    met = (await model.collection.bulkWrite([...writes] as never, { ordered: false, ...joining(session) })).matchedCount;
  } catch (error) {
    const { writeErrors, result } = error as Partial<MongoBulkWriteError>;
    const list = [writeErrors ?? []].flat();
    if (list.length === 0 || result?.getWriteConcernError() !== undefined) throw error;
    met = result?.matchedCount ?? 0;
    for (const { index, errmsg, code } of list) failed.set(index, Object.assign(new Error(errmsg ?? 'a write failed'), { code }));
  }
  return { met, errors: writes.map((_, index) => failed.get(index) ?? null) };
}
