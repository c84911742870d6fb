/** A held line: dead without having ended it is noticed, and a process that stops leaves none behind. */
import { setTimeout as sleep } from 'node:timers/promises';
import { holdLine, tryLine, type LinePatience, type LineShape } from '../../../bot/channels/long-line.js';
import { type StreamGateway, startStream } from '../../support/fake-dingtalk-stream.js';
import { until } from '../../support/until.js';

const QUICK: LinePatience = { openMs: 1_000, beatMs: 60, firstPauseMs: 20, longestPauseMs: 80 };
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
  const line = holdLine(shape({ came }), QUICK);
  await until(() => line.isStanding());
  for (const n of [1, 2, 3]) stream.push('ding', `{"n":${n}}`);
  await until(() => seen.length === 3);
  expect(seen).toEqual(['1', '2', '3']);
  await line.close();
});

test('where nobody answers the pauses grow, and closing does not wait for them', async () => {
  let asked = 0;
  const door: LineShape['door'] = async () => {
    asked += 1;
    return { kind: 'later', words: 'away' };
  };
  const line = holdLine(shape({ door }), { ...QUICK, firstPauseMs: 20, longestPauseMs: 100_000 });
  await until(() => asked === 3);
  await sleep(500);
  // 20, 40, 80, 160 … halved at most: five or six by now, never dozens.
  expect(asked).toBeLessThanOrEqual(7);
  // The next pause is longer than this test may take.
  await line.close();
});

test('a platform that wants another line whenever one stands is asked ever more patiently', async () => {
  const line = holdLine(shape({ came: () => 'end' }), { ...QUICK, firstPauseMs: 20, longestPauseMs: 100_000 });
  await until(() => stream.linesOpened() === 3);
  await sleep(500);
  expect(stream.linesOpened()).toBeLessThanOrEqual(7);
  await line.close();
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
  const line = holdLine(shape({ door, refused: async (words) => void told?.push(words) }), QUICK);
  await sleep(200);
  expect([told, asked]).toEqual([['不行'], ['x']]);
  await line.close();
});

test('a line is there or it is not', async () => {
  expect(await tryLine(doorTo('ding'), 1_000)).toBe('taken');
  expect(await tryLine(new URL('ws://127.0.0.1:9/connect'), 1_000)).toBe('away');
});
