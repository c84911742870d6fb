/** The trace of one act, as it is inserted in the transaction of the change: new id, world time. */
import type { DubanEvent, Subject } from '../../core/ledger/model.js';
import type { Services } from '../services.js';

/** `by` null: the system itself. `data` is kept as it is and holds no secret. */
export function eventOf(services: Services, by: string | null, action: string, subject: Subject, data: DubanEvent['data']): DubanEvent {
  return { id: services.newId(), subject, action, by, forId: null, at: services.clock.now(), data };
}
