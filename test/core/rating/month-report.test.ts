/** The month's report against a count by hand of the single readings. */
import fc from 'fast-check';
import { changeWords, minutesWords, monthReportOf, type WaitCell } from '../../../core/rating/month-report.js';
import { NO_RATINGS } from '../../../core/rating/satisfaction.js';

const TARGET = 10;
const WINDOWS = [
  { id: 'a', name: '1 号窗口', active: true },
  { id: 'b', name: '2 号窗口', active: true },
  { id: 'shut', name: '3 号窗口', active: false },
];
const facts = { month: '2026-11', target: TARGET, windows: WINDOWS, cellsBefore: [], counts: new Map(), countsBefore: new Map() };

const reading = fc.record({
  windowId: fc.constantFrom('a', 'b'),
  day: fc.constantFrom('2026-11-02', '2026-11-03', '2026-11-30'),
  hour: fc.integer({ min: 8, max: 17 }),
  minutes: fc.integer({ min: 0, max: 60 }),
});
type Read = typeof reading extends fc.Arbitrary<infer T> ? T : never;

/** As the base counts them. */
function cellsOf(readings: readonly Read[]): readonly WaitCell[] {
  const keys = new Set(readings.map(({ windowId, day, hour }) => JSON.stringify([windowId, day, hour])));
  return [...keys].map((key) => {
    const [windowId = '', day = '', hour = 0] = JSON.parse(key) as [string, string, number];
    const own = readings.filter((one) => one.windowId === windowId && one.day === day && one.hour === hour).map(({ minutes }) => minutes);
    return {
      ...{ windowId, day, hour, readings: own.length, minutes: own.reduce((sum, one) => sum + one, 0) },
      within: own.filter((one) => one <= TARGET).length,
    };
  });
}
const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;

test('averages weigh each reading, whatever hour and day it falls in; late days and the busiest hour are those of the readings', () => {
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 60 }), (readings) => {
      const report = monthReportOf({ ...facts, cells: cellsOf(readings) });
      expect(report.waited.readings).toBe(readings.length);
      for (const [id, name] of [
        ['a', '1 号窗口'],
        ['b', '2 号窗口'],
      ] as const) {
        const own = readings.filter(({ windowId }) => windowId === id);
        const line = report.windows.find((one) => one.name === name);
        expect(line?.waited).toEqual({
          readings: own.length,
          average: own.length === 0 ? 0 : expect.closeTo(mean(own.map(({ minutes }) => minutes)), 6),
          within: own.filter(({ minutes }) => minutes <= TARGET).length,
        });
        const averageOn = (day: string) => mean(own.filter((one) => one.day === day).map(({ minutes }) => minutes));
        const late = ['2026-11-02', '2026-11-03', '2026-11-30'].filter((day) => averageOn(day) > TARGET);
        expect(line?.lateDays.map(({ day }) => day)).toEqual(late);
        const hours = [...new Set(own.map(({ hour }) => hour))];
        const slowest = Math.max(...hours.map((hour) => mean(own.filter((one) => one.hour === hour).map(({ minutes }) => minutes))));
        expect(line?.busiest?.average ?? -Infinity).toBeCloseTo(slowest, 6);
      }
    }),
  );
});

test('a window that was closed stands there only where it had anything; the longest wait comes first', () => {
  const cell = { day: '2026-11-02', hour: 9, readings: 1, within: 1 };
  const cells = [
    { ...cell, windowId: 'a', minutes: 3 },
    { ...cell, windowId: 'b', minutes: 8 },
  ];
  expect(monthReportOf({ ...facts, cells }).windows.map(({ name }) => name)).toEqual(['2 号窗口', '1 号窗口']);
  const counts = new Map([['shut', { ...NO_RATINGS, 5: 1 }]]);
  expect(monthReportOf({ ...facts, cells, counts }).windows.map(({ name }) => name)).toEqual(['2 号窗口', '1 号窗口', '3 号窗口']);
});

test('no reading is no figure: neither an average of nothing nor a change against it', () => {
  const none = { readings: 0, average: 0, within: 0 };
  const some = (average: number) => ({ readings: 2, average, within: 1 });
  expect(minutesWords(none)).toBe('—');
  expect(changeWords(some(8), none)).toBeNull();
  expect([changeWords(some(8.42), some(10)), changeWords(some(10), some(8)), changeWords(some(8.02), some(8))]).toEqual([
    '比上月少 1.6 分钟',
    '比上月多 2.0 分钟',
    '与上月持平',
  ]);
});
