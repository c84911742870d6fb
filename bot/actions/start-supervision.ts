/** 开始督办: from then on the round's tasks are watched and people are told. Until then an import is silent. */
import { demand, mayImport } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { type Day, dayOf, instantWords } from '../../core/time/day.js';
import type { Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import { momentOfFirstMessage, roundFor } from './preview-start.js';
import { whereWords } from './reach.js';
import { peopleReached, servedGroups, switchboardOf } from './lanes.js';
import { answerBefore, type OneRequest, requestOf } from './request.js';

/** Two writers of one round, an import and a start, meet on this mark: the later one begins again on what the earlier left. */
export const roundMark = (roundId: string): string => `round.${roundId}`;

const ALREADY = '这个轮次已经开始督办。';

/**
 * Only the office may. Pressing twice is once; rows that an import added since are begun by pressing again. The watched day
 * is that of the first message: pressed at night or on a day off, supervision begins on the next workday, so that a late
 * task starts at its owner and nobody loses a day for signing. One transaction or nothing.
 */
export async function startSupervision(services: Services, viewer: Viewer, roundId: string, requestId: string): Promise<{ readonly words: string }> {
  demand(mayImport(viewer), '开始督办');
  await roundFor(services, roundId);
  const request = requestOf(viewer, requestId, { start: roundId });
  const earlier = await answerBefore(services, request);
  if (earlier !== null) return { words: earlier.words };
  const first = await momentOfFirstMessage(services);
  const from = dayOf(first.now);
  const board = await switchboardOf(services);
  const words = `已开始督办。从 ${instantWords(first.now, dayOf(services.clock.now()))} 起，每人一条汇总。${whereWords(servedGroups(board).size, peopleReached(board))}`;
  try {
    const begun = await services.store.transaction((store) => begin(services, store, { viewer, roundId, request, from, words }));
    if (begun === null) return { words: (await answerBefore(services, request))?.words ?? ALREADY };
    services.log.info('supervision started', { round: roundId, tasks: begun });
  } catch (error) {
    const twin = error instanceof Refusal ? await answerBefore(services, request) : null;
    if (twin === null) throw error;
    return { words: twin.words };
  }
  services.kickSweep();
  return { words };
}

interface Start {
  readonly viewer: Viewer;
  readonly roundId: string;
  readonly request: OneRequest;
  readonly from: Day;
  readonly words: string;
}

/** Answers how many tasks were begun; null when there was nothing left to begin. */
async function begin(services: Services, store: Store, { viewer, roundId, request, from, words }: Start): Promise<number | null> {
  const round = await store.ledger.round(roundId);
  const waiting = (await store.tasks.ofRound(roundId)).map(({ task }) => task).filter((task) => task.supervisedFrom === null);
  if (round === null || (round.supervisedFrom !== null && waiting.length === 0)) return null;
  const started = (kind: 'task' | 'round', id: string) => eventOf(services, viewer.person.id, 'started', { kind, id }, { supervisedFrom: from });
  await store.events.remember(request.personId, request.requestId, { subjectId: roundId, words, print: request.print });
  await store.settings.set(roundMark(roundId), request.requestId);
  if (round.supervisedFrom === null) await store.ledger.saveRound({ ...round, supervisedFrom: from });
  for (const task of waiting) {
    const isFirst = await store.tasks.replace({ ...task, supervisedFrom: from, version: task.version + 1 });
    if (!isFirst) throw new Refusal('task-changed', '台账刚刚有了变化，还没有开始督办。', { kind: 'conflict', remedy: '请刷新后再开始督办。' });
  }
  await store.events.insert([started('round', roundId), ...waiting.map(({ id }) => started('task', id))]);
  return waiting.length;
}
