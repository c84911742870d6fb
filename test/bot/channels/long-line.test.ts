/** A held line: dead without having ended it is noticed, and a process that stops leaves none behind. */
import { setTimeout as sleep } from 'node:timers/promises';
import { holdLine, tryLine, type LinePatience, type LineShape } from '../../../bot/channels/long-line.js';
import { type StreamGateway, startStream } from '../../support/fake-dingtalk-stream.js';
import { until } from '../../support/until.js';

/** Beats too seldom to take a busy machine's silence for a dead line. */
const CALM: LinePatience = { openMs: 20_000, beatMs: 600_000, firstPauseMs: 20, longestPauseMs: 80 };
const QUICK: LinePatience = { ...CALM, beatMs: 60 };
const HOUR = 3_600_000;
const TOPIC = '/v1.0/im/bot/messages/get';
let stream: StreamGateway;

beforeEach(async () => {
  stream = await startStream();
});
afterEach(() => stream.close());

function doorTo(key: string): URL {
  const given = stream.give(key, [{ type: 'CALLBACK', topic: TOPIC }], Date.now());
  const url = new URL(String(given?.['endpoint']));
  url.searchParams.set('ticket', String(given?.['ticket']));
  return url;
}
const shape = (facts: Partial<LineShape> = {}): LineShape => ({
  door: async () => ({ kind: 'open', url: doorTo('ding') }),
  came: () => 'stay',
  refused: async () => undefined,
  noted: () => undefined,
  ...facts,
});

test('a line that answers nothing any more is let go, and another stands', async () => {
  const line = holdLine(shape(), QUICK);
  await until(() => line.isStanding());
  stream.freezeLines(true);
  await until(() => stream.linesOpened() > 1);
  stream.freezeLines(false);
  await until(() => line.isStanding());
  await line.close();
  await until(() => stream.linesOf('ding') === 0);
});

test('frames are worked on one after the other, as they came', async () => {
  const seen: string[] = [];
  const came = async (text: string): Promise<'stay'> => {
    if (!text.includes('"n":')) return 'stay';
    const n = Number(/"n":(\d)/.exec(text)?.[1]);
    await sleep(n === 1 ? 60 : 1);
    seen.push(String(n));
    return 'stay';
  };
  const line = holdLine(shape({ came }), CALM);
  await until(() => line.isStanding());
  for (const n of [1, 2, 3]) stream.push('ding', `{"n":${n}}`);
  await until(() => seen.length === 3);
  expect(seen).toEqual(['1', '2', '3']);
  await line.close();
});

/** When a door was asked for. */
function askedAt(door: LineShape['door']): { readonly times: number[]; readonly door: LineShape['door'] } {
  const times: number[] = [];
  return {
    times,
    door: () => {
      times.push(performance.now());
      return door();
    },
  };
}
/** Each pause is twice the last, shortened by chance to half of it at most; what a busy machine adds makes it longer only. */
function expectGrowing(times: readonly number[]): void {
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  // A timer may come a millisecond early.
  for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThan(20 * 2 ** index - 2);
}
const AWAY: LineShape['door'] = async () => ({ kind: 'later', words: 'away' });

test('where nobody answers the pauses grow', async () => {
  const { times, door } = askedAt(AWAY);
  const line = holdLine(shape({ door }), { ...CALM, longestPauseMs: HOUR });
  await until(() => times.length >= 6);
  await line.close();
  expectGrowing(times);
});

test('closing does not wait for a pause to end', async () => {
  const { times, door } = askedAt(AWAY);
  const line = holdLine(shape({ door }), { ...CALM, firstPauseMs: HOUR, longestPauseMs: HOUR });
  await until(() => times.length === 1);
  await line.close();
});

test('a platform that wants another line whenever one stands is asked ever more patiently', async () => {
  const { times, door } = askedAt(shape().door);
  const line = holdLine(shape({ door, came: () => 'end' }), { ...CALM, longestPauseMs: HOUR });
  await until(() => times.length >= 6);
  await line.close();
  expectGrowing(times);
});

test('a door that broke, or leads where no line can be, is asked again', async () => {
  const doors = [Promise.reject(new Error('no base')), Promise.resolve(new URL('ws://127.0.0.1:9/connect#x'))];
  doors.forEach((door) => void door.catch(() => undefined));
  const door: LineShape['door'] = async () => ({ kind: 'open', url: (await doors.shift()) ?? doorTo('ding') });
  const line = holdLine(shape({ door }), QUICK);
  await until(() => line.isStanding());
  await line.close();
});

test('a door that is refused is asked once', async () => {
  const [told, asked]: string[][] = [[], []];
  const door: LineShape['door'] = async () => {
    asked?.push('x');
    return { kind: 'refused', words: '不行' };
  };
  const line = holdLine(shape({ door, refused: async (words) => void told?.push(words) }), CALM);
  await until(() => told?.length === 1);
  // Longer than the pause before a second try.
  await sleep(150);
  expect([told, asked]).toEqual([['不行'], ['x']]);
  await line.close();
});

test('a line is there or it is not', async () => {
  expect(await tryLine(doorTo('ding'), CALM.openMs)).toBe('taken');
  expect(await tryLine(new URL('ws://127.0.0.1:9/connect'), CALM.openMs)).toBe('away');
});
