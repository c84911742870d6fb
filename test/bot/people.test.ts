/** Units, persons and posts as the office edits them: all faults at once, harmless repeats, a trace of everything. */
import { askStop } from '../../bot/actions/ask-stop.js';
import { listPeople } from '../../bot/actions/list-people.js';
import { savePerson } from '../../bot/actions/save-person.js';
import { saveUnit } from '../../bot/actions/save-unit.js';
import type { PersonChange } from '../../core/contract/person.js';
import type { Viewer } from '../../core/people/model.js';
import { type TestStore, openTestStore } from '../support/database.js';
import { aFinding, aPerson, aTask, CENTRE } from '../support/make.js';
import { servicesOn, type TestServices } from '../support/services-on.js';

let base: TestStore;
let services: TestServices;
let office: Viewer;

beforeAll(async () => {
  base = await openTestStore();
});
beforeEach(async () => {
  await base.empty();
  services = servicesOn(base);
  await base.store.people.saveUnits(CENTRE.units);
  await base.store.people.savePeople(CENTRE.people.map((person) => (person.id === 'fang' ? { ...person, account: 'fang' } : person)));
  for (const person of CENTRE.people)
    await base.store.people.setPosts(
      person.id,
      CENTRE.posts.filter((post) => post.personId === person.id),
    );
  office = await services.viewer('fang');
});
afterAll(() => base.close());

let asked = 0;
const change = (facts: Omit<PersonChange, 'requestId'>): PersonChange => ({ requestId: `request-${(asked += 1)}`, ...facts });
const faultsOf = async (work: Promise<unknown>): Promise<readonly { place: string; message: string }[]> =>
  work.then(
    () => [],
    (error: { faults?: readonly { place: string; message: string }[] }) => error.faults ?? Promise.reject(error),
  );

test('a person is added and completed, fields that are absent stay', async () => {
  const added = await savePerson(services, office, null, change({ name: ' 王 芳 ', unitId: 'section', phone: '+86 138-0013-8000' }));
  expect(added).toMatchObject({
    name: '王芳',
    unitName: '政务服务科',
    phone: '13800138000',
    active: true,
    posts: [],
    taskWords: '暂无任务',
    sameName: 0,
  });
  const posts = [{ kind: 'liaison' as const, unitId: 'section' }];
  const completed = await savePerson(services, office, added.id, change({ wecomUserId: ' WangFang ', posts: [...posts, ...posts] }));
  expect(completed).toMatchObject({
    name: '王芳',
    phone: '13800138000',
    wecomUserId: 'WangFang',
    posts: [{ kind: 'liaison', unitId: 'section', unitName: '政务服务科' }],
  });
  const cleared = await savePerson(services, office, added.id, change({ phone: null, posts: [] }));
  expect(cleared).toMatchObject({ phone: null, wecomUserId: 'WangFang', posts: [] });
  expect((await base.store.events.of('person', added.id)).map(({ action, by }) => [action, by])).toEqual([
    ['added', 'fang'],
    ['changed', 'fang'],
    ['changed', 'fang'],
  ]);
});

test('an owner stands on a task and is no post to hold', async () => {
  const faults = await faultsOf(savePerson(services, office, 'he', change({ posts: [{ kind: 'owner', unitId: 'section' }] })));
  expect(faults).toEqual([{ place: '督办角色', message: expect.stringMatching(/“责任人”写在每项任务上/) }]);
  expect(await base.store.people.posts()).not.toContainEqual(expect.objectContaining({ kind: 'owner' }));
});

test('all faults come at once, each with its place, and nothing is saved', async () => {
  await savePerson(services, office, 'he', change({ wecomUserId: 'hejun', dingtalkUserId: 'manager01' }));
  const wrong = change({
    name: '\u200B ',
    unitId: 'nowhere',
    phone: '12345',
    wecomUserId: 'hejun',
    dingtalkUserId: 'manager01',
    posts: [
      { kind: 'principal', unitId: 'nowhere' },
      { kind: 'liaison', unitId: null },
    ],
  });
  const faults = await faultsOf(savePerson(services, office, 'zhou', wrong));
  expect(faults.map((fault) => fault.place)).toEqual(['姓名', '单位', '手机号', '企业微信账号', '钉钉账号', '督办角色', '督办角色']);
  expect(faults[3]?.message).toContain('何俊');
  expect(await base.store.people.person('zhou')).toEqual(CENTRE.people[1]);
});

test.each([
  '13800138000',
  '138 0013 8000',
  '138-0013-8000',
  '+8613800138000',
  '１３８００１３８０００',
  '0571-88123456',
  '0571 88123456',
  '88123456',
  '0571-88123456-801',
  '(010) 88123456',
])('the telephone %s is taken', async (phone) => {
  await expect(savePerson(services, office, 'he', change({ phone }))).resolves.toHaveProperty('phone');
});

test.each(['1380013800', '138001380000', '23800138000', 'abc', '138\u00001380000x', '110', '+1 202 555 0100', "13800138000'--"])(
  'the telephone %j is refused',
  async (phone) => {
    expect((await faultsOf(savePerson(services, office, 'he', change({ phone })))).map((fault) => fault.place)).toEqual(['手机号']);
  },
);

test('two people may have one name, and it is said', async () => {
  const twin = await savePerson(services, office, null, change({ name: '何 俊', unitId: 'other' }));
  expect(twin.sameName).toBe(1);
  const { people } = await listPeople(services, office);
  expect(people.filter((person) => person.name === '何俊').map((person) => person.sameName)).toEqual([1, 1]);
});

test('the same request twice, also at the same instant, adds one person', async () => {
  const request = change({ name: '新来' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => savePerson(services, office, null, request)));
  answers.push(await savePerson(services, office, null, request));
  expect(new Set(answers.map((person) => person.id)).size).toBe(1);
  expect((await base.store.people.people()).filter((person) => person.name === '新来')).toHaveLength(1);
});

test('of two people given one WeCom account at once exactly one gets it', async () => {
  const tries = await Promise.allSettled(['he', 'zhou', 'chen', 'gao'].map((id) => savePerson(services, office, id, change({ wecomUserId: 'one' }))));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect((await base.store.people.people()).filter((person) => person.wecomUserId === 'one')).toHaveLength(1);
});

test('two tabs that change different fields both stand', async () => {
  await Promise.all([
    savePerson(services, office, 'he', change({ phone: '13800138000' })),
    savePerson(services, office, 'he', change({ wecomUserId: 'hejun' })),
  ]);
  expect(await base.store.people.person('he')).toMatchObject({ phone: '13800138000', wecomUserId: 'hejun' });
});

test('only the office sees and changes people', async () => {
  for (const id of ['he', 'lin', 'song', 'gao']) {
    const viewer = await services.viewer(id);
    await expect(listPeople(services, viewer)).rejects.toMatchObject({ id: 'not-allowed' });
    await expect(savePerson(services, viewer, id, change({ posts: [{ kind: 'office', unitId: null }] }))).rejects.toMatchObject({
      id: 'not-allowed',
    });
    await expect(saveUnit(services, viewer, 'centre', { requestId: 'request-x', name: '改名' })).rejects.toMatchObject({ id: 'not-allowed' });
  }
  expect(await base.store.people.posts()).toHaveLength(CENTRE.posts.length);
});

test('the last account of the office cannot be stopped or stripped', async () => {
  for (const facts of [{ active: false }, { posts: [] }, { posts: [{ kind: 'office' as const, unitId: 'centre' }] }]) {
    const [fault, ...others] = await faultsOf(savePerson(services, office, 'fang', change(facts)));
    const cannot = facts.posts === undefined ? '不能停用' : '不能去掉巡察办的角色';
    expect(`${fault?.place}${fault?.message}`).toBe(`您是最后一位能登录的巡察办人员，${cannot}。请先让另一位巡察办人员能够登录。`);
    expect(others).toEqual([]);
  }
  await base.store.people.savePeople([aPerson('second', '二号', { account: 'second' })]);
  await base.store.people.setPosts('second', [{ kind: 'office', personId: 'second', unitId: null }]);
  await expect(savePerson(services, office, 'fang', change({ active: false }))).resolves.toMatchObject({ active: false });
});

test('before a person is stopped it is said what waits for them and who hears of it then', async () => {
  await base.store.ledger.saveFindings([aFinding()]);
  await base.store.tasks.insertMany([
    aTask({ ownerId: 'he', leaderId: 'chen' }),
    aTask({ ownerId: 'he', coOwnerIds: ['zhou'], leaderId: 'chen' }),
    aTask({ ownerId: 'zhou', leaderId: 'chen', status: 'submitted' }),
    aTask({ ownerId: 'he', status: 'closed', leaderId: null }),
  ]);
  const asked = async (id: string) => (await askStop(services, office, id)).words;
  expect(await asked('he')).toBe('停用何俊？他有 2 项任务，其中 1 项没有其他责任人，提醒会转给巡察办。');
  expect(await asked('zhou')).toBe('停用周敏？他有 2 项任务，其中 1 项没有其他责任人，提醒会转给巡察办。');
  expect(await asked('chen')).toBe('停用陈立？他是 3 项任务的责任领导，逾期情况会转给巡察办。');
  expect(await asked('lin')).toBe('停用林静？1 项正等他审核，改由其他审核人审核。');
  expect(await asked('fang')).toBe('停用方正？他将不能登录。');
  expect(await asked('song')).toBe('停用宋组长？他没有未办完的任务。');
  await base.store.people.setPosts('fang', []);
  expect(await asked('lin')).toBe('停用林静？1 项正等他审核，没有别人可以审核。');
  await expect(askStop(services, await services.viewer('he'), 'lin')).rejects.toMatchObject({ id: 'not-allowed' });
});

test('who is stopped is out at once', async () => {
  await base.store.accounts.openSession({ tokenHash: 'hash', personId: 'he', days: 1 });
  await savePerson(services, office, 'he', change({ active: false }));
  expect(await base.store.accounts.session('hash')).toBeNull();
});

test('a unit is renamed and moved, never below itself, never twice under one name', async () => {
  const save = (id: string | null, facts: { name?: string; parentId?: string | null }) =>
    saveUnit(services, office, id, { requestId: `request-${(asked += 1)}`, ...facts });
  expect(await save('section', { name: ' 政务 服务处 ' })).toEqual({ id: 'section', name: '政务服务处', parentId: 'centre' });
  expect(await save('section', { parentId: 'other' })).toMatchObject({ parentId: 'other' });
  for (const parentId of ['section', 'centre'])
    expect((await faultsOf(save('centre', { parentId }))).map((fault) => fault.place)).toEqual(['上级单位']);
  expect((await faultsOf(save('section', { parentId: 'nowhere', name: '' }))).map((fault) => fault.place)).toEqual(['单位名称', '上级单位']);
  const added = await save(null, { name: '督查科', parentId: 'centre' });
  expect((await faultsOf(save(added.id, { name: '综合科' }))).map((fault) => fault.place)).toEqual(['单位名称']);
  await expect(save('nowhere', { name: '甲' })).rejects.toMatchObject({ id: 'unit-not-found' });
  expect((await base.store.events.of('unit', 'section')).map((event) => event.action)).toEqual(['changed', 'changed']);
});

test('two moves at once that together would make a circle do not', async () => {
  for (let round = 0; round < 5; round += 1) {
    await base.store.people.saveUnits([
      { id: 'a', name: '甲', parentId: null },
      { id: 'b', name: '乙', parentId: null },
    ]);
    await Promise.allSettled([
      saveUnit(services, office, 'a', { requestId: `circle-a-${round}`, parentId: 'b' }),
      saveUnit(services, office, 'b', { requestId: `circle-b-${round}`, parentId: 'a' }),
    ]);
    const units = await base.store.people.units();
    expect(units.filter((unit) => ['a', 'b'].includes(unit.id) && unit.parentId === null)).toHaveLength(1);
  }
});

test('the list says who has what to do and what is still missing', async () => {
  await base.store.ledger.saveFindings([aFinding()]);
  await base.store.tasks.insertMany([
    aTask({ ownerId: 'he', leaderId: 'chen' }),
    aTask({ ownerId: 'he', coOwnerIds: ['zhou'], leaderId: 'he' }),
    aTask({ ownerId: null, leaderId: null }),
    aTask({ status: 'closed' }),
  ]);
  const full = await listPeople(services, office);
  const wordsOf = (id: string) => full.people.find((person) => person.id === id)?.taskWords;
  expect([wordsOf('he'), wordsOf('zhou'), wordsOf('chen'), wordsOf('lin')]).toEqual([
    '责任人 2 项，责任领导 1 项',
    '共同责任人 1 项',
    '责任领导 1 项',
    '暂无任务',
  ]);
  const postsOf = (id: string) => full.people.find((person) => person.id === id)?.ledgerPosts;
  expect([postsOf('he'), postsOf('lin')]).toEqual([['责任人（台账里 2 项）', '责任领导（台账里 1 项）'], []]);
  expect(full.gaps).toEqual([
    '1 项任务没有在岗的责任人，提醒会转给巡察办。请更正台账后重新导入。',
    '1 项任务没有在岗的责任领导，逾期提醒会转给巡察办。请更正台账后重新导入。',
    '陈立、何俊、周敏有任务但还不能登录。请在各人名下生成一次性口令，当面或用工作通讯工具交给本人。',
  ]);
  for (const id of ['gao', 'lin', 'song']) await base.store.people.setPosts(id, []);
  const { gaps } = await listPeople(services, office);
  expect(gaps[0]).toContain('某市政务服务中心还没有主要负责人');
  expect(gaps[1]).toContain('领导小组');
  expect(gaps[2]).toContain('职能部门');
});

test('an empty base has no gaps to show', async () => {
  expect((await listPeople(services, office)).gaps).toEqual([]);
});

test.each(['😀', '$where', '<script>alert(1)</script>', '欧阳 娜娜', 'Muhammad  Ali', '买买提・艾力', '𠮷野', 'a\u0000b'])(
  'the name %j comes back as it can be seen',
  async (name) => {
    const saved = await savePerson(services, office, null, change({ name }));
    const expected: Record<string, string> = {
      '欧阳 娜娜': '欧阳娜娜',
      'Muhammad  Ali': 'Muhammad Ali',
      '买买提・艾力': '买买提·艾力',
      'a\u0000b': 'a b',
    };
    expect(saved.name).toBe(expected[name] ?? name);
  },
);
