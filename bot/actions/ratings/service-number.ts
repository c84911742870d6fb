/** 一次一评: a signed service number is one service, and one service is rated once. */
import type { RatingCode } from '../../../core/rating/code.js';
import type { ServiceWindow } from '../../../core/rating/model.js';
import { Refusal } from '../../../core/refusal.js';
import type { Services } from '../../services.js';

export const ratedAlready = (): Refusal =>
  new Refusal('rated-already', '这次服务已经评价过了，谢谢您。', { kind: 'conflict', remedy: '每次办理评价一次。下次办理后欢迎再来评价。' });

/** One number of one unit and day is one service; null: the code names none. */
export const serviceKey = ({ unitId }: ServiceWindow, code: RatingCode): string | null =>
  code.kind === 'service' ? `${unitId}/${code.day}/${code.serviceNumber}` : null;

/** Refusal `rated-already`. */
export async function demandUnrated({ store }: Services, number: string | null): Promise<void> {
  if (number !== null && (await store.events.answered('service-number', number)) !== null) throw ratedAlready();
}
