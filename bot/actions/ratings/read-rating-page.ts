/** What a citizen sees after scanning a window's code: whom they rate, the levels with their tags, what happens then. */
import type { RatingPage } from '../../../core/contract/rating.js';
import { policyFor } from '../../../core/notice/policy-book.js';
import { isBad, LEVEL_WORDS, LEVELS, TAGS } from '../../../core/rating/levels.js';
import type { ServiceWindow } from '../../../core/rating/model.js';
import { roundOfTickets } from '../../../core/rating/open-ticket.js';
import type { Policy } from '../../../core/notice/model.js';
import type { Services } from '../../services.js';
import { ratingRules } from './rating-rules.js';
import { demandUnrated, serviceKey } from './service-number.js';
import { codeSigned, windowOf } from './signed-code.js';

/** The rules a ticket of this window follows. */
export async function ticketPolicy(services: Services, window: ServiceWindow): Promise<Policy> {
  const [book, roster] = [await services.policyBook(), await services.roster()];
  return policyFor(book, { id: '', unitId: window.unitId, roundId: roundOfTickets(services.clock.now()).id }, roster);
}

/** Refusals: those of `codeSigned` and `windowOf`, and `rated-already`: nobody fills in for nothing. */
export async function readRatingPage(services: Services, signed: string): Promise<RatingPage> {
  const code = codeSigned(services, signed);
  const window = await windowOf(services, code);
  await demandUnrated(services, serviceKey(window, code));
  const { workdaysFor } = await ticketPolicy(services, window);
  const { identity } = await ratingRules(services.store);
  const roster = await services.roster();
  return {
    windowName: window.name,
    unitName: roster.unit(window.unitId)?.name ?? '',
    staff: window.staff.length < 2 ? [] : window.staff.map(({ workNumber, name }) => ({ id: workNumber, name })),
    services: window.services.length < 2 ? [] : [...window.services],
    levels: LEVELS.map((level) => ({ level, words: LEVEL_WORDS[level], tags: [...TAGS[level]], bad: isBad(level) })),
    needsPhone: identity === 'realName',
    phoneWords: '电话只用于回访这次评价，加密保存，窗口人员看不到。',
    promiseWords: `留了电话的，${workdaysFor.callBack} 个工作日内回访；${workdaysFor.ticket} 个工作日内整改并答复。`,
  };
}
