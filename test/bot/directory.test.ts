/** 通讯录 on the office's screen: read once at a time, proposed by name, accepted by the office alone, each with its trace. */
import { acceptAccounts } from '../../bot/actions/accept-accounts.js';
import { beginReading, readDirectory } from '../../bot/actions/read-directory.js';
import { removeConnection } from '../../bot/actions/save-connection.js';
import type { PlatformApp } from '../../bot/services.js';
import type { Viewer } from '../../core/people/model.js';
import type { Refusal } from '../../core/refusal.js';
import { type DeliveryWorld, deliveryWorld } from '../support/delivery.js';
import { aPerson, office } from '../support/make.js';

const KIND = 'wecomApp';
let w: DeliveryWorld;
let app: PlatformApp;
beforeAll(async () => {
  w = await deliveryWorld();
});
beforeEach(async () => {
  app = await w.connect();
  w.wecom.addDepartment({ id: 1, name: '某市政务服务中心', parentId: 0 });
  w.wecom.addDepartment({ id: 2, name: '政务服务科', parentId: 1 });
  w.wecom.addDepartment({ id: 3, name: '综合科', parentId: 1 });
  w.wecom.addUser('HeJun', { name: '何俊', departments: [2], isVisible: false });
  w.wecom.addUser('ZhouMin', { name: '周　敏', departments: [3], isVisible: false });
  w.wecom.addUser('ChenLi1', { name: '陈立', departments: [2], isVisible: false });
  w.wecom.addUser('ChenLi2', { name: '陈立', departments: [3], isVisible: false });
  w.wecom.addUser('LinJing', { name: '林静', departments: [3], isVisible: false });
  w.wecom.addUser('LuRen', { name: '路人甲', departments: [3], isVisible: false });
});
afterEach(() => w.forget());
afterAll(() => w.close());

const owner: Viewer = { person: aPerson('he', '何俊'), posts: [], unitsBelow: {} };
const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: Refusal) => error,
  );
const view = () => readDirectory(w.services, office, KIND);
const read = async () => {
  const { work } = await beginReading(w.services, office, KIND);
  await work();
  return view();
};
let requests = 0;
const accept = (links: readonly { personId: string; userId: string }[], requestId = `request-${(requests += 1)}`, services = w.services) =>
  acceptAccounts(services, office, KIND, { requestId, links: [...links] });
const accountOf = async (id: string) => (await w.base.store.people.person(id))?.wecomUserId;
const eventsOf = async (id: string) => (await w.base.store.events.of('person', id)).map(({ action, by, data }) => [action, by, data]);
const HE = { personId: 'he', userId: 'HeJun' };

describe('reading', () => {
  test('before it is read it says what reading does; nothing is asked of the platform', async () => {
    expect(await view()).toMatchObject({ state: 'unread', suggestions: [], words: expect.stringMatching(/还没有读取.*逐个确认/) });
    expect(w.wecom.calls()).toBe(0);
  });

  test('without a connection, and out of service, it says what to do', async () => {
    await w.base.store.apps.setStopped(app, 'Secret 不对。');
    expect(await view()).toMatchObject({ state: 'stopped', words: expect.stringMatching(/已停用.*Secret 不对/) });
    expect((await refusalOf(beginReading(w.services, office, KIND))).id).toBe('connection-stopped');
    await w.base.store.apps.remove(KIND);
    expect(await view()).toMatchObject({ state: 'none', words: expect.stringMatching(/先在“接入”里填写/) });
    expect((await refusalOf(beginReading(w.services, office, KIND))).id).toBe('connection-missing');
    expect(await w.base.store.events.of('connection', KIND)).toEqual([]);
  });

  test('sure, likely and several stand in this order, each with where its bearer works', async () => {
    const { state, words, suggestions, unmatched } = await read();
    expect([state, words]).toEqual(['ready', expect.stringMatching(/^\d+月\d+日（周.）10:00 读取：部门 3 个，成员 6 人/)]);
    expect(
      suggestions.map(({ name, how, candidates }) => [name, how, candidates.map(({ userId, placeWords }) => `${userId} ${placeWords}`)]),
    ).toEqual([
      ['何俊', 'sure', ['HeJun 某市政务服务中心 / 政务服务科']],
      ['周敏', 'sure', ['ZhouMin 某市政务服务中心 / 综合科']],
      ['林静', 'likely', ['LinJing 某市政务服务中心 / 综合科']],
      ['陈立', 'several', ['ChenLi1 某市政务服务中心 / 政务服务科', 'ChenLi2 某市政务服务中心 / 综合科']],
    ]);
    expect(unmatched.map(({ name }) => name)).toEqual(['方正', '高远', '宋组长']);
    expect((await w.base.store.events.of('connection', KIND)).map(({ action, by }) => [action, by])).toEqual([['directoryRead', 'fang']]);
  });

  test('whoever has neither name nor account of ours is not kept', async () => {
    await read();
    const kept = JSON.stringify(await w.base.db.collection('directories').find().toArray());
    expect(kept).not.toMatch(/路人甲|LuRen/);
    expect(kept).toMatch(/何俊/);
    expect(JSON.stringify(w.lines)).not.toMatch(/何俊|HeJun/);
  });

  test('of two who press at once one reads, and both see that it is being read', async () => {
    const begun = await Promise.all([beginReading(w.services, office, KIND), beginReading(w.services, office, KIND)]);
    expect(begun.map(({ directory }) => directory.state)).toEqual(['reading', 'reading']);
    expect((await view()).state).toBe('reading');
    const calls = w.wecom.calls();
    await Promise.all(begun.map(({ work }) => work()));
    expect((await view()).state).toBe('ready');
    // agent, list, and two questions for each of three departments; a token before them.
    expect(w.wecom.calls() - calls).toBe(9);
    expect(await w.base.store.events.of('connection', KIND)).toHaveLength(1);
  });

  test('a reading whose process died is over after ten minutes and can be begun again', async () => {
    await beginReading(w.services, office, KIND);
    await w.base.db.collection('directories').updateMany({}, [{ $set: { heldUntil: { $subtract: ['$heldUntil', 10 * 60_000] } } }]);
    expect(await view()).toMatchObject({ state: 'failed', words: expect.stringMatching(/中断/) });
    expect((await read()).state).toBe('ready');
  });

  test('a reading that failed says why, and what was read before still stands', async () => {
    await read();
    w.wecom.distrustIp(true);
    expect(await read()).toMatchObject({ state: 'failed', words: expect.stringMatching(/企业可信IP/), suggestions: { length: 4 } });
    w.wecom.distrustIp(false);
    expect((await read()).state).toBe('ready');
  });

  test('a secret that no longer holds puts the connection out of service', async () => {
    w.wecom.resetSecret(app.open['agentId'] ?? '');
    expect(await read()).toMatchObject({ state: 'stopped', words: expect.stringMatching(/Secret 不对/) });
    expect((await w.base.store.apps.find(KIND))?.stopped).toMatch(/Secret/);
  });

  test('disconnected, nothing is left of it', async () => {
    await read();
    await removeConnection(w.services, office, KIND);
    expect(await w.base.db.collection('directories').countDocuments()).toBe(0);
  });
});

describe('accepting', () => {
  test('one: registered, traced, and no longer proposed', async () => {
    await read();
    const after = await accept([HE]);
    expect(await accountOf('he')).toBe('HeJun');
    expect(await eventsOf('he')).toEqual([['changed', 'fang', { wecomUserId: 'HeJun', from: 'directory' }]]);
    expect(after.suggestions.map(({ name }) => name)).not.toContain('何俊');
    expect(after.astray).toEqual([]);
  });

  test('all the sure ones at once, each with its own trace; the same request again changes nothing', async () => {
    const { suggestions } = await read();
    const sure = suggestions
      .filter(({ how }) => how === 'sure')
      .map(({ personId, candidates }) => ({ personId, userId: candidates[0]?.userId ?? '' }));
    await accept(sure, 'all-the-sure');
    await accept(sure, 'all-the-sure');
    expect([await accountOf('he'), await accountOf('zhou')]).toEqual(['HeJun', 'ZhouMin']);
    expect([(await eventsOf('he')).length, (await eventsOf('zhou')).length]).toEqual([1, 1]);
  });

  test('one of several is the office’s choice', async () => {
    await read();
    await accept([{ personId: 'chen', userId: 'ChenLi2' }]);
    expect(await accountOf('chen')).toBe('ChenLi2');
  });

  test('a conflict is refused in words, and then none of them is registered', async () => {
    await read();
    const song = await w.base.store.people.person('song');
    if (song === null) throw new Error('no song');
    await w.base.store.people.savePeople([{ ...song, wecomUserId: 'zhoumin' }]);
    const refusal = await refusalOf(accept([HE, { personId: 'zhou', userId: 'ZhouMin' }]));
    expect(refusal).toMatchObject({ id: 'directory-faults', faults: [{ place: '周敏', message: expect.stringMatching(/已登记在宋组长名下/) }] });
    expect([await accountOf('he'), await accountOf('zhou')]).toEqual([null, null]);
    expect(await eventsOf('he')).toEqual([]);
  });

  test.each([
    ['somebody of another name', { personId: 'he', userId: 'ZhouMin' }, /不是同名/],
    ['an account that was never read', { personId: 'he', userId: 'HeJun9' }, /不是同名/],
    ['somebody who is gone', { personId: 'nobody', userId: 'HeJun' }, /已不在用/],
  ])('%s is refused', async (_what, link, words) => {
    await read();
    expect((await refusalOf(accept([link]))).message).toMatch(words);
  });

  test('who has another account keeps it, and nobody is chosen twice', async () => {
    await read();
    expect(
      (
        await refusalOf(
          accept([
            { personId: 'chen', userId: 'ChenLi1' },
            { personId: 'chen', userId: 'ChenLi2' },
          ]),
        )
      ).message,
    ).toMatch(/选了两次/);
    await accept([{ personId: 'chen', userId: 'ChenLi1' }]);
    expect((await refusalOf(accept([{ personId: 'chen', userId: 'ChenLi2' }]))).message).toMatch(/已登记了另一个账号 ChenLi1/);
  });

  test('two of the office at once: one account goes to one person', async () => {
    await read();
    const second = await w.process();
    const told = await Promise.allSettled([
      accept([{ personId: 'chen', userId: 'ChenLi1' }]),
      accept([{ personId: 'chen', userId: 'ChenLi2' }], 'the-other', second),
    ]);
    expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await eventsOf('chen')).toHaveLength(1);
  });

  test('an account that left the directory is named', async () => {
    await read();
    await accept([HE]);
    w.wecom.removeUser('HeJun');
    expect((await read()).astray).toEqual([{ personId: 'he', name: '何俊', unitName: '政务服务科', userId: 'HeJun' }]);
  });
});

test('nobody but the office sees the directory, reads it or accepts from it', async () => {
  await read();
  for (const tried of [
    readDirectory(w.services, owner, KIND),
    beginReading(w.services, owner, KIND),
    acceptAccounts(w.services, owner, KIND, { requestId: 'request-of-owner', links: [HE] }),
  ]) {
    const refusal = await refusalOf(tried);
    expect(refusal.id).toBe('not-allowed');
    expect(JSON.stringify(refusal)).not.toMatch(/HeJun/);
  }
  expect(await accountOf('he')).toBeNull();
});
