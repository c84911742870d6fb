/** How far the tickets of a month are 差评工单: called back, answered; each figure with the list behind it. */
import type { Satisfaction } from '../../../core/contract/satisfaction.js';
import { picksIn } from '../../../core/insight/board.js';
import type { Viewer } from '../../../core/people/model.js';
import { scopeOf } from '../../../core/people/scope.js';
import { answerWords, callWords, TICKET_PICKS } from '../../../core/rating/ticket-words.js';
import type { Services } from '../../services.js';
import { figuresOf } from '../read-board.js';
import { renewReckoned } from '../reckoned-tasks.js';
import { deskOf } from '../task-card.js';

/** Those opened in the month that this person may see, as the ledger lists them. */
export async function ticketsOf(services: Services, viewer: Viewer, month: string): Promise<Satisfaction['tickets']> {
  await renewReckoned(services, await deskOf(services, viewer));
  const list = { ticketMonth: month };
  const picks = picksIn(await services.store.tasks.boardCells(scopeOf(viewer), list));
  return {
    opened: picks.ticket,
    withPhone: picks.ticketWithPhone,
    calledBack: picks.ticketCalled,
    answered: picks.ticketAnswered,
    callWords: callWords(picks),
    answerWords: answerWords(picks),
    figures: figuresOf(picks, list, TICKET_PICKS),
  };
}
