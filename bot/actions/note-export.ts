/** What leaves the base as a file leaves an event: who, when, which list and how it was narrowed. */
import type { DubanEvent } from '../../core/ledger/model.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';
import { eventOf } from './event-of.js';

export const noteExport = (services: Services, { person }: Viewer, data: DubanEvent['data']): Promise<void> =>
  services.store.events.insert([eventOf(services, person.id, 'exported', { kind: 'person', id: person.id }, data)]);
