/** Evidence on the whole way: row, blob, derivatives, addresses, and the janitor behind it. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { cleanUp } from '../../../bot/actions/clean-up.js';
import { readEvidence } from '../../../bot/actions/read-evidence.js';
import { uploadEvidence } from '../../../bot/actions/upload-evidence.js';
import { openSignedPaths, pathHolds, signPath } from '../../../bot/signed-paths.js';
import { secretsFrom } from '../../../bot/secrets.js';
import type { Services } from '../../../bot/services.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { type TestStore, openTestStore } from '../../support/database.js';
import { aFinding, aTask, CENTRE } from '../../support/make.js';
import { servicesOn, type TestServices } from '../../support/services-on.js';

const task = aTask({ id: 'window', number: 31, ownerId: 'he', unitId: 'section' });
const foreign = aTask({ id: 'foreign', number: 32, ownerId: 'zhou', unitId: 'other', leaderId: null });
const DAY_MS = 86_400_000;

let base: TestStore;
let services: TestServices;
let photo: Buffer;

beforeAll(async () => {
  base = await openTestStore();
  photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#6a8caf' } })
    .withExif({ IFD0: { Make: 'SecretCam' } })
    .jpeg()
    .toBuffer();
});
beforeEach(async () => {
  await base.empty();
  services = { ...servicesOn(base), calendar: async () => calendarOf(HOLIDAYS), policyBook: async () => bookOf(DEFAULT_POLICY) };
  await base.store.people.saveUnits(CENTRE.units);
  await base.store.people.savePeople(CENTRE.people);
  for (const person of CENTRE.people)
    await base.store.people.setPosts(
      person.id,
      CENTRE.posts.filter((post) => post.personId === person.id),
    );
  await base.store.ledger.saveFindings([aFinding()]);
  await base.store.tasks.insertMany([task, foreign]);
});
afterAll(() => base.close());

const send = async (who: string, facts: Partial<Parameters<typeof uploadEvidence>[2]> = {}, on: Services = services) =>
  uploadEvidence(on, await services.viewer(who), { uploadId: 'upload-0001', taskId: 'window', fileName: '现场 照片.jpg', bytes: photo, ...facts });
const blobCount = () => base.db.collection('blobs.files').countDocuments();
const chunkCount = () => base.db.collection('blobs.chunks').countDocuments();
const linkOf = (address: string) => {
  const url = new URL(address, 'http://localhost');
  const [, , , id = '', size = ''] = url.pathname.split('/');
  return { id, size, until: url.searchParams.get('until') ?? '', mark: url.searchParams.get('mark') ?? '' };
};
const age = (days: number) => base.db.collection('uploads').updateMany({}, { $set: { begunAt: new Date(Date.now() - days * DAY_MS) } });

test('a photo is kept untouched, and others see it without what it tells of its maker', async () => {
  const answer = await send('he');
  expect(answer).toMatchObject({ id: 'upload-0001', kind: 'photo', name: '现场 照片.jpg', bytes: photo.length });
  const row = await base.store.uploads.find('upload-0001');
  expect(row?.sha256).toBe((await import('node:crypto')).createHash('sha256').update(photo).digest('hex'));
  expect(await buffer((await base.blobs.read(row?.blobId ?? '')).stream)).toEqual(photo);
  for (const address of [answer.thumbUrl ?? '', services.evidenceUrl('upload-0001', 'view')]) {
    const shown = await readEvidence(services, linkOf(address));
    const bytes = await buffer(shown.stream);
    expect([shown.contentType, shown.disposition, shown.bytes]).toEqual(['image/jpeg', 'inline', bytes.length]);
    expect(bytes.includes('SecretCam')).toBe(false);
  }
});

test('the untouched photo has no signed address, not even a good one', async () => {
  await send('he');
  const link = linkOf(services.evidenceUrl('upload-0001', 'original'));
  await expect(readEvidence(services, link)).rejects.toMatchObject({ id: 'original-closed', kind: 'forbidden' });
});

test('an upload id that comes again with other bytes is refused, and what was kept first stays', async () => {
  const first = await send('he');
  const other = await sharp(photo).rotate(90).jpeg().toBuffer();
  const reused = { id: 'upload-id-reused', kind: 'conflict', message: expect.stringContaining('没有保存') };
  await expect(send('he', { bytes: other })).rejects.toMatchObject(reused);
  await expect(send('he', { bytes: Readable.from([other]) })).rejects.toMatchObject(reused);
  await expect(send('he', { bytes: photo.subarray(0, 200) })).rejects.toMatchObject(reused);
  expect(await send('he', { bytes: Readable.from([photo]) })).toMatchObject({ id: first.id, bytes: photo.length });
  expect(await blobCount()).toBe(3);
  const twins = await Promise.allSettled([send('he', { uploadId: 'twins-0001' }), send('he', { uploadId: 'twins-0001', bytes: other })]);
  expect(twins.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(twins.find(({ status }) => status === 'rejected')).toMatchObject({ reason: reused });
  expect(await blobCount()).toBe(6);
});

test('the same upload again stores nothing twice and answers the same', async () => {
  const first = await send('he');
  const second = await send('he', { bytes: Readable.from([photo]) });
  expect({ ...second, thumbUrl: null }).toEqual({ ...first, thumbUrl: null });
  expect(await blobCount()).toBe(3);
});

test('two tabs that send one upload at once end with one set of blobs', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => send('he')));
  expect(new Set(answers.map((answer) => answer.bytes))).toEqual(new Set([photo.length]));
  expect(await blobCount()).toBe(3);
  expect(await base.db.collection('uploads').countDocuments()).toBe(1);
});

test("another person's upload id is refused and tells nothing", async () => {
  await send('he');
  await base.store.people.setPosts('zhou', [{ kind: 'liaison', personId: 'zhou', unitId: 'section' }]);
  await expect(send('zhou')).rejects.toMatchObject({ id: 'upload-id-used', kind: 'conflict' });
  await expect(send('he', { taskId: 'foreign' })).rejects.toMatchObject({ id: 'task-not-found' });
});

test('only those who may report on a task add evidence to it', async () => {
  await expect(send('lin')).rejects.toMatchObject({ id: 'not-allowed' });
  await expect(send('chen')).rejects.toMatchObject({ id: 'not-allowed' });
  await expect(send('zhou')).rejects.toMatchObject({ id: 'task-not-found' });
  expect(await base.db.collection('uploads').countDocuments()).toBe(0);
  await base.store.people.setPosts('zhou', [{ kind: 'liaison', personId: 'zhou', unitId: 'section' }]);
  await expect(send('zhou')).resolves.toMatchObject({ kind: 'photo' });
});

test.each([
  ['closed', '已销号'],
  ['submitted', '待审核'],
  ['routine', '已转入常态化'],
] as const)('a task that is %s takes no more evidence, and says so as a report would', async (status, words) => {
  await base.store.tasks.replace({ ...task, status, version: task.version + 1 });
  await expect(send('he')).rejects.toMatchObject({ id: 'action-not-possible', kind: 'conflict', message: expect.stringContaining(words) });
  expect([await blobCount(), await base.db.collection('uploads').countDocuments()]).toEqual([0, 0]);
});

test('before supervision nobody adds evidence', async () => {
  await base.store.tasks.replace({ ...task, supervisedFrom: null, version: task.version + 1 });
  await expect(send('he')).rejects.toMatchObject({ id: 'task-not-found' });
});

test('a stream is cut at 10 MB, not after it', async () => {
  let given = 0;
  async function* tooMuch() {
    for (; given < 40; given += 1) yield Buffer.alloc(1_048_576);
  }
  await expect(send('he', { bytes: tooMuch() })).rejects.toMatchObject({ id: 'file-too-large', kind: 'too-much' });
  expect(given).toBe(10);
  expect(await blobCount()).toBe(0);
});

test('a connection that breaks leaves no bytes, and the same upload goes through afterwards', async () => {
  async function* breaking() {
    yield photo.subarray(0, 500);
    throw new Error('socket hang up');
  }
  await expect(send('he', { bytes: breaking() })).rejects.toMatchObject({ id: 'upload-broken' });
  expect([await blobCount(), await chunkCount()]).toEqual([0, 0]);
  await expect(send('he')).resolves.toMatchObject({ bytes: photo.length });
});

test('a refused photo leaves no bytes', async () => {
  await expect(send('he', { bytes: photo.subarray(0, 900) })).rejects.toMatchObject({ id: 'file-broken' });
  expect([await blobCount(), await chunkCount()]).toEqual([0, 0]);
});

test.each([0, 1, 2])('storage that fails at write %i leaves nothing, and the same upload goes through afterwards', async (failsAt) => {
  let writes = 0;
  const blobs: Services['blobs'] = {
    ...base.blobs,
    write: (id, bytes, contentType) => {
      if (writes++ < failsAt) return base.blobs.write(id, bytes, contentType);
      const half = Readable.from(
        (function* () {
          yield photo;
          throw new Error('ENOSPC: no space left on device');
        })(),
      );
      return base.blobs.write(id, half, contentType);
    },
  };
  await expect(send('he', {}, { ...services, blobs })).rejects.toThrow(/ENOSPC/);
  expect([await blobCount(), await chunkCount()]).toEqual([0, 0]);
  expect((await base.store.uploads.find('upload-0001'))?.blobId).toBeNull();
  await expect(send('he')).resolves.toMatchObject({ bytes: photo.length });
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\fakepath\\现场.jpg', '现场.jpg'],
  ['a\u202Egpj.exe\u0000\r\n.jpg', 'agpj.exe.jpg'],
  ['', '未命名文件'],
  ['😀'.repeat(300), '😀'.repeat(120)],
])('the file name %j is kept as %j', async (fileName, kept) => {
  expect((await send('he', { fileName })).name).toBe(kept);
});

test('a file is handed out as a download under its own name', async () => {
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
  const answer = await send('he', { fileName: '会议\'纪要".pdf', bytes: pdf });
  expect(answer).toMatchObject({ kind: 'file', thumbUrl: null });
  const shown = await readEvidence(services, linkOf(services.evidenceUrl('upload-0001', 'original')));
  expect(shown).toMatchObject({
    contentType: 'application/pdf',
    disposition: "attachment; filename*=UTF-8''%E4%BC%9A%E8%AE%AE%27%E7%BA%AA%E8%A6%81%22.pdf",
  });
  expect(await buffer(shown.stream)).toEqual(pdf);
});

test('an address holds for one picture, one size and one hour', async () => {
  const secrets = secretsFrom('a key that is only for this test, long enough');
  const now = 1_700_000_000_000;
  const path = '/api/evidence/upload-0001/thumb';
  const ends = linkOf(signPath(secrets, path, now + 3_600_000));
  expect(pathHolds(secrets, path, ends, now)).toBe(true);
  expect(pathHolds(secrets, path, ends, now + 3_600_001)).toBe(false);
  const { evidenceUrl, evidenceUrlHolds } = openSignedPaths(secrets);
  const link = linkOf(evidenceUrl('upload-0001', 'thumb'));
  expect(evidenceUrlHolds(link)).toBe(true);
  const forged = [
    { ...link, size: 'original' },
    { ...link, id: 'upload-0002' },
    { ...link, until: String(Number(link.until) + 1) },
    { ...link, mark: `${link.mark.slice(0, -1)}${link.mark.endsWith('A') ? 'B' : 'A'}` },
    { ...link, mark: '' },
    { ...link, mark: '影'.repeat(43) },
  ];
  for (const one of forged) expect([one, evidenceUrlHolds(one)]).toEqual([one, false]);
  expect(openSignedPaths(secretsFrom('another key, for another house, also long')).evidenceUrlHolds(link)).toBe(false);
  await send('he');
  await expect(readEvidence(services, { ...link, mark: 'x' })).rejects.toMatchObject({ id: 'link-void' });
  const until = Number(linkOf(services.evidenceUrl('x', 'view')).until) - Date.now();
  expect(until).toBeGreaterThanOrEqual(3_600_000);
  expect(until).toBeLessThanOrEqual(3_600_000 + 900_000);
});

test('a picture that is not there is not found, even with a good address', async () => {
  await expect(readEvidence(services, linkOf(services.evidenceUrl('nothing-here', 'view')))).rejects.toMatchObject({ id: 'evidence-not-found' });
});

test('the janitor removes what no report took up within a week, and nothing else', async () => {
  await send('he', { uploadId: 'taken-up-01' });
  await base.store.uploads.attach(['taken-up-01']);
  await send('he', { uploadId: 'forgotten-1' });
  for (const row of await base.store.uploads.many(['forgotten-1'])) await base.store.uploads.begin({ ...row, id: 'never-sent-1', blobId: null });
  await age(6.9);
  expect(await cleanUp(services)).toEqual({ uploads: 0, blobs: 0, imports: 0 });
  await age(7.1);
  await send('he', { uploadId: 'brand-new-1' });
  expect(await cleanUp(services)).toEqual({ uploads: 2, blobs: 0, imports: 0 });
  expect((await base.store.uploads.many(['taken-up-01', 'forgotten-1', 'never-sent-1', 'brand-new-1'])).map((row) => row.id).sort()).toEqual([
    'brand-new-1',
    'taken-up-01',
  ]);
  expect(await blobCount()).toBe(6);
  expect(await cleanUp(services)).toEqual({ uploads: 0, blobs: 0, imports: 0 });
});

test('the janitor removes old bytes nothing refers to and halves of broken writes', async () => {
  await send('he');
  await base.blobs.write('stray', photo, 'image/jpeg');
  await base.db.collection('blobs.files').updateMany({}, { $set: { uploadDate: new Date(Date.now() - 8 * DAY_MS) } });
  await base.blobs.write('fresh', photo, 'image/jpeg');
  await base.blobs.write('half', photo, 'image/jpeg');
  await base.db.collection<{ _id: string }>('blobs.files').deleteOne({ _id: 'half' });
  expect(await cleanUp(services)).toEqual({ uploads: 0, blobs: 1, imports: 0 });
  await expect(base.blobs.read('stray')).rejects.toMatchObject({ id: 'blob-missing' });
  expect(await blobCount()).toBe(4);

  // A half from two hours ago: its chunk's id tells the time it was written.
  const { ObjectId } = await import('mongodb');
  const old = ObjectId.createFromTime(Math.floor(Date.now() / 1_000) - 7_200);
  await base.db
    .collection<{ _id: InstanceType<typeof ObjectId>; files_id: string; n: number }>('blobs.chunks')
    .insertOne({ _id: old, files_id: 'older-half', n: 0 });
  expect(await cleanUp(services)).toEqual({ uploads: 0, blobs: 1, imports: 0 });
  expect(await base.db.collection('blobs.chunks').countDocuments({ files_id: { $in: ['half', 'older-half'] as never[] } })).toBe(1);
});

test('a report that takes an upload up just as the janitor comes keeps it whole, or is told', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = `contested-${round}`;
    await send('he', { uploadId: id });
    await age(8);
    const [report] = await Promise.allSettled([base.store.transaction((store) => store.uploads.attach([id])), cleanUp(services)]);
    const row = await base.store.uploads.find(id);
    if (report.status === 'fulfilled') await expect(base.blobs.read(row?.blobId ?? '')).resolves.toMatchObject({ bytes: photo.length });
    else expect(report.reason).toMatchObject({ id: 'evidence-missing' });
    expect(row === null).toBe(report.status === 'rejected');
  }
});

test('what the janitor took can no longer be part of a report', async () => {
  await send('he', { uploadId: 'still-there' });
  const report = base.store.transaction((store) => store.uploads.attach(['still-there', 'long-gone-1']));
  await expect(report).rejects.toMatchObject({ id: 'evidence-missing' });
  expect(await base.store.uploads.remove('still-there')).toBe(true);
});
