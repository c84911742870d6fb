/** Loads the person who asks with everything the rules need to know of them. */
import type { Viewer } from '../../core/people/model.js';
import { viewerOf } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import type { Services } from '../services.js';

/** Throws Refusal `person-inactive` when the person is gone or deactivated. */
export async function viewerFor(services: Services, personId: string): Promise<Viewer> {
  const roster = await services.roster();
  const person = roster.person(personId);
  if (person === null || !person.active) {
    throw new Refusal('person-inactive', '这个账号已停用。', { kind: 'unauthenticated', remedy: '如仍需使用，请联系巡察办。' });
  }
  return viewerOf(roster, person);
}
