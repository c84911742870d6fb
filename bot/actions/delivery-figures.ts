/** How delivery stands now: what waits, what was settled today, and for each robot when the last of it goes. */
import { budgetLeft, lastGoesAt, speakingMinutesAgo } from '../../core/notice/forecast.js';
import { nextSpeakingTime } from '../../core/notice/quiet-hours.js';
import { dayOf, instantAt } from '../../core/time/day.js';
import type { Robot, RobotQueue, Services, TodaysOutcomes } from '../services.js';
import { momentWords } from './fate-words.js';
import { momentOf } from './sweep.js';
import { robotName } from './robot-line.js';

/** Minutes in which people may be spoken to; a busy robot and a retry are through by then. */
const PATIENCE_MINUTES = 15;
/** The outbox puts no more into one message. */
const LARGEST_DIGEST = 500;

export interface RobotFigures {
  readonly robot: Robot;
  /** Notices that are due. */
  readonly waiting: number;
  /** When the last of them goes, world time; null where nothing waits or the robot is out of service. */
  readonly lastAt: Date | null;
  readonly budgetLeft: number;
  /** Why the last try did not go. */
  readonly why: string | null;
}

export interface DeliveryFigures {
  readonly now: Date;
  readonly due: number;
  readonly later: number;
  readonly late: number;
  readonly oldestDue: Date | null;
  /** When the last of what is planned for later goes, outside quiet hours; null where nothing is. */
  readonly lastPlanned: Date | null;
  readonly today: TodaysOutcomes;
  readonly robots: readonly RobotFigures[];
}

export async function deliveryFigures(services: Services): Promise<DeliveryFigures> {
  const { figures, robots } = services.store;
  const { now, book, calendar } = await momentOf(services);
  const policy = book.base;
  const [waiting, today, queues, all] = await Promise.all([
    figures.waiting(now, speakingMinutesAgo(PATIENCE_MINUTES, now, policy, calendar)),
    figures.settledSince(instantAt(dayOf(now), '00:00')),
    figures.robotQueues(now),
    robots.list(),
  ]);
  const ofRobot = (robot: Robot): RobotFigures => {
    const queue: RobotQueue = queues.find(({ robotId }) => robotId === robot.id) ?? {
      ...{ robotId: robot.id, waiting: 0, sentAgoMs: [], waitMs: 0, why: null },
    };
    const pace = { ...queue, perMinute: services.channels[robot.kind].perMinute ?? Number.POSITIVE_INFINITY };
    const messages = Math.ceil(queue.waiting / LARGEST_DIGEST);
    const lastAt = messages === 0 || robot.stopped !== null ? null : lastGoesAt(messages, pace, now, policy, calendar);
    return { robot, waiting: queue.waiting, lastAt, budgetLeft: budgetLeft(pace), why: queue.why };
  };
  const { lastPlanned } = waiting;
  const plannedUntil = waiting.later === 0 || lastPlanned === null ? null : nextSpeakingTime(policy, calendar, lastPlanned);
  return { now, ...waiting, lastPlanned: plannedUntil, today, robots: all.map(ofRobot) };
}

/** `群机器人“巡察办群”：12 条在等，最后一条约 09:14 发出。上次没有发出：企业微信繁忙。` */
export function robotSentence({ robot, waiting, lastAt, why }: RobotFigures, now: Date): string {
  const name = robotName(robot);
  if (robot.stopped !== null) return `${name}已停用：${robot.stopped}`;
  if (lastAt === null) return `${name}：没有消息在等。`;
  const at = momentWords(lastAt, now);
  const again = why === null ? '' : `上次没有发出：${why.replace(/。$/, '')}。`;
  return `${name}：${waiting} 条在等，最后一条约 ${at} 发出。${again}`;
}
