/** What the auditor finds wrong with delivery, in words with the remedy. Pure. */
import { dayOf, instantWords } from '../time/day.js';
import type { NotePage } from './note.js';

export const TROUBLE_KINDS = ['late', 'stuck', 'sweep', 'unknown', 'refused', 'robots', 'apps', 'unreached', 'lines', 'clocks'] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

export interface Trouble {
  readonly kind: TroubleKind;
  readonly count: number;
  /** One sentence without its full stop, short enough for a message's title. */
  readonly title: string;
  readonly words: string;
  /** What to do. */
  readonly remedy: string;
  /** Where that is done, or more of it is told. */
  readonly opens: NotePage;
}

/** What the auditor saw; counts are of notices unless said otherwise. */
export interface Sight {
  readonly now: Date;
  /** Due longer ago than patience reaches, without an outcome. */
  readonly late: number;
  readonly oldestDue: Date | null;
  /** Recipients whose lease nobody gave back. */
  readonly stuck: number;
  /** The last sweep, where it is overdue. */
  readonly sweepStoppedAt: Date | null;
  /** Of today, ended so. */
  readonly unknown: number;
  readonly refused: number;
  readonly refusedWhy: string | null;
  /** Emergency clocks that nobody answers, each as a sentence without its full stop. */
  readonly clocks: readonly string[];
  readonly stoppedRobots: readonly { readonly name: string; readonly why: string }[];
  /** Applications that spoke to persons and do no longer. */
  readonly stoppedApps: readonly { readonly name: string; readonly why: string }[];
  /** Platforms where another installation takes our robot's line again and again, by name. */
  readonly takenLines: readonly string[];
  /** Persons whom an application does not reach, by name. */
  readonly unreached: readonly { readonly name: string; readonly why: string }[];
}

const RESTART = '请让维护人员重启督办服务。';
const sentence = (words: string): string => (/[。！？]$/.test(words) ? words : `${words}。`);

const MOST_NAMES = 5;

/** `何俊、周敏：企业微信里没有这个账号…`, a sentence for each reason. */
function unreachedWords(unreached: Sight['unreached']): string {
  const reasons = [...new Set(unreached.map(({ why }) => why))];
  const names = (why: string) => {
    const all = unreached.filter((one) => one.why === why).map(({ name }) => name);
    return `${all.slice(0, MOST_NAMES).join('、')}${all.length > MOST_NAMES ? `等 ${all.length} 人` : ''}`;
  };
  return reasons.map((why) => sentence(`${names(why)}：${why}`)).join('');
}

type Finder = (sight: Sight, at: (instant: Date) => string) => Omit<Trouble, 'kind' | 'opens'>;

const FINDERS: Readonly<Record<TroubleKind, Finder>> = {
  late: ({ late, oldestDue }, at) => ({
    count: late,
    title: `有 ${late} 条消息没有按时发出`,
    words: oldestDue === null ? '' : `最早的一条应在 ${at(oldestDue)} 发出。`,
    remedy: `系统会继续发送。半小时后还有，${RESTART}`,
  }),
  stuck: ({ stuck }) => ({
    count: stuck,
    title: `有 ${stuck} 处的消息卡住了`,
    words: '上次发送中断后，没有接着往下发。',
    remedy: RESTART,
  }),
  sweep: ({ sweepStoppedAt }, at) => ({
    count: sweepStoppedAt === null ? 0 : 1,
    title: '系统没有按时核对该发的提醒',
    words: sweepStoppedAt === null ? '' : `最后一次核对在 ${at(sweepStoppedAt)}。`,
    remedy: '请让维护人员查看督办服务的运行日志。恢复后会自动补发，不会漏掉。',
  }),
  unknown: ({ unknown }) => ({
    count: unknown,
    title: `今天有 ${unknown} 条消息不知是否送达`,
    words: '已经发出，但没有收到对方平台的回应。',
    remedy: '是哪几条，写在“运行情况”的“今天没有送到的消息”里。重要的请电话确认。',
  }),
  refused: ({ refused, refusedWhy }) => ({
    count: refused,
    title: `今天有 ${refused} 条消息被平台拒收`,
    words: refusedWhy === null ? '' : sentence(`原因：${refusedWhy}`),
    remedy: '是哪几条，写在“运行情况”的“今天没有送到的消息”里。重要的请电话通知。',
  }),
  robots: ({ stoppedRobots }) => ({
    count: stoppedRobots.length,
    title: `有 ${stoppedRobots.length} 个群机器人停用了`,
    words: stoppedRobots.map(({ name, why }) => sentence(`“${name}”：${why}`)).join(''),
    remedy: '发给这些群的消息已改到“消息预览”。请在“机器人”里重新添加，或发一条测试消息恢复。',
  }),
  clocks: ({ clocks }) => ({
    count: clocks.length,
    title: clocks.length === 1 ? (clocks[0] ?? '') : `有 ${clocks.length} 项绿色通道超时 3 小时以上`,
    words: clocks.length === 1 ? '' : `${clocks.join('；')}。`,
    remedy: '请电话督促办理人；不再紧急的，请在任务里结束绿色通道。',
  }),
  apps: ({ stoppedApps }) => ({
    count: stoppedApps.length,
    title: `${stoppedApps.map(({ name }) => name).join('、')}的个人消息停发了`,
    words: stoppedApps.map(({ name, why }) => sentence(`${name}：${why}`)).join(''),
    remedy: '发给个人的消息已改到“消息预览”和各人的“我的任务”。请在“接入”里检查并改正。',
  }),
  lines: ({ takenLines }) => ({
    count: takenLines.length,
    title: `${takenLines.join('、')}的智能机器人在别处也登录着`,
    words: '同一个智能机器人只能连一处，两处会互相顶掉，别人对它说的话时有时无。',
    remedy: '请停掉另一处，或在企业微信里另建一个智能机器人，再到“接入”里改填。',
  }),
  unreached: ({ unreached }) => ({
    count: unreached.length,
    title: `有 ${unreached.length} 人收不到个人消息`,
    words: unreachedWords(unreached),
    remedy: '他们的消息已改到“消息预览”和各人的“我的任务”。名单和原因写在“接入”里；改好后在那里点“重新尝试”。',
  }),
};

const OPENS: Readonly<Record<TroubleKind, NotePage>> = {
  ...{ late: 'operations', stuck: 'operations', sweep: 'operations', unknown: 'operations', refused: 'operations', clocks: 'operations' },
  ...{ robots: 'robots', apps: 'connections', unreached: 'connections', lines: 'connections' },
};

/** Whether the system itself is at fault. An unanswered clock is people's: it tells the office by its own ladder. */
export const isOfDelivery = ({ kind }: Pick<Trouble, 'kind'>): boolean => kind !== 'clocks';

/** Empty while all is well. */
export function troublesOf(sight: Sight): readonly Trouble[] {
  const at = (instant: Date) => instantWords(instant, dayOf(sight.now));
  return TROUBLE_KINDS.map((kind) => ({ kind, ...FINDERS[kind](sight, at), opens: OPENS[kind] })).filter(({ count }) => count > 0);
}
