/** The inspection rounds a ledger may belong to, newest first, with whether supervision has begun. */
import type { RoundList } from '../../core/contract/import.js';
import { demand, mayImport } from '../../core/people/may-do.js';
import { isOfTickets } from '../../core/rating/open-ticket.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';

export async function listRounds(services: Services, viewer: Viewer): Promise<RoundList> {
  demand(mayImport(viewer), '查看轮次');
  const rounds = [];
  for (const round of await services.store.ledger.rounds()) {
    if (isOfTickets(round)) continue;
    const { id, name, feedbackDay, supervisedFrom } = round;
    rounds.push({ id, name, feedbackDay, supervisedFrom, tasks: (await services.store.tasks.ofRound(id)).length });
  }
  return { rounds: rounds.reverse() };
}
