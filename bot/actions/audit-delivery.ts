/**
 * The auditor, once a minute: is what is due going out, did anything end badly. Keeps what it saw as one small document
 * and tells the office of each kind of trouble once a day.
 */
import { forgottenWords } from '../../core/ledger/clock.js';
import { nextSpeakingTime } from '../../core/notice/quiet-hours.js';
import { isOfDelivery, type Sight, type Trouble, troublesOf } from '../../core/notice/troubles.js';
import { dayOf } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { deliveryFigures } from './delivery-figures.js';
import { userIdOf } from './lanes.js';
import { LAST_SWEEP } from './note-outage.js';
import { momentOf } from './sweep.js';
import { takenLines } from './taken-lines.js';
import { tellOffice } from './tell-office.js';

const LAST_AUDIT = 'audit';
const MINUTE_MS = 60_000;
/** Older, nobody is looking. */
const STALE_MS = 5 * MINUTE_MS;
/** The sweep comes every five minutes. */
const SWEEP_OVERDUE_MS = 20 * MINUTE_MS;

export interface Audit {
  /** World time. */
  readonly at: Date;
  /** The last sweep as this look saw it. */
  readonly sweptAt: Date | null;
  readonly troubles: readonly Trouble[];
}

/** Null where nobody ever looked. */
export const lastAudit = ({ store }: Services): Promise<Audit | null> => store.settings.get<Audit>(LAST_AUDIT);

export const isFresh = ({ at }: Audit, now: Date): boolean => Math.abs(now.getTime() - at.getTime()) <= STALE_MS;

/** What only time can tell is believed at the second look: after an outage delivery gets a minute to catch up. */
function sweepStoppedAt(previous: Audit | null, sweptAt: Date | null, now: Date): Date | null {
  const isUnmoved = sweptAt !== null && previous?.sweptAt?.getTime() === sweptAt.getTime();
  return isUnmoved && now.getTime() - sweptAt.getTime() > SWEEP_OVERDUE_MS ? sweptAt : null;
}

async function look(services: Services, previous: Audit | null, sweptAt: Date | null): Promise<Sight> {
  const { book, calendar, now } = await momentOf(services);
  const { late, oldestDue, today, robots } = await deliveryFigures(services);
  const wasWatching = previous !== null && isFresh(previous, now);
  const isSpeaking = nextSpeakingTime(book.base, calendar, now) <= now;
  return {
    now,
    late: wasWatching ? late : 0,
    oldestDue,
    // At night nobody takes up what a dead process left: that is the morning's business.
    stuck: wasWatching && isSpeaking ? await services.store.figures.stuckLanes(now) : 0,
    sweepStoppedAt: wasWatching ? sweepStoppedAt(previous, sweptAt, now) : null,
    unknown: today.unknown,
    refused: today.refused,
    refusedWhy: today.refusedWhy,
    clocks: (await services.store.tasks.withRunningClock()).flatMap(({ task }) => forgottenWords(task, now) ?? []),
    ...(await personalTroubles(services)),
    takenLines: (await takenLines(services, now)).map((kind) => services.channels[kind].name),
    stoppedRobots: robots.flatMap(({ robot }) => (robot.stopped === null ? [] : [{ name: robot.name, why: robot.stopped }])),
  };
}

/** A stopped application is one trouble, not one of each person. */
async function personalTroubles({ store, channels, roster }: Services): Promise<Pick<Sight, 'stoppedApps' | 'unreached'>> {
  const [apps, marks, people] = await Promise.all([store.apps.list(), store.apps.unreached(), roster()]);
  const inService = new Set(apps.filter(({ stopped }) => stopped === null).map(({ kind }) => kind));
  return {
    stoppedApps: apps.flatMap(({ kind, stopped }) => (stopped === null ? [] : [{ name: channels[kind].name, why: stopped }])),
    unreached: marks.flatMap(({ kind, personId, userId, words }) => {
      const person = people.person(personId);
      const isNow = person?.active === true && userIdOf(kind, person) === userId && inService.has(kind);
      return isNow ? [{ name: person.name, why: words }] : [];
    }),
  };
}

/** In speaking hours only: a note made at night would wait for the morning, and the next day's would stand beside it. */
async function tell(services: Services, troubles: readonly Trouble[], now: Date): Promise<void> {
  if (nextSpeakingTime(await services.policy(), await services.calendar(), now) > now) return;
  for (const { kind, title, words, remedy, opens } of troubles.filter(isOfDelivery)) {
    const lines = [words, remedy].filter((line) => line !== '');
    await tellOffice(services, { about: `audit-${kind}-${dayOf(now)}`, title, lines, opens: { page: opens }, urgent: false });
  }
}

export async function auditDelivery(services: Services): Promise<Audit> {
  const { settings } = services.store;
  const sweptAt = await settings.get<Date>(LAST_SWEEP);
  const sight = await look(services, await lastAudit(services), sweptAt);
  const audit: Audit = { at: sight.now, sweptAt, troubles: troublesOf(sight) };
  await settings.set(LAST_AUDIT, audit);
  if (audit.troubles.length > 0) services.log.warn('delivery audited', { troubles: audit.troubles.map(({ kind, count }) => ({ kind, count })) });
  await tell(services, audit.troubles, sight.now);
  return audit;
}
