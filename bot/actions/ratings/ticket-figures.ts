/** How far the tickets of a month are 差评工单: called back, answered. */
import type { Satisfaction } from '../../../core/contract/satisfaction.js';
import { roundOfTickets } from '../../../core/rating/open-ticket.js';
import { rateWords } from '../../../core/rating/satisfaction.js';
import { instantAt } from '../../../core/time/day.js';
import type { RatingFilter, Services } from '../../services.js';

interface Asked {
  readonly services: Services;
  /** The windows its reader may see. */
  readonly filter: RatingFilter;
  readonly month: string;
}

/** Calls and answers of the tickets opened in the month at the windows of `filter`. */
export async function ticketsOf({ services, filter, month }: Asked): Promise<Satisfaction['tickets']> {
  const ids = await services.store.ratings.ticketsOf({ ...filter, from: month, until: month });
  const tickets = await services.store.tasks.tickets(ids);
  const withPhone = tickets.filter(({ hasPhone }) => hasPhone);
  const called = withPhone.filter(({ calledBackAt }) => calledBackAt !== null).length;
  const answered = tickets.filter(({ answeredAt, objection }) => answeredAt !== null || objection?.outcome === 'upheld').length;
  return {
    opened: tickets.length,
    withPhone: withPhone.length,
    calledBack: called,
    answered,
    callWords: `${rateWords(called, withPhone.length)}（${called}/${withPhone.length}）`,
    answerWords: `${rateWords(answered, tickets.length)}（${answered}/${tickets.length}）`,
    roundId: roundOfTickets(instantAt(`${month}-01`, '12:00')).id,
  };
}
