/** Readings of waiting times, by a queue machine or typed; the alarm when the target has been missed for too long. */
import type { WaitReadings, WaitTaken, WaitTyped } from '../../../core/contract/window.js';
import { notesToOffice, noteTo } from '../../../core/notice/note.js';
import type { Viewer } from '../../../core/people/model.js';
import type { ServiceWindow, WaitReading } from '../../../core/rating/model.js';
import { waitNote } from '../../../core/rating/rating-notes.js';
import { waitAlarm } from '../../../core/rating/waiting.js';
import { faulty } from '../../../core/refusal.js';
import { addDays, dayOf, instantAt } from '../../../core/time/day.js';
import type { Services } from '../../services.js';
import { eventOf } from '../event-of.js';
import { idFrom } from '../id-from.js';
import { laned, switchboardOf } from '../lanes.js';
import { once } from '../once.js';
import { requestOf } from '../request.js';
import { momentOf } from '../sweep.js';
import { ratingRules } from './rating-rules.js';
import { findWindow } from './windows.js';

/** Machines' clocks differ a little. */
const AHEAD_MS = 600_000;

/** All or nothing; the same reading again is known. Refusal `readings-faulty` with every fault. */
export async function bringReadings(services: Services, { readings }: WaitReadings): Promise<WaitTaken> {
  const windows = await services.store.windows.list();
  const now = services.clock.now();
  const read = readings.map(({ window, minutes, at }, index) => {
    const found = windows.find(({ id, name }) => id === window || name === window) ?? null;
    const when = at === undefined ? now : new Date(at);
    const place = `第 ${index + 1} 条`;
    const faults = [
      ...(found === null ? [{ place, message: `没有窗口“${window}”。` }] : []),
      ...(when.getTime() > now.getTime() + AHEAD_MS ? [{ place, message: '时间在将来。' }] : []),
    ];
    return { faults, window: found, minutes, at: when };
  });
  const faults = read.flatMap((one) => one.faults);
  if (faults.length > 0) throw faulty('readings-faulty', faults, '请改正后整批重发；已收过的不会重复计。');
  const taken = read.flatMap(({ window, minutes, at }) => (window === null ? [] : [readingOf(window, minutes, at)]));
  return keep(services, windows, taken);
}

const readingOf = ({ id }: ServiceWindow, minutes: number, at: Date): WaitReading => ({
  id: idFrom(['wait', id, at.toISOString()], 24),
  windowId: id,
  at,
  minutes,
});

/** By hand, for the window one sees. */
export async function typeReading(services: Services, viewer: Viewer, windowId: string, { requestId, minutes }: WaitTyped): Promise<WaitTaken> {
  const window = await findWindow(services, viewer, windowId);
  const reading: WaitReading = { ...readingOf(window, minutes, services.clock.now()), id: services.newId() };
  await once(services, requestOf(viewer, requestId, { typeReading: windowId, minutes }), '已收 1 条。', async (store) => {
    await store.windows.addReadings([reading]);
    await store.events.insert([eventOf(services, viewer.person.id, 'waitTyped', { kind: 'window', id: windowId }, { minutes })]);
    return reading.id;
  });
  await raiseAlarms(services, [window], new Set([windowId]));
  return { taken: 1, known: 0, words: '已收 1 条。' };
}

async function keep(services: Services, windows: readonly ServiceWindow[], readings: readonly WaitReading[]): Promise<WaitTaken> {
  const fresh = [...new Map(readings.map((reading) => [reading.id, reading])).values()];
  const taken = await services.store.windows.addReadings(fresh);
  if (taken > 0) await raiseAlarms(services, windows, new Set(fresh.map(({ windowId }) => windowId)));
  return {
    taken,
    known: readings.length - taken,
    words: `已收 ${taken} 条${readings.length > taken ? `，${readings.length - taken} 条先前收过` : ''}。`,
  };
}

/** Once a window a day: its key is the day's. */
async function raiseAlarms(services: Services, windows: readonly ServiceWindow[], touched: ReadonlySet<string>): Promise<void> {
  const rules = await ratingRules(services.store);
  const moment = await momentOf(services);
  const today = dayOf(moment.now);
  const readings = await services.store.windows.readings([...touched], instantAt(today, '00:00'), instantAt(addDays(today, 1), '00:00'));
  const drafts = windows.flatMap((window) => {
    const alarm = touched.has(window.id)
      ? waitAlarm(
          readings.filter(({ windowId }) => windowId === window.id),
          rules,
        )
      : null;
    if (alarm === null) return [];
    const note = waitNote(window, alarm, rules, today);
    const told = notesToOffice(note, moment);
    const handler = window.handlerId === null ? null : ({ kind: 'person', id: window.handlerId } as const);
    const isTold = handler === null || told.some(({ recipient }) => recipient.id === handler.id);
    return isTold ? told : [...told, noteTo(handler, note, moment)];
  });
  if (drafts.length === 0) return;
  await services.store.outbox.insert(laned(drafts, await switchboardOf(services)));
  services.kick();
}
