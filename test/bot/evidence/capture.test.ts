/** What a photo tells of itself on its way in, what is written on it, and what its reviewer hears. */
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { captureOf } from '../../../bot/evidence/exif.js';
import { openImages } from '../../../bot/evidence/images.js';
import type { Twins } from '../../../core/contract/twin.js';
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { type Phone, type World, worlds } from '../../support/world.js';

const newWorld = worlds();

const images = openImages();

interface Told {
  readonly at?: string;
  readonly lat?: string;
  readonly software?: string;
}

/** As a phone would make it: wall-clock time, degrees as fractions. */
const taken = ({ at, lat, software }: Told, grey = 120): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: { r: grey, g: 90, b: 60 } } })
    .withExif({
      IFD0: software === undefined ? {} : { Software: software },
      IFD2: at === undefined ? {} : { DateTimeOriginal: at },
      IFD3: lat === undefined ? {} : { GPSLatitude: lat, GPSLatitudeRef: 'N', GPSLongitude: '120/1 9/1 18/1', GPSLongitudeRef: 'E' },
    })
    .jpeg()
    .toBuffer();
const captured = async (bytes: Buffer) => captureOf((await sharp(bytes).metadata()).exif);

describe('the camera’s words', () => {
  test('become an instant of UTC+8 and degrees, whatever the machine’s zone', async () => {
    const capture = await captured(await taken({ at: '2026:12:03 09:12:30', lat: '30/1 16/1 30/1', software: 'Adobe Photoshop 25' }));
    expect(capture).toEqual({ takenAt: new Date('2026-12-03T01:12:30Z'), place: { lat: 30.275, lon: 120.155 }, editor: 'Photoshop' });
  });

  test('that are absent, unset or broken say nothing', async () => {
    const nothing = { takenAt: null, place: null, editor: null };
    expect(captureOf(undefined)).toEqual(nothing);
    expect(await captured(await taken({ at: '0000:00:00 00:00:00' }))).toEqual(nothing);
    expect(await captured(await taken({ at: '1980:01:01 00:00:00' }))).toEqual(nothing);
    for (const junk of [Buffer.alloc(0), Buffer.from('Exif\0\0'), Buffer.from(`Exif\0\0II*\0${'\xff'.repeat(40)}`, 'latin1')])
      expect(captureOf(junk)).toEqual(nothing);
  });
});

describe('the mark', () => {
  const strip = (bytes: Buffer) => sharp(bytes).extract({ left: 0, top: 540, width: 900, height: 60 }).greyscale().raw().toBuffer();

  test('stands dark and white along the lower edge of what others see, and nowhere on the small picture', async () => {
    const photo = await taken({});
    const [plain, marked] = [await images.derive(photo), await images.derive(photo, ['拍摄 2026-12-03 09:12', '政务服务科 <何俊> & T3'])];
    const [before, after] = [await strip(plain.view), await strip(marked.view)];
    expect(Math.max(...before)).toBeLessThan(150);
    expect(Math.max(...after)).toBeGreaterThan(220);
    expect(Math.min(...after)).toBeLessThan(60);
    expect(marked.thumb.equals(plain.thumb)).toBe(true);
    const above = async (bytes: Buffer) => sharp(bytes).extract({ left: 0, top: 0, width: 900, height: 400 }).raw().toBuffer();
    const [one, other] = [await above(plain.view), await above(marked.view)];
    expect(one.every((value, index) => Math.abs(value - (other[index] ?? 0)) < 3)).toBe(true);
  });

  test.each([
    [60, 40],
    [240, 20],
    [260, 1_600],
    [4_000, 300],
  ])('never stands in the way of a picture of %i × %i', async (width, height) => {
    const photo = await sharp({ create: { width, height, channels: 3, background: '#456' } })
      .png()
      .toBuffer();
    const { view } = await images.derive(photo, ['拍摄 2026-12-03 09:12  北纬 30.27°、东经 120.16°', '某市政务服务中心政务服务科  何俊  任务 T3']);
    expect((await sharp(view).metadata()).format).toBe('jpeg');
  });
});

describe('the reviewer', () => {
  let w: World;
  let owner: Phone;
  let task: TaskDetail;
  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
    await w.supervise();
    w.setTime('2026-12-03', '10:00');
    owner = await w.phone('何俊');
    task = (await owner.get<TaskDetail>(`/api/tasks/${(await owner.task('潮汐窗口')).id}`)).body;
  });
  afterEach(() => w.close());

  const report = async (action: object) =>
    owner.post(`/api/tasks/${task.id}/actions`, { requestId: `report-${JSON.stringify(action).length}-abcd`, version: task.version, action });
  const told = async (name: string) => (await w.phone(name)).get<Twins>(`/api/tasks/${task.id}/twins`);

  test('hears what does not fit, first and in words; nothing was refused, and the untouched photo is kept', async () => {
    const original = await taken({ at: '2026:12:03 09:12:00', lat: '30/1 16/1 30/1' }, 10);
    await owner.upload(task.id, original, 'photo-that-fits');
    await owner.upload(task.id, await taken({ at: '2026:06:01 08:00:00', lat: '31/1 0/1 0/1', software: 'Snapseed 2' }, 200), 'photo-that-does-not');
    await owner.upload(task.id, await taken({}, 250), 'photo-that-is-silent');
    const evidenceIds = ['photo-that-fits', 'photo-that-does-not', 'photo-that-is-silent'];
    expect((await report({ kind: 'progress', text: '见照片', percent: 50, evidenceIds })).status).toBe(200);

    const { taken: shown, silent } = (await told('许宁')).body;
    expect(silent).toBe(1);
    expect(shown.map(({ evidenceId }) => evidenceId)).toEqual(['photo-that-does-not', 'photo-that-fits']);
    expect(shown[0]?.doubts).toEqual([expect.stringMatching(/^拍摄早于问题反馈/), '拍摄地点离这项任务的其他照片约 81 公里', '用 Snapseed 处理过']);
    // Its only neighbour is the odd one.
    expect(shown[1]?.words).toBe('拍摄于 12月3日（周四）09:12，北纬 30.2750°、东经 120.1550°。');
    expect((await told('何俊')).status).toBe(403);

    const upload = await w.services.store.uploads.find('photo-that-fits');
    expect(upload?.bytes).toBe(original.length);
    const kept = await buffer((await w.services.blobs.read(upload?.blobId ?? '')).stream);
    expect(kept.equals(original)).toBe(true);
  });

  test('and everybody else sees when, where, by whom and for which task written on it', async () => {
    const original = await taken({ at: '2026:12:03 09:12:00', lat: '30/1 16/1 30/1' }, 10);
    await owner.upload(task.id, original, 'photo-with-a-mark');
    const { viewBlobId } = (await w.services.store.uploads.find('photo-with-a-mark')) ?? {};
    const shown = await buffer((await w.services.blobs.read(viewBlobId ?? '')).stream);
    const lines = ['拍摄 2026-12-03 09:12  北纬 30.27°、东经 120.16°', `政务服务科  何俊  任务 T${task.number}`];
    expect(shown.equals((await images.derive(original, lines)).view)).toBe(true);
    expect(shown.equals((await images.derive(original)).view)).toBe(false);
  });

  test('sees which photos show the state before, and only those that were reported can', async () => {
    await owner.upload(task.id, await taken({ at: '2026:06:01 08:00:00' }, 30), 'photo-of-before');
    await owner.upload(task.id, await taken({}, 220), 'photo-of-after');
    const strange = await report({ kind: 'progress', text: '', percent: 50, evidenceIds: ['photo-of-after'], beforeIds: ['photo-of-before'] });
    expect([strange.status, JSON.stringify(strange.body)]).toEqual([400, expect.stringContaining('整改前')]);
    await report({
      kind: 'progress',
      text: '对比如图',
      percent: 50,
      evidenceIds: ['photo-of-before', 'photo-of-after'],
      beforeIds: ['photo-of-before'],
    });
    const seen = (await (await w.phone('许宁')).get<TaskDetail>(`/api/tasks/${task.id}`)).body;
    expect(seen.evidence.map(({ id, isBefore }) => [id, isBefore])).toEqual([
      ['photo-of-after', false],
      ['photo-of-before', true],
    ]);
    expect((await told('许宁')).body.taken[0]?.doubts).toEqual([]);
  });
});
