/**
 * A citizen rates a service: the sister of `act` for those without an account. The rating, its event, and of a bad one that a ticket
 * is owed are one transaction; `openTickets` follows.
 */
import type { RatingDone, RatingNew } from '../../../core/contract/rating.js';
import { type RatingCode, unsigned } from '../../../core/rating/code.js';
import { isBad, TAGS } from '../../../core/rating/levels.js';
import type { Rating, RatingRules, ServiceWindow } from '../../../core/rating/model.js';
import { maskedPhone, phoneIn, withoutPhones } from '../../../core/rating/phone.js';
import { Refusal } from '../../../core/refusal.js';
import { dayOf, monthOf } from '../../../core/time/day.js';
import type { Services, Store } from '../../services.js';
import { eventOf } from '../event-of.js';
import { type OneRequest, requestOf } from '../request.js';
import { networkOf } from './network.js';
import { ratingRules } from './rating-rules.js';
import { ticketPolicy } from './read-rating-page.js';
import { demandUnrated, ratedAlready, serviceKey } from './service-number.js';
import { codeSigned, tokenOf, windowOf } from './signed-code.js';

const DAY_SECONDS = 86_400;
const NETWORK_SECONDS = 600;

const tooMany = (): Refusal =>
  new Refusal('rated-often', '刚才的评价比较多，这一次没有收下。', {
    kind: 'too-often',
    remedy: '您填写的内容还在，请过几分钟再提交，或请窗口人员出示本次办理的评价码。',
  });

/** A device is one asker; what is remembered of it is no more than a mark. */
const requestOfDevice = (services: Services, code: RatingCode, { requestId, deviceId, ...content }: RatingNew): OneRequest =>
  requestOf({ person: { id: `rating:${services.secrets.sign(`device\n${deviceId}`).slice(0, 22)}` } }, requestId, {
    rate: code.windowId,
    ...content,
  });

/**
 * In turns, one network after the other: a signed number stands for one service and has turns of its own, a whole hall may share one
 * network. Refusals: those of `codeSigned` and `windowOf`, `rating-odd`, `phone-needed`, `phone-odd`, `rated-already`, `rated-often`.
 * `network`: the caller's address.
 */
export async function rate(services: Services, signed: string, asked: RatingNew, network: string): Promise<RatingDone> {
  const code = codeSigned(services, signed);
  const lane = code.kind === 'service' ? unsigned(code) : networkOf(network);
  const done = services.ratingTurns.inTurn(lane, () => rateInTurn(services, code, asked, network));
  if (done === null) throw tooMany();
  return done;
}

async function rateInTurn(services: Services, code: RatingCode, asked: RatingNew, network: string): Promise<RatingDone> {
  const { store } = services;
  const request = requestOfDevice(services, code, asked);
  const [window, rules, earlier] = await Promise.all([
    windowOf(services, code),
    ratingRules(store),
    store.events.answered(request.personId, request.requestId),
  ]);
  if (earlier !== null) return doneOf(services, window, await store.ratings.find(earlier.subjectId));
  const rating = ratingOf(services, code, window, asked, rules);
  const number = serviceKey(window, code);
  await demandUnrated(services, number);
  // A signed number limits itself.
  if (code.kind !== 'service') await demandRare(services, window, asked.deviceId, network, rules);
  try {
    await store.transaction((inside) => write(services, inside, rating, request, number));
  } catch (error) {
    if (!(error instanceof Refusal) || error.id !== 'request-repeated') throw error;
    const twin = await store.events.answered(request.personId, request.requestId);
    if (twin === null) throw ratedAlready();
    return doneOf(services, window, await store.ratings.find(twin.subjectId));
  }
  if (rating.ticketId !== null) services.kickTickets();
  services.log.info('service rated', { window: window.id, level: rating.level });
  return doneOf(services, window, rating);
}

async function demandRare(services: Services, window: ServiceWindow, deviceId: string, network: string, rules: RatingRules): Promise<void> {
  const mark = (text: string) => services.secrets.sign(text).slice(0, 22);
  const { budgets } = services.store;
  if (!(await budgets.take(`rating-network:${mark(`network\n${networkOf(network)}`)}`, rules.perNetwork, NETWORK_SECONDS))) throw tooMany();
  if (await budgets.take(`rating-device:${window.id}:${mark(`device\n${deviceId}`)}`, rules.perDevice, DAY_SECONDS)) return;
  throw new Refusal('rated-already', '您今天在这个窗口已经评价过了，谢谢您。', {
    kind: 'conflict',
    remedy: '再次办理后，可以请窗口人员出示本次办理的评价码。',
  });
}

function phoneOf(typed: string | undefined, { identity }: RatingRules): string | null {
  if (typed === undefined || typed === '') {
    if (identity === 'anonymous') return null;
    throw new Refusal('phone-needed', '本地规定实名评价，请留下电话。', { remedy: '电话只用于回访这次评价，加密保存。' });
  }
  const phone = phoneIn(typed);
  if (phone === null) throw new Refusal('phone-odd', '电话号码不对。', { remedy: '请填 11 位手机号，或带区号的座机号；不想留可以清空。' });
  return phone;
}

const odd = (): Refusal => new Refusal('rating-odd', '评价的内容和这个窗口对不上。', { remedy: '请刷新页面后再评价。' });

function ratingOf(services: Services, code: RatingCode, window: ServiceWindow, asked: RatingNew, rules: RatingRules): Rating {
  const { level, tags, comment, staffId, service } = asked;
  const [onlyStaff, otherStaff] = window.staff;
  const [onlyService, otherService] = window.services;
  const isOfWindow =
    (staffId === undefined || window.staff.some(({ workNumber }) => workNumber === staffId)) &&
    (service === undefined || window.services.includes(service)) &&
    tags.every((tag) => TAGS[level].includes(tag)) &&
    new Set(tags).size === tags.length;
  if (!isOfWindow) throw odd();
  const phone = phoneOf(asked.phone, rules);
  const at = services.clock.now();
  const day = dayOf(at);
  return {
    id: services.newId(),
    windowId: window.id,
    unitId: window.unitId,
    staffId: staffId ?? (otherStaff === undefined ? (onlyStaff?.workNumber ?? null) : null),
    service: service ?? (otherService === undefined ? (onlyService ?? null) : null),
    level,
    tags,
    comment: withoutPhones(comment),
    sealedPhone: phone === null ? null : services.secrets.seal(phone),
    maskedPhone: phone === null ? null : maskedPhone(phone),
    serviceNumber: code.kind === 'service' ? code.serviceNumber : null,
    photoIds: [],
    at,
    day,
    month: monthOf(day),
    ticketId: isBad(level) ? services.newId() : null,
    valid: true,
    followUp: null,
    version: 1,
  };
}

/** `number`: of the service, which is rated once. */
async function write(services: Services, store: Store, rating: Rating, { personId, requestId, print }: OneRequest, number: string | null) {
  const { id, level, windowId, staffId, service, ticketId } = rating;
  await store.events.remember(personId, requestId, { subjectId: id, words: '', print });
  if (number !== null) await store.events.remember('service-number', number, { subjectId: id, words: '', print: null });
  await store.ratings.insert(rating);
  // Neither comment nor number: an event stays for good, and what a citizen typed stands on the rating.
  await store.events.insert([eventOf(services, null, 'rated', { kind: 'rating', id }, { level, windowId, staffId, service, ticketId })]);
  if (ticketId !== null) await store.ratings.owe(id);
}

async function doneOf(services: Services, window: ServiceWindow, rating: Rating | null): Promise<RatingDone> {
  if (rating === null) throw ratedAlready();
  const done = { token: tokenOf(services, rating.id), words: '评价已收到，谢谢您。', nextWords: null };
  if (!isBad(rating.level)) return done;
  const { workdaysFor } = await ticketPolicy(services, window);
  const call = rating.sealedPhone === null ? '您没有留电话，' : `我们会在 ${workdaysFor.callBack} 个工作日内给您回电话，`;
  return {
    ...done,
    nextWords: `很抱歉没有让您满意。${call}${workdaysFor.ticket} 个工作日内整改并答复，答复会显示在这个页面上。`,
  };
}
