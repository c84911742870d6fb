/** What leaves the base as a file leaves an event: who, when, which list and how it was narrowed. */
import type { DubanEvent } from '../../core/ledger/model.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services, TableSheet } from '../services.js';
import { eventOf } from './event-of.js';

/** A list on its way to becoming a workbook. */
export interface ExportedTable {
  /** Ends with `.xlsx`. */
  readonly fileName: string;
  readonly table: TableSheet;
}

export const noteExport = (services: Services, { person }: Viewer, data: DubanEvent['data']): Promise<void> =>
  services.store.events.insert([eventOf(services, person.id, 'exported', { kind: 'person', id: person.id }, data)]);
