/** What a call that carried a message led to, and whether it closes this way alone. */
import type { SendResult } from '../channel.js';
import { reactionTo, rowOf } from '../reactions.js';
import type { Called } from '../token-call.js';
import { DINGTALK_APP } from './app-answers.js';
import { untilNextMonthMs } from './budget.js';
import { CLOSED_MS, type WayResult } from './ways.js';

/** What is spent for the month comes back with the next. */
export const comingBack = (result: SendResult, now: Date): SendResult =>
  result.kind === 'refused' && result.stops === 'connection' ? { ...result, untilMs: untilNextMonthMs(now) } : result;

export function wayResult(called: Called, now: Date): WayResult {
  // Credentials and budgets are those of every way.
  if (called.kind === 'failed') return { result: called.result, closesMs: null };
  const row = called.exchange.kind === 'answered' ? rowOf(DINGTALK_APP, called.exchange) : null;
  const result = reactionTo(DINGTALK_APP, called.exchange);
  const isOfWay = row?.class === 'target' || row?.isOfWay === true;
  return { result: row?.class === 'quota' ? comingBack(result, now) : result, closesMs: isOfWay ? CLOSED_MS : null };
}
