/** Whoever hangs up while a workbook is read leaves no work behind: the worker ends and the next one has its place. */
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { workbooks } from '../../../bot/documents/workbooks.js';
import type { World } from '../../support/world.js';
import { world } from '../../support/world.js';
import { until } from '../../support/until.js';

let w: World;
beforeAll(async () => {
  w = await world({ today: '2026-11-24' });
  await w.supervise();
});
afterAll(() => w.close());

const CELLS = '甲,乙,丙,丁,戊,己,庚,辛,壬,癸,子,丑,寅,卯,辰,巳,午,未,申,酉,戌,亥,一,二,三,四,五,六';
const HUGE = Buffer.from(Array.from({ length: 19_999 }, (_, row) => `${row},${CELLS}`).join('\n'));

test('a reading that is given up ends at once, those in the queue too', async () => {
  const gone = new AbortController();
  const readings = Array.from({ length: 6 }, () => workbooks.read(HUGE, '大台账.csv', gone.signal).catch((error: { id: string }) => error.id));
  await pause(60);
  gone.abort();
  expect(await Promise.all(readings)).toEqual(Array(6).fill('reading-abandoned'));
  // Both places are free again.
  expect(await workbooks.read(Buffer.from('a,b\n1,2'), 'x.csv')).toMatchObject([
    {
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    },
  ]);
});

test('a client that hangs up ends its reading, and nothing is kept', async () => {
  const { personId } = await w.phone('方正');
  const token = w.services.secrets.newToken();
  await w.services.store.accounts.openSession({ tokenHash: w.services.secrets.hashToken(token), personId, days: 1 });
  const kept = await w.base.db.collection('imports').countDocuments();
  const ends: string[] = [];
  const read = w.services.workbooks.read;
  let started = (): void => undefined;
  const isReading = new Promise<void>((resolve) => {
    started = resolve;
  });
  Object.assign(w.services.workbooks, {
    read: (...given: Parameters<typeof read>) => {
      started();
      const reading = read(...given);
      reading.then(
        () => ends.push('read'),
        (error: { id: string }) => ends.push(error.id),
      );
      return reading;
    },
  });
  const boundary = 'x-boundary';
  const part = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\ncontent-type: text/csv\r\n\r\n`;
  const call = request(`${w.url}/api/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  call.on('error', () => undefined);
  call.end(Buffer.concat([Buffer.from(part), HUGE, Buffer.from(`\r\n--${boundary}--\r\n`)]));
  await isReading;
  call.destroy();
  await until(() => ends.length > 0);
  Object.assign(w.services.workbooks, { read });
  expect(ends).toEqual(['reading-abandoned']);
  expect(await w.base.db.collection('imports').countDocuments()).toBe(kept);
});
