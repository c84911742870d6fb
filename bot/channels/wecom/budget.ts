/**
 * What WeCom allows an application in a day: so many messages to persons as the corp has room for accounts, times 200. Counted before
 * it is used and by all processes together; the day is that of UTC+8, where the platform counts.
 */
import { dayOf } from '../../../core/time/day.js';
import type { BudgetStore, PlatformApp } from '../../services.js';
import { DAY_KEPT_SECONDS, untilTomorrowMs } from '../budget-days.js';
import type { SendResult } from '../channel.js';

const PER_ACCOUNT = 200;
/** Where the office did not say how many accounts there may be. */
export const USUAL_ACCOUNTS = 200;
/** Answers to what people ask leave the last tenth of the day to reminders. */
const FOR_REMINDERS = 0.1;
/** From so much of the day on the office reads that it runs short. */
const NEARLY = 0.8;

/** `message`: a reminder. `answer`: to whoever spoke to us. */
export type Purpose = 'message' | 'answer';

const keyOf = ({ open }: PlatformApp, now: Date): string => ['wecom', open['corpId'] ?? '', open['agentId'] ?? '', 'messages', dayOf(now)].join(' ');

const accountsOf = ({ open }: PlatformApp): number => Number(open['accounts'] ?? USUAL_ACCOUNTS);
const mostOf = (app: PlatformApp): number => accountsOf(app) * PER_ACCOUNT;
const capWords = (app: PlatformApp): string => `账号上限 ${accountsOf(app)} 个 × ${PER_ACCOUNT} = ${mostOf(app)} 人次`;

const spent = (app: PlatformApp, now: Date): SendResult => ({
  ...{ kind: 'refused', stops: 'connection', untilMs: untilTomorrowMs(now) },
  words: `督办应用今天发的消息已到企业微信的上限（${capWords(app)}），明天 00:00 自动恢复。账号上限填小了的，请在“接入”里改正“账号上限”，再点“检查连接”。`,
});

const spared: SendResult = {
  ...{ kind: 'later', afterMs: 3_600_000, holdLane: false, rest: null },
  words: '督办应用今天的消息快到企业微信的上限，余下的留给提醒，没有回复。',
};

/** Null: one more message may go, and is counted. */
export async function spend(budgets: BudgetStore, app: PlatformApp, purpose: Purpose, now: Date): Promise<SendResult | null> {
  const [key, most] = [keyOf(app, now), mostOf(app)];
  if (purpose === 'answer' && (await budgets.counted(key)) >= Math.floor(most * (1 - FOR_REMINDERS))) return spared;
  return (await budgets.take(key, most, DAY_KEPT_SECONDS)) ? null : spent(app, now);
}

export interface Usage {
  readonly words: string;
  /** Four fifths are gone. */
  readonly isShort: boolean;
}

/** `今天已发 412 人次，上限 40000 人次（账号上限 200 个 × 200）。` */
export async function usageOf(budgets: BudgetStore, app: PlatformApp, now: Date): Promise<Usage> {
  const most = mostOf(app);
  const used = Math.min(await budgets.counted(keyOf(app, now)), most);
  const isShort = used >= most * NEARLY;
  const left = used >= most ? '已经用完，明天 00:00 自动恢复。' : isShort ? '快用完了，余下的先发提醒。' : '';
  const guess = app.open['accounts'] === undefined ? '没有填账号上限，按' : '按';
  return { words: `今天已发 ${used} 人次，${guess}${capWords(app)}计。${left}`, isShort };
}
