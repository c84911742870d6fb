/** Who has a way in: an account with a password, or a platform that knows them and is in service. */
import type { Person } from '../../core/people/model.js';
import { userIdOf } from './lanes.js';
import type { Services } from '../services.js';

export async function signInCheck({ store, channels }: Pick<Services, 'store' | 'channels'>): Promise<(person: Person) => boolean> {
  const doors = (await store.apps.list()).filter((app) => app.stopped === null && channels[app.kind].door.wayOf(app, '', '') !== null);
  return (person) => person.account !== null || doors.some(({ kind }) => userIdOf(kind, person) !== null);
}
