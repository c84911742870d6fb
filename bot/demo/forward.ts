/**
 * 快进: moves world time and lives through it. The ticks on the way are run hour by hour and at the very moment anything
 * falls due; between two of these nothing but time passes, so a tick there would find nothing changed.
 */
import { type Calendar, workdayFrom } from '../../core/time/calendar.js';
import { addDays, type Day, dayOf, dayWithWeekday, instantAt, instantWords } from '../../core/time/day.js';
import { WHOLE_BASE } from '../../core/people/scope.js';
import type { Services } from '../services.js';
import type { MovableClock } from './clock.js';

export interface Walk {
  readonly services: Services;
  readonly clock: MovableClock;
  /** Sweeps and delivers at the present moment. */
  settle(): Promise<void>;
}

const HOUR_MS = 3_600_000;
/** 快进一天 ends so long after messages may begin: shortly after the morning's. */
const MORNING_MS = 5 * 60_000;
const PATIENCE_DAYS = 60;

export interface Forwarded {
  readonly words: string;
  readonly sent: number;
  readonly leaderRoom: string | null;
}

export async function forward(walk: Walk, to: 'day' | 'next'): Promise<Forwarded> {
  const from = walk.clock.now();
  const roomsBefore = await counts(walk.services);
  const before = sum(roomsBefore);
  const { speak } = await walk.services.policy();
  const until = new Date(instantAt(addDays(dayOf(from), to === 'day' ? 1 : PATIENCE_DAYS), speak.from).getTime() + MORNING_MS);
  walk.clock.hold(from);
  try {
    await walkUntil(walk, until, async () => to === 'next' && (await messages(walk.services)) > before);
  } finally {
    walk.clock.run();
    await walk.clock.save();
  }
  const rooms = await counts(walk.services);
  const sent = sum(rooms) - before;
  const calendar = await walk.services.calendar();
  const fresh = [...rooms].filter(([room, count]) => count > (roomsBefore.get(room) ?? 0)).map(([room]) => room);
  return {
    sent,
    leaderRoom: await leaderRoomIn(walk.services, fresh),
    words: wordsFor(from, walk.clock.now(), sent, { calendar, speakFrom: speak.from }),
  };
}

async function walkUntil({ services, clock, settle }: Walk, until: Date, isEnough: () => Promise<boolean>): Promise<void> {
  while (clock.now() < until) {
    const now = clock.now().getTime();
    const nextHour = (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
    const due = (await services.store.outbox.nextDue())?.getTime() ?? Number.POSITIVE_INFINITY;
    const next = Math.min(nextHour, until.getTime(), due > now ? due : Number.POSITIVE_INFINITY);
    clock.hold(new Date(next));
    await settle();
    if (await isEnough()) return;
  }
}

type Counts = ReadonlyMap<string, number>;

/** How many messages each room of the preview chat holds. */
const counts = async ({ store }: Services): Promise<Counts> => new Map((await store.previews.rooms()).map(({ room, count }) => [room, count]));
const sum = (rooms: Counts): number => [...rooms.values()].reduce((all, count) => all + count, 0);
const messages = async (services: Services): Promise<number> => sum(await counts(services));

/** The one who is told of others' late tasks: what the strip promises to show. */
async function leaderRoomIn({ store }: Services, rooms: readonly string[]): Promise<string | null> {
  const leaders = new Set((await store.tasks.all(WHOLE_BASE, {})).map(({ task }) => `person:${task.leaderId ?? ''}`));
  return rooms.find((room) => leaders.has(room)) ?? null;
}

interface Mornings {
  readonly calendar: Calendar;
  /** `08:40`: no reminder goes out earlier on a workday. */
  readonly speakFrom: string;
}

/** What the strip says of a journey in which `sent` messages went out. */
export function wordsFor(from: Date, now: Date, sent: number, { calendar, speakFrom }: Mornings): string {
  const today = dayOf(now);
  const arrived = `到了 ${instantWords(now, today)}。`;
  const nextWorkday = dayWithWeekday(workdayFrom(calendar, addDays(today, 1)), today);
  // On a day off nothing but an emergency clock speaks.
  if (!calendar.isWorkday(today) && sent > 0) return `${arrived}发出了 ${sent} 条绿色通道消息（${restWords(calendar, today)}照常）。`;
  if (!calendar.isWorkday(today)) return `${arrived}${restWords(calendar, today)}不发督办消息，下一次最早在 ${nextWorkday}${speakFrom}。`;
  const skipped = daysOff(from, now, calendar);
  const rest = skipped.length === 0 ? '' : `${skipped.map((day) => dayWithWeekday(day, today)).join('、')}不是工作日，没有发消息。`;
  const told = sent === 0 ? `今天没有要发的督办消息，下一次最早在 ${nextWorkday}${speakFrom}。` : `发出了 ${sent} 条督办消息。`;
  return `${arrived}${rest}${told}`;
}

const restWords = (calendar: Calendar, day: Day): string => {
  const name = calendar.nameOf(day) ?? '周末';
  return name === '周末' ? name : `${name}放假`;
};

/** Days without work that were passed through, the first and the last day aside. */
function daysOff(from: Date, now: Date, calendar: Calendar): readonly Day[] {
  const found: Day[] = [];
  for (let day = addDays(dayOf(from), 1); day < dayOf(now); day = addDays(day, 1)) if (!calendar.isWorkday(day)) found.push(day);
  return found.slice(0, 10);
}
