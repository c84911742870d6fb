/** The inspection rounds a ledger may belong to, newest first, with whether supervision has begun. */
import type { RoundList } from '../../core/contract/import.js';
import { demand, mayImport } from '../../core/people/may-do.js';
import { isOfTickets } from '../../core/rating/open-ticket.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';

export async function listRounds(services: Services, viewer: Viewer): Promise<RoundList> {
  demand(mayImport(viewer), '查看轮次');
  const { ledger, tasks } = services.store;
  const [rounds, counts] = await Promise.all([ledger.rounds(), tasks.roundCounts()]);
  const listed = rounds.filter((round) => !isOfTickets(round));
  return {
    rounds: listed
      .map(({ id, name, feedbackDay, supervisedFrom }) => ({ id, name, feedbackDay, supervisedFrom, tasks: counts.get(id) ?? 0 }))
      .reverse(),
  };
}
