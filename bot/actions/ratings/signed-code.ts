/** QR codes of windows: signed here, checked here. Whatever was not signed by this house opens nothing. */
import { timingSafeEqual } from 'node:crypto';
import { codeFault, codeIn, type RatingCode, unsigned } from '../../../core/rating/code.js';
import type { ServiceWindow } from '../../../core/rating/model.js';
import { Refusal } from '../../../core/refusal.js';
import { dayOf } from '../../../core/time/day.js';
import type { Services } from '../../services.js';

/** 132 bits: short enough for a code that a phone reads from a metre away. */
const MARK_LENGTH = 22;

const markOf = ({ secrets }: Services, text: string): string => secrets.sign(`rating-code\n${text}`).slice(0, MARK_LENGTH);

export function signedCode(services: Services, code: RatingCode): string {
  const text = unsigned(code);
  return `${text}.${markOf(services, text)}`;
}

/** Where a code leads: the rating page of the H5, a page of its own. The code stands in the query: some scanners drop a fragment. */
export const ratingUrl = (services: Services, code: RatingCode): string => `${services.settings.publicUrl}/app/rate?c=${signedCode(services, code)}`;

/** One answer to every forgery, whatever is wrong with it. */
const forged = (): Refusal =>
  new Refusal('code-void', '这个评价码无效。', { kind: 'forbidden', remedy: '请重新扫窗口上的二维码，或请窗口人员帮忙。' });

/** What was signed here, whether or not it is still good; asks nothing of the base. Refusal `code-void`. */
export function codeSigned(services: Services, signed: string): RatingCode {
  const at = signed.lastIndexOf('.');
  const text = signed.slice(0, Math.max(0, at));
  const code = codeIn(text);
  const [given, expected] = [Buffer.from(signed.slice(at + 1)), Buffer.from(markOf(services, text))];
  if (code === null || given.length !== expected.length || !timingSafeEqual(given, expected)) throw forged();
  return code;
}

/** The window of a code that is good now. Refusal `code-over`. */
export async function windowOf(services: Services, code: RatingCode): Promise<ServiceWindow> {
  const window = await services.store.windows.find(code.windowId);
  const fault = codeFault(code, window, dayOf(services.clock.now()));
  if (fault !== null || window === null) {
    throw new Refusal('code-over', fault ?? '这个窗口已停用。', { kind: 'conflict', remedy: '请重新扫窗口上的二维码，或请窗口人员帮忙。' });
  }
  return window;
}

/** Opens one rating for whoever made it. Nothing is kept of it: the house's key and the rating's id make it again. */
const tokenMark = ({ secrets }: Services, id: string): string => secrets.sign(`rating-token\n${id}`);
export const tokenOf = (services: Services, ratingId: string): string => `${ratingId}.${tokenMark(services, ratingId)}`;

/** The id behind a token; null where it was not made here. */
export function ratingIdIn(services: Services, token: string): string | null {
  const [id = '', mark = ''] = token.split('.');
  const [given, expected] = [Buffer.from(mark), Buffer.from(tokenMark(services, id))];
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}
