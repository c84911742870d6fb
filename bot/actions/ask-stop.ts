/** The question before a person is stopped, by what is true now. Changes nothing. */
import { demand, mayEditPeople } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { WHOLE_BASE } from '../../core/people/scope.js';
import { stopQuestion } from '../../core/people/stop-question.js';
import { Refusal } from '../../core/refusal.js';
import type { Services } from '../services.js';
import { rosterNow } from './person-detail.js';

/** Refusals: `not-allowed`, `person-not-found`. */
export async function askStop(services: Services, viewer: Viewer, id: string): Promise<{ readonly words: string }> {
  demand(mayEditPeople(viewer), '停用人员');
  const roster = await rosterNow(services.store);
  const person = roster.person(id);
  if (person === null) throw new Refusal('person-not-found', '没有找到这个人。', { kind: 'not-found', remedy: '请刷新人员列表。' });
  const { tasks } = services.store;
  const own = (await tasks.ofPerson(id)).map(({ task }) => task);
  const byId = new Map([...own, ...(await tasks.awaitingReview(WHOLE_BASE))].map((task) => [task.id, task]));
  return { words: stopQuestion(person, [...byId.values()], roster) };
}
