/** What goes out on one day of a dry run, in plain words: messages, people, groups, robots with more than a minute carries. Pure. */
import type { ForecastDay } from '../../core/contract/policy.js';
import { lastGoesAt } from '../../core/notice/forecast.js';
import type { Policy, Recipient } from '../../core/notice/model.js';
import type { Roster } from '../../core/people/roster.js';
import type { Calendar } from '../../core/time/calendar.js';
import { type Day, dayWithWeekday, timeOf } from '../../core/time/day.js';
import type { Robot } from '../services.js';
import type { Sending } from './forecast.js';
import { recipientWords } from './recipient-words.js';

export interface ForecastAround {
  readonly today: Day;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly roster: Roster;
  readonly robots: readonly Robot[];
  /** Messages a robot of this kind may send in a minute; null: as many as it likes. */
  readonly perMinute: (kind: Robot['kind']) => number | null;
}

export const sum = (sendings: readonly Sending[]): number => sendings.reduce((total, { messages }) => total + messages, 0);

const laneOf = ({ kind, id }: Robot): string => `${kind}:${id}`;

/** Robots with more to say at one instant than a minute carries. */
function busyRobots(sendings: readonly Sending[], { robots, perMinute, policy, calendar }: ForecastAround): ForecastDay['robots'] {
  return robots.flatMap((robot) => {
    const most = perMinute(robot.kind);
    const own = sendings.filter(({ lane }) => lane === laneOf(robot));
    const [first] = own;
    const messages = sum(own);
    if (first === undefined || most === null || messages <= most) return [];
    const until = timeOf(lastGoesAt(messages, { perMinute: most, sentAgoMs: [], waitMs: 0 }, first.at, policy, calendar));
    return [{ name: robot.name, messages, until, words: `机器人“${robot.name}”有 ${messages} 条，超过每分钟 ${most} 条，${until} 发完。` }];
  });
}

function recipientsOf(sendings: readonly Sending[], { roster }: ForecastAround): ForecastDay['recipients'] {
  const heaps = new Map<string, Sending[]>();
  for (const sending of sendings) {
    const id = `${sending.recipient.kind}:${sending.recipient.id}`;
    heaps.set(id, [...(heaps.get(id) ?? []), sending]);
  }
  const lines = [...heaps].flatMap(([id, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const tasks = new Set(own.flatMap(({ taskIds }) => [...taskIds])).size;
    return [{ id, words: recipientWords(first.recipient, roster), messages: sum(own), tasks }];
  });
  return lines.sort((a, b) => b.messages - a.messages || b.tasks - a.tasks);
}

const countOf = (sendings: readonly Sending[], kind: Recipient['kind']): number =>
  new Set(sendings.filter(({ recipient }) => recipient.kind === kind).map(({ recipient }) => recipient.id)).size;

const toWords = (people: number, groups: number): string =>
  [...(people > 0 ? [`${people} 人`] : []), ...(groups > 0 ? [`${groups} 个群`] : [])].join('和 ');

function dayWords(day: Day, sendings: readonly Sending[], { today, calendar }: ForecastAround): string {
  const head = dayWithWeekday(day, today);
  if (sendings.length === 0) return `${head}${calendar.isWorkday(day) ? '没有要发的消息。' : '休息日，不发消息。'}`;
  const times = [...new Set(sendings.map(({ at }) => timeOf(at)))].sort();
  const when = `${times[0] ?? ''} ${times.length > 1 ? '起，' : ''}`;
  return `${head}${when}发 ${sum(sendings)} 条消息，给 ${toWords(countOf(sendings, 'person'), countOf(sendings, 'group'))}。`;
}

export function dayOfForecast(day: Day, sendings: readonly Sending[], before: readonly Sending[], around: ForecastAround): ForecastDay {
  const robots = busyRobots(sendings, around);
  const [messages, now] = [sum(sendings), sum(before)];
  const words = [dayWords(day, sendings, around), ...(messages === now ? [] : [`按现在的规则是 ${now} 条。`]), ...robots.map((robot) => robot.words)];
  return {
    day,
    words: words.join(''),
    messages,
    people: countOf(sendings, 'person'),
    groups: countOf(sendings, 'group'),
    before: now,
    robots,
    recipients: recipientsOf(sendings, around),
  };
}
