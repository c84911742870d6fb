/** Untouched photos: who may open them, who may not by whatever address, and the trace each look leaves. */
import sharp from 'sharp';
import type { PostKind } from '../../../core/people/model.js';
import type { Phone, World } from '../../support/world.js';
import { world } from '../../support/world.js';

let w: World;
let photo: Buffer;
let taskId: string;
const ATTACHED = 'upload-in-a-report';
const LOOSE = 'upload-not-reported';

beforeAll(async () => {
  w = await world({ today: '2026-11-24' });
  await w.supervise();
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#37a' } })
    .withExif({ IFD0: { Make: 'SecretCam' } })
    .jpeg()
    .toBuffer();
  const owner = await w.phone('何俊');
  const task = await owner.task('潮汐窗口');
  taskId = task.id;
  await owner.upload(task.id, photo, ATTACHED);
  await owner.upload(task.id, photo, LOOSE);
  await owner.act(task, { kind: 'progress', text: '见照片', percent: 50, evidenceIds: [ATTACHED] });
});
afterAll(() => w.close());

const originalFor = async (phone: Phone, id = ATTACHED) => {
  const token = w.services.secrets.newToken();
  await w.services.store.accounts.openSession({ tokenHash: w.services.secrets.hashToken(token), personId: phone.personId, days: 1 });
  return fetch(`${w.url}/api/uploads/${id}/original`, { headers: { authorization: `Bearer ${token}` } });
};
const looks = async () => (await w.services.store.events.of('task', taskId)).filter(({ action }) => action === 'originalRead');
const withPost = async (name: string, kind: PostKind, unitId: string | null): Promise<Phone> => {
  const phone = await w.phone(name);
  await w.services.store.people.setPosts(phone.personId, [{ kind, personId: phone.personId, unitId }]);
  return phone;
};

test.each([
  ['the office', () => w.phone('方正')],
  ['the reviewer', () => w.phone('许宁')],
  ['an auditor', () => withPost('审计员', 'auditor', null)],
])('%s opens it with all that it tells, and leaves an event', async (_who, phoneOf) => {
  const phone = await phoneOf();
  const before = (await looks()).length;
  const answer = await originalFor(phone);
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'no-store']);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.equals(photo)).toBe(true);
  expect(bytes.includes('SecretCam')).toBe(true);
  const left = await looks();
  expect(left).toHaveLength(before + 1);
  expect(left.at(-1)).toMatchObject({ by: phone.personId, data: { uploadId: ATTACHED } });
});

test.each([
  ['its own maker', 403, () => w.phone('何俊')],
  ['the responsible leader', 403, () => w.phone('陈立')],
  ['the leading group', 403, () => w.phone('宋岩')],
  ['another section’s owner', 404, () => w.phone('周敏')],
  ['somebody without a task', 404, () => w.phone('外单位办事员')],
  [
    'the office of another unit',
    404,
    async () => withPost('别处巡察办', 'office', (await w.services.store.people.units()).find(({ name }) => name === '综合科')?.id ?? ''),
  ],
])('%s does not: %i, and no event', async (_who, status, phoneOf) => {
  const before = (await looks()).length;
  const answer = await originalFor(await phoneOf());
  expect(answer.status).toBe(status);
  expect(Buffer.from(await answer.arrayBuffer()).includes('SecretCam')).toBe(false);
  expect(await looks()).toHaveLength(before);
});

test('the task itself offers the original to exactly those who may open it', async () => {
  const offered = async (name: string) => {
    const { evidence, progress } = await (await w.phone(name)).task('潮汐窗口');
    const urls = [...evidence, ...progress.flatMap((report) => report.evidence)].map(({ originalUrl }) => originalUrl);
    expect(urls).toHaveLength(2);
    return [...new Set(urls)];
  };
  for (const name of ['方正', '许宁', '审计员']) expect(await offered(name)).toEqual([`/api/uploads/${ATTACHED}/original`]);
  for (const name of ['何俊', '陈立', '宋岩']) expect(await offered(name)).toEqual([null]);
});

test('what no report took up is nobody’s to see yet', async () => {
  expect((await originalFor(await w.phone('方正'), LOOSE)).status).toBe(404);
  expect((await originalFor(await w.phone('方正'), 'no-such-upload')).status).toBe(404);
});

test('another’s signed address turned to the original gives nothing', async () => {
  const { evidence } = await (await w.phone('方正')).task('潮汐窗口');
  const view = evidence[0]?.viewUrl ?? '';
  for (const address of [view.replace('/view?', '/original?'), w.services.evidenceUrl(ATTACHED, 'original')]) {
    const answer = await fetch(`${w.url}${address}`);
    expect([address, answer.status]).toEqual([address, 403]);
  }
  const shown = await fetch(`${w.url}${view}`);
  expect([shown.status, Buffer.from(await shown.arrayBuffer()).includes('SecretCam')]).toEqual([200, false]);
});

test('a look is no change of the task: a lost race still names the act before it', async () => {
  const owner = await w.phone('何俊');
  const old = await owner.task('潮汐窗口');
  await owner.act(old, { kind: 'progress', text: '又一次', percent: 55, evidenceIds: [] });
  await originalFor(await w.phone('方正'));
  const lost = await owner.act(old, { kind: 'progress', text: '再一次', percent: 60, evidenceIds: [] });
  expect([lost.status, JSON.stringify(lost.body)]).toEqual([409, expect.stringContaining('何俊 报进展 55%')]);
});
