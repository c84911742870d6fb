/**
 * What DingTalk allows, counted before it is used and by all processes together: calls of a second to one interface, calls of a month
 * of the organisation, work notices of a day to one person. Days and months are those of UTC+8, where the platform counts.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dayOf, instantAt } from '../../../core/time/day.js';
import type { BudgetStore, PlatformApp } from '../../services.js';
import { DAY_KEPT_SECONDS, untilTomorrowMs } from '../budget-days.js';
import type { SendResult } from '../channel.js';

/** The standard edition takes 20 calls a second of one application to one interface; two are left for whoever calls beside us. */
const PER_SECOND = 18;
const SECOND_MS = 1_000;
/** So often a turn within the second is asked for, before the message waits in the outbox. */
const LOOKS = 3;

/** Example of the vendor for the standard edition; the organisation's own figure stands in the form, 0 for none. */
export const USUAL_CALLS = 10_000;
/** What can be left out leaves the last tenth of the month to messages. */
const FOR_MESSAGES = 0.1;
/** From so much of the month on the office reads that it runs short. */
const NEARLY = 0.8;
/** A month's count is kept until the month is certainly over; its key names the month. */
const MONTH_KEPT_SECONDS = 40 * 86_400;

/** Beyond it the platform says yes and shows nothing. */
const NOTICES_A_DAY = 500;

/** `message`: somebody waits for it. `courtesy`: a question that may be left out when the month runs short. */
export type Purpose = 'message' | 'courtesy';

const keyOf = (app: PlatformApp, ...parts: readonly string[]): string => ['dingtalk', app.open['appKey'] ?? '', ...parts].join(' ');

const monthOf = (now: Date): string => dayOf(now).slice(0, 7);
/** The first of the next month. */
function nextMonth(now: Date): Date {
  const inNext = addDays(`${monthOf(now)}-28`, 4);
  return instantAt(`${inNext.slice(0, 7)}-01`, '00:00');
}

export const untilNextMonthMs = (now: Date): number => nextMonth(now).getTime() - now.getTime();

/** 0: no limit is known. */
const callsOf = ({ open }: PlatformApp): number => Number(open['monthlyCalls'] ?? USUAL_CALLS);

const dayWordsOf = (now: Date): string => `${Number(dayOf(nextMonth(now)).slice(5, 7))}月1日`;

const spent = (calls: number, now: Date): SendResult => ({
  kind: 'refused',
  stops: 'connection',
  untilMs: untilNextMonthMs(now),
  words: `本月的钉钉接口调用已到“接入”里填的 ${calls} 次，${dayWordsOf(now)}自动恢复。组织升级过版本的，请在“接入”里改大“每月接口调用次数”，再点“检查连接”。`,
});

const spared: SendResult = {
  ...{ kind: 'later', afterMs: 3_600_000, holdLane: false, rest: null },
  words: '本月的钉钉接口调用快用完了，余下的留给提醒消息，这一步先不做。',
};

const quick = (waitMs: number): SendResult => ({
  ...{ kind: 'later', afterMs: Math.max(waitMs, SECOND_MS), holdLane: false, rest: null },
  words: '为不超过钉钉每秒的调用上限，稍后自动继续。',
});

/** Null: the call may be made, and is counted. */
export async function spend(budgets: BudgetStore, app: PlatformApp, path: string, purpose: Purpose, now: Date): Promise<SendResult | null> {
  const calls = callsOf(app);
  const monthKey = keyOf(app, 'month', monthOf(now));
  if (calls > 0) {
    const room = purpose === 'message' ? calls : Math.floor(calls * (1 - FOR_MESSAGES));
    const used = await budgets.counted(monthKey);
    if (used >= room) return purpose === 'message' ? spent(calls, now) : spared;
  }
  let waitMs = await budgets.turn(keyOf(app, 'second', path), PER_SECOND, SECOND_MS);
  for (let look = 1; waitMs > 0 && look < LOOKS; look += 1) {
    await sleep(waitMs);
    waitMs = await budgets.turn(keyOf(app, 'second', path), PER_SECOND, SECOND_MS);
  }
  if (waitMs > 0) return quick(waitMs);
  await budgets.count(monthKey, MONTH_KEPT_SECONDS);
  return null;
}

/** Null: one more may go to this person today, and is counted. */
export async function spendNotice(budgets: BudgetStore, app: PlatformApp, userId: string, now: Date): Promise<SendResult | null> {
  const isFree = await budgets.take(keyOf(app, 'notices', dayOf(now), userId), NOTICES_A_DAY, DAY_KEPT_SECONDS);
  if (isFree) return null;
  const words = `今天发给这个人的工作通知已满 ${NOTICES_A_DAY} 条，再发钉钉也不会显示，明天 00:00 起自动继续。`;
  return { kind: 'later', afterMs: untilTomorrowMs(now), holdLane: false, rest: null, words };
}

export interface Usage {
  readonly words: string;
  /** Four fifths are gone. */
  readonly isShort: boolean;
}

/** `本月的接口调用已用 8012 次，上限 10000 次。` */
export async function usageOf(budgets: BudgetStore, app: PlatformApp, now: Date): Promise<Usage> {
  const [calls, used] = [callsOf(app), await budgets.counted(keyOf(app, 'month', monthOf(now)))];
  if (calls === 0) return { words: `本月的接口调用已用 ${used} 次，没有填上限。`, isShort: false };
  const isShort = used >= calls * NEARLY;
  const left = used >= calls ? `已经用完，${dayWordsOf(now)}自动恢复。` : isShort ? '快用完了，余下的只用来发消息。' : '';
  return { words: `本月的接口调用已用 ${used} 次，上限 ${calls} 次。${left}`, isShort };
}
