/** Photos used twice: found whatever was done to them, told apart from others, shown to whoever judges and to nobody else. */
import { fingerprintOf, isAlike, likeness, mayBeAlike, soughtOf } from '../../../core/trust/fingerprint.js';
import { openImages } from '../../../bot/evidence/images.js';
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import type { Twins } from '../../../core/contract/twin.js';
import type { TaskAction } from '../../../core/ledger/model.js';
import { aFinding, aRound, aTask, CENTRE } from '../../support/make.js';
import { diceOf, EDITS, KINDS, type PictureKind, pictureOf } from '../../support/pictures.js';
import { type Phone, type World, world } from '../../support/world.js';

const images = openImages();
const SEED = 20261126;

describe('the same picture again', () => {
  const kinds = Object.keys(KINDS) as PictureKind[];
  const madeOf = async (kind: PictureKind, count: number) => {
    const dice = diceOf(SEED + kinds.indexOf(kind));
    const photos: Buffer[] = [];
    for (let made = 0; made < count; made += 1) photos.push(await pictureOf(kind, dice));
    return photos;
  };
  const score = async (one: Buffer, other: Buffer) => likeness(soughtOf(await images.grey(one)), fingerprintOf(await images.grey(other)));

  test.each(['scene', 'print', 'room'] as const)('a %s is found after each edit, in nine of ten cases at least', async (kind) => {
    const dice = diceOf(SEED);
    const missed: string[] = [];
    for (const photo of await madeOf(kind, 3))
      for (const [name, edit] of Object.entries(EDITS)) if (!isAlike(await score(await edit(photo, dice), photo))) missed.push(name);
    expect(missed.length).toBeLessThanOrEqual(2);
  });

  test('unlike photos are told apart, pages on one letterhead among them', async () => {
    const photos = [...(await madeOf('scene', 8)), ...(await madeOf('page', 6)), ...(await madeOf('print', 6))];
    const greys = await Promise.all(photos.map((photo) => images.grey(photo)));
    const found: string[] = [];
    const sought = greys.map(soughtOf);
    const made = greys.map(fingerprintOf);
    sought.forEach((one, at) =>
      made.forEach((other, below) => {
        if (below < at && mayBeAlike(one, other) && isAlike(likeness(one, other))) found.push(`${at} ${below}`);
      }),
    );
    expect(found).toEqual([]);
  });

  test('two plain walls are not the same picture for being plain', async () => {
    const [a, b] = [new Uint8Array(96 * 96).fill(200), new Uint8Array(96 * 96).fill(90)];
    expect(isAlike(likeness(soughtOf(a), fingerprintOf(b)))).toBe(false);
  });
});

describe('a photo that proves two things', () => {
  let w: World;
  let office: Phone;
  let owner: Phone;
  beforeAll(async () => {
    w = await world({ today: '2026-12-10' });
  });
  beforeEach(async () => {
    await w.base.empty();
    w.setTime('2026-12-10', '09:00');
    const { people, ledger, tasks } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding()]);
    await tasks.insertMany([
      aTask({ id: 'first', number: 12, ownerId: 'zhou', unitId: 'other', leaderId: null }),
      aTask({ id: 'second', number: 13, ownerId: 'he', measure: '增设“综合窗口”' }),
    ]);
    office = await w.phone('方正');
    owner = await w.phone('何俊');
  });
  afterAll(() => w.close());

  const act = async (phone: Phone, taskId: string, action: TaskAction): Promise<string> => {
    const task = (await phone.get<TaskDetail>(`/api/tasks/${taskId}`)).body;
    return (await phone.act(task, action)).body.task.status;
  };
  const report = async (phone: Phone, taskId: string, photo: Buffer, uploadId: string) => {
    const { body } = await phone.upload(taskId, photo, uploadId);
    const task = (await phone.get<{ version: number }>(`/api/tasks/${taskId}`)).body;
    const action = { kind: 'progress', text: '见照片', percent: 50, evidenceIds: [body.id] };
    expect((await phone.post(`/api/tasks/${taskId}/actions`, { requestId: `report-${uploadId}`, version: task.version, action })).status).toBe(200);
  };
  const twins = async (taskId: string, phone = office) => await phone.get<Twins>(`/api/tasks/${taskId}/twins`);

  test('is shown beside the earlier one, with its task and day, and only on the later task', async () => {
    const photo = await pictureOf('scene', diceOf(SEED));
    await report(await w.phone('周敏'), 'first', photo, 'upload-first');
    w.setTime('2026-12-11', '10:00');
    const again = EDITS['cut by 10 %'];
    if (again === undefined) throw new Error('no such edit');
    await report(owner, 'second', await again(photo, diceOf(1)), 'upload-second');
    await report(owner, 'second', await pictureOf('scene', diceOf(99)), 'upload-third');
    const { body } = await twins('second');
    expect(body.twins).toEqual([
      {
        evidenceId: 'upload-second',
        words: '与 T12（综合科）12月10日周敏上传的照片几乎一样。',
        mine: expect.objectContaining({ thumbUrl: expect.stringContaining('upload-second') }),
        theirs: expect.objectContaining({ thumbUrl: expect.stringContaining('upload-first') }),
      },
    ]);
    expect((await twins('first')).body.twins).toEqual([]);
    // Looked for once: the second look reads what was found.
    expect((await twins('second')).body).toEqual(body);
  });

  test('is refused by nobody but a reviewer: it is taken in, handed in, and passes where they say so', async () => {
    const photo = await pictureOf('scene', diceOf(SEED));
    await report(await w.phone('周敏'), 'first', photo, 'upload-first');
    w.setTime('2026-12-11', '10:00');
    await report(owner, 'second', photo, 'upload-second');
    expect((await twins('second')).body.twins).toHaveLength(1);
    expect(await act(owner, 'second', { kind: 'submit', text: '' })).toBe('submitted');
    expect((await twins('second')).body.twins).toHaveLength(1);
    expect(await act(await w.phone('林静'), 'second', { kind: 'pass', opinion: '已到现场看过' })).toBe('closed');
  });

  test('of a year ago, in a task the reviewer may not see, only says that there is one, and an owner is not asked to judge', async () => {
    const photo = await pictureOf('scene', diceOf(SEED));
    await report(await w.phone('周敏'), 'first', photo, 'upload-first');
    w.setTime('2027-12-30', '10:00');
    await report(owner, 'second', photo, 'upload-second');
    await w.services.store.people.setPosts('lin', [{ kind: 'functionalDepartment', personId: 'lin', unitId: 'section' }]);
    const [twin] = (await twins('second', await w.phone('林静'))).body.twins;
    expect(twin).toMatchObject({ words: '与 2026年12月10日另一单位上传的照片几乎一样，请联系巡察办核对。', theirs: null });
    expect(JSON.stringify(twin)).not.toMatch(/upload-first|周敏|综合科|T12/);
    expect((await twins('second', owner)).status).toBe(403);
  });

  test('a photo that was picked but never reported proves nothing', async () => {
    const photo = await pictureOf('scene', diceOf(SEED));
    await (await w.phone('周敏')).upload('first', photo, 'upload-first');
    w.setTime('2026-12-12', '10:00');
    await report(owner, 'second', photo, 'upload-second');
    expect((await twins('second')).body.twins).toEqual([]);
  });

  test('copies that were only picked do not push the one that was reported out of sight', async () => {
    const photo = await pictureOf('scene', diceOf(SEED));
    await report(await w.phone('周敏'), 'first', photo, 'upload-first');
    for (let copy = 0; copy < 7; copy += 1) await owner.upload('second', photo, `upload-copy-${copy}`);
    w.setTime('2026-12-12', '10:00');
    await report(owner, 'second', photo, 'upload-second');
    expect((await twins('second')).body.twins).toMatchObject([{ theirs: { thumbUrl: expect.stringContaining('upload-first') } }]);
  });

  test('a photo whose fingerprint was never made is looked at when it is judged', async () => {
    const photo = await pictureOf('scene', diceOf(SEED));
    await report(await w.phone('周敏'), 'first', photo, 'upload-first');
    w.setTime('2026-12-12', '10:00');
    await report(owner, 'second', photo, 'upload-second');
    await w.base.db.collection('fingerprints').deleteOne({ _id: 'upload-second' as never });
    expect((await twins('second')).body.twins).toHaveLength(1);
  });
});
