/** 撤销这次导入: a round nobody works on yet goes whole, with what only it brought in. The events stay. */
import { demand, mayImport } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import { answerBefore, type OneRequest, requestOf } from './request.js';
import { withdrawalOf, withdrawnWords } from './round-withdrawal.js';
import { roundMark } from './start-supervision.js';

/**
 * One transaction or nothing; the same `requestId` again answers as the first time. The same ledger may be imported anew.
 * Refusals: `not-allowed`, and those of `withdrawalOf`.
 */
export async function withdrawRound(services: Services, viewer: Viewer, roundId: string, requestId: string): Promise<{ readonly words: string }> {
  demand(mayImport(viewer), '撤销导入');
  const request = requestOf(viewer, requestId, { withdraw: roundId });
  const earlier = await answerBefore(services, request);
  if (earlier !== null) return { words: earlier.words };
  try {
    const words = await services.store.transaction((store) => withdraw(services, store, roundId, request));
    services.log.info('round withdrawn', { round: roundId });
    return { words };
  } catch (error) {
    const twin = error instanceof Refusal ? await answerBefore(services, request) : null;
    if (twin === null) throw error;
    return { words: twin.words };
  }
}

async function withdraw(services: Services, store: Store, roundId: string, request: OneRequest): Promise<string> {
  const withdrawal = await withdrawalOf(store, roundId);
  const { round, tasks, findings, leavings } = withdrawal;
  const words = `已撤销《${round.name}》的导入，删除了 ${withdrawnWords(withdrawal)}。操作记录已保留。`;
  await store.events.remember(request.personId, request.requestId, { subjectId: roundId, words, print: request.print });
  // An import or a start of the same round begins again on what is left.
  await store.settings.set(roundMark(roundId), request.requestId);
  await store.events.forget(roundId);
  await store.imports.withdrawn(roundId);
  await store.tasks.removeOfRound(roundId);
  await store.ledger.removeRound(roundId);
  await store.people.remove(
    leavings.people.map(({ id }) => id),
    leavings.units.map(({ id }) => id),
  );
  const gone = (list: readonly { readonly id: string; readonly name: string }[]) => list.map(({ id, name }) => ({ id, name }));
  const data = {
    name: round.name,
    feedbackDay: round.feedbackDay,
    findings: findings.length,
    tasks: tasks.map(({ number }) => number),
    people: gone(leavings.people),
    units: gone(leavings.units),
  };
  await store.events.insert([eventOf(services, request.personId, 'withdrawn', { kind: 'round', id: roundId }, data)]);
  return words;
}
