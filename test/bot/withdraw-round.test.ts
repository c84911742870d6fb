/** 撤销这次导入: an imported round nobody works on goes whole, with what only it brought in; everything else refuses or stays. */
import type { ImportDone, ImportPreview, StartPreview } from '../../core/contract/import.js';
import { WHOLE_BASE } from '../../core/people/scope.js';
import { type Phone, type World, worlds } from '../support/world.js';

const newWorld = worlds();

const HEAD = '序号,问题类别,反馈问题,整改措施,责任领导,责任单位,责任人,完成时限,进展情况';
const ROWS = ['1,作风,态度差,开展培训,陈立,综合科,周敏,2026-12-20,已开展一期', '2,作风,排队久,增设窗口,陈立,政务科,何俊,2026-12-25,'];

let w: World;
let office: Phone;

beforeEach(async () => {
  w = await newWorld({ today: '2026-11-26' });
  office = await w.phone('方正');
  await w.services.store.people.setPosts(office.personId, [{ kind: 'office', personId: office.personId, unitId: null }]);
});

afterEach(() => w.close());

let requests = 0;
const newRequest = () => `withdraw-request-${(requests += 1)}`;

async function preview(rows = ROWS, roundName = '第三轮'): Promise<ImportPreview> {
  const form = new FormData();
  form.append('file', new Blob([[HEAD, ...rows].join('\n')]), 'a.csv');
  form.append('roundName', roundName);
  form.append('feedbackDay', '2026-11-10');
  return (await office.post<ImportPreview>('/api/imports', form)).body;
}

async function imported(rows = ROWS, roundName = '第三轮'): Promise<string> {
  const read = await preview(rows, roundName);
  const people = Object.fromEntries(read.people.filter(({ ask }) => ask).map(({ name, candidates }) => [name, candidates[0]?.id ?? 'new']));
  const done = await office.post<ImportDone>(`/api/imports/${read.id}/commit`, { requestId: newRequest(), people, acceptChanges: true });
  expect(done.status).toBe(200);
  return done.body.roundId;
}

const withdraw = (roundId: string, requestId = newRequest(), by = office) =>
  by.post<{ words: string; error: { id: string; message: string } }>(`/api/rounds/${roundId}/withdraw`, { requestId });
const question = async (roundId: string) => (await office.get<StartPreview>(`/api/rounds/${roundId}/start`)).body.withdrawal;
const names = async () => (await w.services.store.people.people()).map(({ name }) => name).sort();
const unitNames = async () => (await w.services.store.people.units()).map(({ name }) => name).sort();
const count = (collection: string) => w.base.db.collection(collection).countDocuments();

test('a round goes whole with the people and units only it named, is told beforehand, and leaves its trace', async () => {
  const before = { names: await names(), units: await unitNames() };
  const roundId = await imported();
  expect(await question(roundId)).toBe('撤销《第三轮》的导入？将删除 2 个问题、2 项任务，以及由它新增、别处没有用到的 3 位人员、2 个单位。');
  const [task] = await w.services.store.tasks.ofRound(roundId);
  const requestId = newRequest();
  const answer = await withdraw(roundId, requestId);
  expect([answer.status, answer.body.words]).toEqual([
    200,
    '已撤销《第三轮》的导入，删除了 2 个问题、2 项任务，以及由它新增、别处没有用到的 3 位人员、2 个单位。操作记录已保留。',
  ]);
  expect([await count('tasks'), await count('findings'), await count('rounds')]).toEqual([0, 0, 0]);
  expect({ names: await names(), units: await unitNames() }).toEqual(before);
  const told = (await w.services.store.events.of('round', roundId)).map(({ action }) => action);
  expect(told).toEqual(['imported', 'withdrawn']);
  expect((await w.services.store.events.of('task', task?.task.id ?? '')).map(({ action }) => action)).toContain('imported');
  // Twice is once.
  expect((await withdraw(roundId, requestId)).body.words).toBe(answer.body.words);
  expect((await withdraw(roundId)).body.error.id).toBe('round-not-found');
});

test('the same ledger is imported anew afterwards, from a fresh upload or from the very one that was withdrawn', async () => {
  const roundId = await imported();
  await withdraw(roundId);
  expect(await imported()).toBe(roundId);
  expect(await count('tasks')).toBe(2);
  await withdraw(roundId);
  const [kept] = await w.base.db.collection<{ _id: string }>('imports').find().toArray();
  const again = await office.post<ImportDone>(`/api/imports/${kept?._id}/commit`, { requestId: newRequest(), people: {}, acceptChanges: false });
  expect([again.status, await count('tasks')]).toEqual([200, 2]);
});

test('whom another round, a post, a code or the office’s own hand needs stays', async () => {
  const roundId = await imported();
  const people = await w.services.store.people.people();
  const [chen, zhou, he] = ['陈立', '周敏', '何俊'].map((name) => people.find((person) => person.name === name)?.id ?? '');
  await imported(['1,纪律,借用车辆,清退,陈立,综合科,赵一,2026-12-20,'], '第四轮');
  await office.post(`/api/people/${he}`, { requestId: newRequest(), phone: '13800000000' });
  expect([chen, zhou, he].every((id) => id !== '')).toBe(true);
  await withdraw(roundId);
  expect(await names()).toEqual(['何俊', '方正', '赵一', '陈立'].sort());
  expect(await unitNames()).toEqual(['政务科', '综合科'].sort());
});

test('a round that is supervised, or whose task somebody worked on, is not withdrawn', async () => {
  const worked = await imported();
  const task = await office.task('增设窗口');
  const act = { id: w.services.newId(), action: 'sign', by: office.personId, forId: null, at: w.services.clock.now(), data: {} };
  await w.services.store.events.insert([{ ...act, subject: { kind: 'task', id: task.id } }]);
  expect(await question(worked)).toBeNull();
  const refused = await withdraw(worked);
  expect([refused.status, refused.body.error.message]).toEqual([409, `有 1 项任务已经有人处理（T${task.number}），不能撤销。`]);
  await office.post(`/api/rounds/${worked}/start`, { requestId: newRequest() });
  expect((await withdraw(worked)).body.error.id).toBe('round-supervised');
  expect(await count('tasks')).toBe(2);
});

test('only the office withdraws', async () => {
  const roundId = await imported();
  const owner = await w.phone('周敏');
  expect((await withdraw(roundId, newRequest(), owner)).status).toBe(403);
  expect(await count('tasks')).toBe(2);
});

test('of an import and a withdrawal at once, nothing is left that names what is gone', async () => {
  const roundId = await imported();
  const second = await preview(['1,纪律,借用车辆,清退,陈立,综合科,周敏,2026-12-20,'], '第四轮');
  const people = Object.fromEntries(second.people.filter(({ ask }) => ask).map(({ name, candidates }) => [name, candidates[0]?.id ?? 'new']));
  await Promise.all([withdraw(roundId), office.post(`/api/imports/${second.id}/commit`, { requestId: newRequest(), people, acceptChanges: false })]);
  const known = new Set([...(await w.services.store.people.people()), ...(await w.services.store.people.units())].map(({ id }) => id));
  const tasks = await w.services.store.tasks.all(WHOLE_BASE, {});
  for (const { task } of tasks) for (const id of [task.unitId, task.ownerId, task.leaderId]) expect(known.has(id ?? '')).toBe(true);
});

test('a mark that the office set by hand would be lost, so the round stays', async () => {
  const roundId = await imported();
  const [finding] = await w.services.store.ledger.findingsOf(roundId);
  expect((await office.post(`/api/findings/${finding?.id}/sensitive`, { requestId: newRequest(), sensitive: true })).status).toBe(200);
  const refused = await withdraw(roundId);
  expect([refused.status, refused.body.error.id]).toEqual([409, 'round-marked']);
  expect(await count('findings')).toBe(2);
});
