/** What is read of each platform's directory, over real HTTP from fakes as strict as the platforms. */
import { openChannels } from '../../../bot/channels/open-channels.js';
import { secretsFrom } from '../../../bot/secrets.js';
import type { PlatformApp } from '../../../bot/services.js';
import { dingtalkConnection, wecomConnection } from '../../support/connect.js';
import { type FakeDingtalk, startFakeDingtalk } from '../../support/fake-dingtalk.js';
import { type FakeWecom, startFakeWecom } from '../../support/fake-wecom.js';
import { memoryLimits, memoryTokens } from '../../support/memory-tokens.js';

const secrets = secretsFrom('k'.repeat(44));
const channels = openChannels({
  previews: { insert: async () => undefined },
  tokens: memoryTokens(),
  ...memoryLimits(),
  secrets,
  allowedRobotHosts: ['127.0.0.1'],
});

let wecom: FakeWecom;
let dingtalk: FakeDingtalk;
let corp: PlatformApp;
let ding: PlatformApp;

beforeAll(async () => {
  [wecom, dingtalk] = await Promise.all([startFakeWecom(), startFakeDingtalk()]);
});
beforeEach(() => {
  wecom.forget();
  dingtalk.forget();
  for (const id of ['HeJun', 'ZhouMin', 'Boss', 'Hidden', 'Tagged']) wecom.removeUser(id);
  corp = wecomConnection(wecom, secrets);
  ding = dingtalkConnection(dingtalk, secrets);
});
afterAll(() => Promise.all([wecom.close(), dingtalk.close()]));

const withSecret = (app: PlatformApp, name: string, secret: string): PlatformApp => ({
  ...app,
  sealed: { ...app.sealed, [name]: secrets.seal(secret) },
});
const ofWecom = async (app = corp) => {
  const read = await channels.wecomApp.readDirectory(app);
  if (read.kind === 'failed') throw new Error(read.words);
  return { ...read, names: read.members.map(({ userId, name, departmentIds }) => `${userId} ${name} ${departmentIds.join(',')}`).sort() };
};
const ofDingtalk = async () => {
  const read = await channels.dingtalkApp.readDirectory(ding);
  if (read.kind === 'failed') throw new Error(read.words);
  return { ...read, names: read.members.map(({ userId, name, departmentIds }) => `${userId} ${name} ${departmentIds.join(',')}`).sort() };
};

describe('WeCom', () => {
  beforeEach(() => {
    wecom.addDepartment({ id: 1, name: '某市', parentId: 0 }, false);
    wecom.addDepartment({ id: 2, name: '某市政务服务中心', parentId: 1 });
    wecom.addDepartment({ id: 3, name: '政务服务科', parentId: 2 }, false);
    wecom.addDepartment({ id: 9, name: '某局', parentId: 1 }, false);
    wecom.addUser('HeJun', { name: '何俊', departments: [3], isVisible: false });
    wecom.addUser('ZhouMin', { name: '周敏', departments: [3, 2], isVisible: false });
    wecom.addUser('Boss', { name: '书记', departments: [9] });
    wecom.addUser('Hidden', { name: '外人', departments: [9], isVisible: false });
  });

  test('what lies in 可见范围, by department and by name; what does not is not there', async () => {
    const { names, departments, notes } = await ofWecom();
    expect(names).toEqual(['Boss 书记 9', 'HeJun 何俊 3', 'ZhouMin 周敏 3,2']);
    expect(departments).toEqual([
      { id: '2', name: '某市政务服务中心', parentId: '1' },
      { id: '3', name: '政务服务科', parentId: '2' },
    ]);
    expect(notes).toEqual([]);
  });

  test('the secret of 通讯录同步 tells how many lie outside, by the list of ids, page by page', async () => {
    const app = withSecret(corp, 'directorySecret', wecom.moreSecrets(corp.open['agentId'] ?? '').directorySecret);
    expect((await ofWecom(app)).notes).toEqual([expect.stringMatching(/另有 1 人不在督办应用的可见范围里.*“可见范围”里加上/)]);
    const wrong = withSecret(corp, 'directorySecret', 'x'.repeat(43));
    expect((await ofWecom(wrong)).notes).toEqual([expect.stringMatching(/没有读到成员名单/)]);
  });

  test('more than ten thousand ids come in pages, each counted once', async () => {
    const crowd = Array.from({ length: 10_001 }, (_, index) => `crowd${index}`);
    for (const id of crowd) wecom.addUser(id, { name: '众人', departments: [9, 1], isVisible: false });
    const app = withSecret(corp, 'directorySecret', wecom.moreSecrets(corp.open['agentId'] ?? '').directorySecret);
    const calls = wecom.calls();
    const { notes, members } = await ofWecom(app);
    for (const id of crowd) wecom.removeUser(id);
    expect(notes).toEqual([expect.stringMatching(/另有 10002 人不在/)]);
    expect(members).toHaveLength(3);
    // Two tokens; the application, its departments, two questions each, one person alone; 20,006 rows in three pages.
    expect(wecom.calls() - calls).toBe(2 + 1 + 1 + 2 * 2 + 1 + 3);
  });

  test('an empty scope says which menu to open', async () => {
    wecom.forget();
    for (const id of ['HeJun', 'ZhouMin', 'Boss', 'Hidden']) wecom.removeUser(id);
    const { names, notes } = await ofWecom();
    expect(names).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/一个成员也看不到.*“可见范围”/)]);
  });

  test.each([
    [-1, 'told', null],
    [48002, 'failed', /可见范围/],
    [60020, 'failed', /203\.0\.113\.9|出口 IP/],
    [45009, 'failed', /上限/],
  ])('an answer %i in between: %s', async (code, kind, words) => {
    await ofWecom();
    wecom.next({ kind: 'errcode', code, message: code === 60020 ? 'not allow to access from your ip, from ip: 203.0.113.9' : 'x' });
    const read = await channels.wecomApp.readDirectory(corp);
    expect(read.kind).toBe(kind === 'told' ? 'read' : 'failed');
    if (read.kind === 'failed') {
      expect(read.words).toMatch(words ?? /./);
      expect(read.stops).toBe('nothing');
    }
  });

  test('a secret that no longer holds is told as such, for messages go by it too', async () => {
    const read = await channels.wecomApp.readDirectory(withSecret(corp, 'secret', 'x'.repeat(43)));
    expect(read).toMatchObject({ kind: 'failed', stops: 'connection', words: expect.stringMatching(/Secret 不对/) });
  });
});

describe('DingTalk', () => {
  beforeEach(() => {
    dingtalk.addDepartment({ id: 2, name: '某市政务服务中心', parentId: 1 });
    dingtalk.addDepartment({ id: 3, name: '政务服务科', parentId: 2 });
    dingtalk.addMember('u-he', { name: '何俊', departments: [3] });
    dingtalk.addMember('u-boss', { name: '书记', departments: [1] });
  });

  test('level by level from the root', async () => {
    const { names, departments } = await ofDingtalk();
    expect(names).toEqual(['u-boss 书记 1', 'u-he 何俊 3']);
    expect(departments.map(({ id, name, parentId }) => `${id} ${name} ${parentId}`)).toEqual([
      '1 本单位 0',
      '2 某市政务服务中心 1',
      '3 政务服务科 2',
    ]);
  });

  test('a department of 250 comes in pages, everybody once, within twenty calls a second', async () => {
    for (let index = 0; index < 250; index += 1) dingtalk.addMember(`u${index}`, { name: `成员${index}`, departments: [2, 3] });
    for (let index = 10; index < 40; index += 1) dingtalk.addDepartment({ id: index, name: `科室${index}`, parentId: 2 });
    const { members } = await ofDingtalk();
    expect(members).toHaveLength(252);
    expect(new Set(members.map(({ userId }) => userId)).size).toBe(252);
    expect(members.find(({ userId }) => userId === 'u7')?.departmentIds).toEqual(['2', '3']);
  });

  test('only what the application was given', async () => {
    dingtalk.scope({ departments: [3], users: ['u-boss'] });
    const { names, departments } = await ofDingtalk();
    expect(names).toEqual(['u-boss 书记 1', 'u-he 何俊 3']);
    expect(departments.map(({ id }) => id)).toEqual(['3']);
  });

  test('without the permission it is named, by its name in the console', async () => {
    dingtalk.permitDirectory(false);
    const read = await channels.dingtalkApp.readDirectory(ding);
    expect(read).toMatchObject({ kind: 'failed', stops: 'nothing', words: expect.stringMatching(/“通讯录部门成员读权限”.*发布新版本/) });
  });
});
