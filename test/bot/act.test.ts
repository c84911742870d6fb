/** The one door: versions, repeated requests, races, and the trace each change leaves. */
import type { World } from '../support/world.js';
import sharp from 'sharp';
import { worlds } from '../support/world.js';

const newWorld = worlds();

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#37a' } })
    .jpeg()
    .toBuffer();

describe('act', () => {
  let w: World;
  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
    await w.supervise();
  });
  afterEach(() => w.close());

  const progress = (percent: number) => ({ kind: 'progress', text: `到 ${percent}`, percent, evidenceIds: [] }) as const;

  test('the same request again, ten at once, has one effect and one answer', async () => {
    const owner = await w.phone('何俊');
    const task = await owner.task('潮汐窗口');
    const answers = await Promise.all(Array.from({ length: 10 }, () => owner.act(task, progress(40), 'the-same-request')));
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map((answer) => answer.body.words)).size).toBe(1);
    const after = await owner.task('潮汐窗口');
    expect(after.version).toBe(task.version + 1);
    expect(after.progress).toHaveLength(task.progress.length + 1);
  });

  test('of two phones with the same version one wins and the other is told what changed', async () => {
    const owner = await w.phone('何俊');
    const task = await owner.task('潮汐窗口');
    const answers = await Promise.all([owner.act(task, progress(30)), owner.act(task, progress(50))]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = answers.find((answer) => answer.status === 409)?.body as unknown as {
      error: { id: string; message: string; facts: { version: number } };
    };
    expect(lost.error.id).toBe('task-changed');
    expect(lost.error.message).toMatch(/何俊 报进展 (30|50)%/);
    expect(lost.error.facts.version).toBe(task.version + 1);
  });

  test('every change leaves one event with its own bytes, in the same transaction', async () => {
    const owner = await w.phone('何俊');
    const task = await owner.task('潮汐窗口');
    const before = await w.base.db.collection('events').countDocuments();
    await owner.act(task, progress(20));
    await owner.act(task, progress(30));
    expect(await w.base.db.collection('events').countDocuments()).toBe(before + 1);
    const [event] = await w.base.db.collection('events').find({}).sort({ _id: -1 }).limit(1).toArray();
    expect(event).toMatchObject({ action: 'progress', seal: null });
    expect(typeof event?.['bytes']).toBe('string');
  });

  test('somebody else’s upload, or one for another task, is no evidence', async () => {
    const owner = await w.phone('何俊');
    const task = await owner.task('潮汐窗口');
    const answer = await owner.act(task, { kind: 'progress', text: '看照片', percent: 10, evidenceIds: ['nobody-uploaded-this'] });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { id: 'evidence-missing', faults: [{ place: '第 1 份材料' }] } });
    expect((await owner.task('潮汐窗口')).version).toBe(task.version);
  });

  test('submission without evidence says what is missing, and the button says so before', async () => {
    const owner = await w.phone('何俊');
    const reported = await owner.act(await owner.task('潮汐窗口'), progress(100));
    expect(reported.body.task.allowed.find((one) => one.kind === 'submit')?.missing).toBe('申请验收前还缺 1 份照片或文件。请先报进展并补充。');
    expect((await owner.act(reported.body.task, { kind: 'submit', text: '' })).status).toBe(400);
  });

  test('a photo counts once, however often it is sent', async () => {
    const owner = await w.phone('何俊');
    const task = await owner.task('潮汐窗口');
    const { body } = await owner.upload(task.id, await photo());
    const first = await owner.act(task, { kind: 'progress', text: '一', percent: 10, evidenceIds: [body.id] });
    expect(first.body.task.evidenceNeeds[0]?.have).toBe(1);
    const second = await owner.act(first.body.task, { kind: 'progress', text: '二', percent: 20, evidenceIds: [body.id] });
    expect([second.status, second.body]).toMatchObject([400, { error: { id: 'evidence-used' } }]);
  });

  test('a report without a word and without a photo is none', async () => {
    const owner = await w.phone('何俊');
    const answer = await owner.act(await owner.task('潮汐窗口'), { kind: 'progress', text: '  ', percent: 10, evidenceIds: [] });
    expect([answer.status, answer.body]).toMatchObject([400, { error: { id: 'report-empty' } }]);
  });

  test('a reviewer who reported as liaison does not decide; the office steps in', async () => {
    const reviewer = await w.phone('许宁');
    const units = await w.services.store.people.units();
    const root = units.find((unit) => unit.parentId === null)?.id ?? null;
    await w.services.store.people.setPosts(reviewer.personId, [
      { kind: 'functionalDepartment', personId: reviewer.personId, unitId: null },
      { kind: 'liaison', personId: reviewer.personId, unitId: root },
    ]);
    expect((await reviewer.my()).tasks.map((card) => card.measure)).toContain('增设“潮汐窗口”');
    const task = await reviewer.task('潮汐窗口');
    const upload = await reviewer.upload(task.id, await photo());
    const reported = await reviewer.act(task, { kind: 'progress', text: '代填', percent: 100, evidenceIds: [upload.body.id] });
    expect(reported.body.task.progress[0]?.byWords).toBe('许宁（代何俊）');
    const owner = await w.phone('何俊');
    expect((await owner.act(await owner.task('潮汐窗口'), { kind: 'submit', text: '' })).status).toBe(200);
    expect((await reviewer.act(await reviewer.task('潮汐窗口'), { kind: 'pass', opinion: '' })).status).toBe(403);
    const office = await w.phone('方正');
    expect((await office.act(await office.task('潮汐窗口'), { kind: 'pass', opinion: '' })).status).toBe(200);
  });

  test('withdrawing a submission tells nobody again that the task is late', async () => {
    w.setTime('2026-12-29', '08:40');
    await w.tick();
    const owner = await w.phone('何俊');
    const task = await owner.task('潮汐窗口');
    const upload = await owner.upload(task.id, await photo());
    const reported = await owner.act(task, { kind: 'progress', text: '完成', percent: 100, evidenceIds: [upload.body.id] });
    const submitted = await owner.act(reported.body.task, { kind: 'submit', text: '' });
    await w.tick();
    for (const name of ['高远', '陈立', '宋岩']) await w.newsFor(name);
    expect((await owner.act(submitted.body.task, { kind: 'withdraw' })).status).toBe(200);
    await w.tick();
    for (const name of ['高远', '陈立', '宋岩']) expect([name, await w.newsFor(name)]).toEqual([name, []]);
  });

  test('text comes back to the letter: quotes, emoji, markup, ten thousand characters', async () => {
    const owner = await w.phone('何俊');
    for (const text of [
      '「引号」“潮汐”',
      '👩‍👩‍👧‍👦 ok',
      '<script>alert(1)</script>',
      '@all <@zhang> [x](http://a)',
      '字'.repeat(10_000),
      '１２３　全角',
    ]) {
      const answer = await owner.act(await owner.task('潮汐窗口'), { kind: 'progress', text, percent: 10, evidenceIds: [] });
      expect(answer.status).toBe(200);
      expect(answer.body.task.progress[0]?.text).toBe(text);
    }
    for (const text of ['a\u0000b', 'a\ud800b']) {
      const refused = await owner.act(await owner.task('潮汐窗口'), { kind: 'progress', text, percent: 10, evidenceIds: [] });
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('无法识别的字符')]);
    }
    const tooLong = await owner.act(await owner.task('潮汐窗口'), { kind: 'progress', text: '字'.repeat(10_001), percent: 10, evidenceIds: [] });
    expect(tooLong.status).toBe(400);
    expect(JSON.stringify(tooLong.body)).toMatch(/进展说明不能超过 10000 个字/);
  });
});
