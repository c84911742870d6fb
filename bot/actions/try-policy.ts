/** 试算: the dry run of a book that is not saved yet, day by day in plain words, beside what the saved one would send. */
import type { Forecast, ForecastAsked } from '../../core/contract/policy.js';
import { demandBook, type PolicyBook } from '../../core/notice/policy-book.js';
import { demand, mayEditPolicies } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { addDays, type Day, dayOf } from '../../core/time/day.js';
import type { Robot, Services } from '../services.js';
import { forecast, type Sending } from './forecast.js';
import { dayOfForecast, sum } from './forecast-words.js';
import { peopleReached, servedGroups, switchboardOf } from './lanes.js';
import { scopeNames } from './policy-scopes.js';
import { whereWords } from './reach.js';

const DAYS = 7;
const NOT_COUNTED = '绿色通道、服务窗口月报和系统提示不受这些规则影响，没有算在内。';

/** What the saved book would send; where it cannot be followed nothing goes out by it. */
async function forecastNow(services: Services, last: Day): Promise<readonly Sending[]> {
  try {
    return await forecast(services, await services.policyBook(), last);
  } catch (error) {
    if (error instanceof Refusal && error.id === 'policy-broken') return [];
    throw error;
  }
}

function inAll(after: readonly Sending[], before: readonly Sending[]): string {
  const [fresh, now] = [sum(after), sum(before)];
  const total = fresh === 0 ? `今后 ${DAYS} 天没有要发的消息` : `今后 ${DAYS} 天共发 ${fresh} 条消息`;
  const against = fresh === now ? '，和现在的规则一样多' : `，比现在的规则${fresh > now ? '多' : '少'} ${Math.abs(fresh - now)} 条`;
  return `如果这几天没有人填报或办结，${total}${against}。试算没有发出任何消息。`;
}

/** Today and the six days after. Only the office; refuses a book with faults, all at once. */
export async function tryPolicy(services: Services, viewer: Viewer, asked: ForecastAsked): Promise<Forecast> {
  demand(mayEditPolicies(viewer), '试算督办规则');
  const book = asked.book as PolicyBook;
  const [calendar, board] = [await services.calendar(), await switchboardOf(services)];
  const { roster, robots } = board;
  const names = await scopeNames(services.store, [book], roster);
  demandBook(book, (scope) => names.of(scope));
  const today = dayOf(services.clock.now());
  const last = addDays(today, DAYS - 1);
  const around = { today, policy: book.base, calendar, roster, robots, perMinute: (kind: Robot['kind']) => services.channels[kind].perMinute };
  const [after, before] = [await forecast(services, book, last), await forecastNow(services, last)];
  const of = (day: Day, sendings: readonly Sending[]) => sendings.filter(({ at }) => dayOf(at) === day);
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index));
  return {
    words: inAll(after, before),
    days: days.map((day) => dayOfForecast(day, of(day, after), of(day, before), around)),
    reach: [whereWords(servedGroups(board).size, peopleReached(board)), NOT_COUNTED],
  };
}
