/** How far the tickets of a month are 差评工单: called back, answered; each figure with the list behind it. */
import type { TicketFigures } from '../../../core/contract/board.js';
import { picksIn } from '../../../core/insight/board.js';
import type { Viewer } from '../../../core/people/model.js';
import { scopeOf } from '../../../core/people/scope.js';
import type { Services } from '../../services.js';
import { ticketFiguresOf } from '../figures-of.js';
import { renewReckoned } from '../reckoned-tasks.js';
import { deskOf } from '../task-card.js';

/** Those opened in the month that this person may see, as the ledger lists them; null where there is none. */
export async function ticketsOf(services: Services, viewer: Viewer, month: string): Promise<TicketFigures | null> {
  await renewReckoned(services, await deskOf(services, viewer));
  const list = { ticketMonth: month };
  return ticketFiguresOf(picksIn(await services.store.tasks.boardCells(scopeOf(viewer), list)), list);
}
