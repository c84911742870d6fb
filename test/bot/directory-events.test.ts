/** What the platforms tell of their directories: sealed calls alone are taken, each once, and the office sees who left with work. */
import { readConnections } from '../../bot/actions/read-connections.js';
import { openEnvelope, sealEnvelope } from '../../bot/channels/wecom/callback-crypto.js';
import type { AppKind } from '../../bot/services.js';
import { viewerOf } from '../../core/people/roster.js';
import { dingtalkConnection, wecomConnection } from '../support/connect.js';
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk.js';
import { encrypted, envelopeXml, messageXml, sealed, signatureOf, urlOf } from '../support/fake-wecom-callback.js';
import { type FakeWecom, startFakeWecom } from '../support/fake-wecom.js';
import { type World, world } from '../support/world.js';
import { workedOff } from '../support/until.js';

const [TOKEN, AES_KEY] = ['tok', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'];
let w: World;
let dingtalk: FakeDingtalk;
let wecom: FakeWecom;
let appKey: string;
let corpId: string;
beforeAll(async () => {
  [w, dingtalk, wecom] = await Promise.all([world({ today: '2026-11-24' }), startFakeDingtalk(), startFakeWecom()]);
  await w.supervise();
  const { store, secrets } = w.services;
  const seals = { eventToken: secrets.seal(TOKEN), eventAesKey: secrets.seal(AES_KEY) };
  const app = dingtalkConnection(dingtalk, secrets);
  appKey = app.open['appKey'] ?? '';
  await store.apps.save({ ...app, sealed: { ...app.sealed, ...seals } });
  const receiving = wecomConnection(wecom, secrets, { token: TOKEN, aesKey: AES_KEY });
  corpId = receiving.open['corpId'] ?? '';
  await store.apps.save(receiving);
  const he = await store.people.person((await w.phone('何俊')).personId);
  if (he !== null) await store.people.savePeople([{ ...he, dingtalkUserId: '016422', wecomUserId: 'HeJun' }]);
});
afterAll(async () => {
  await Promise.all([w?.close(), dingtalk?.close(), wecom?.close()]);
});

const asked = (event: object, { receiver = appKey, at = Date.now(), name = 'msg_signature' } = {}) => {
  const encrypt = encrypted(JSON.stringify(event), { token: TOKEN, aesKey: AES_KEY, corpId: receiver });
  const [timestamp, nonce] = [String(at), 'nonce123'];
  const query = { [name]: signatureOf(TOKEN, timestamp, nonce, encrypt), timestamp, nonce };
  return { url: urlOf(`${w.url}/api/callbacks/dingtalk/events`, query), body: JSON.stringify({ encrypt }) };
};
const post = ({ url, body }: { readonly url: string; readonly body: string }) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
const changesOf = async (kind: AppKind): Promise<readonly string[]> => {
  const roster = await w.services.roster();
  const fang = roster.people.find(({ name }) => name === '方正');
  if (fang === undefined) throw new Error('方正 is expected');
  return (await readConnections(w.services, viewerOf(roster, fang))).connections.find((line) => line.kind === kind)?.changes ?? [];
};

test('the vendor’s vector is what our answer is', () => {
  const keys = { token: TOKEN, aesKey: AES_KEY, receiver: 'dingappkey' };
  expect(sealEnvelope(keys, 'success', { timestamp: '1700000000000', nonce: 'nonce123' }, Buffer.from('0123456789abcdef'))).toEqual({
    msg_signature: '0290ce48a194c4679edd7fa080408acf85af56d0',
    timeStamp: '1700000000000',
    nonce: 'nonce123',
    encrypt: 'Q3stYC6hdFzMh9T8HCvyDPAmVUAR9ZeRhlEwYP+nuECUip9V/qF4lOMYaSzIzg7CpInN0bp17nj/vvScM0H+2g==',
  });
});

test.each(['msg_signature', 'signature'])('the check of the address, signed as %s, is answered with a sealed success', async (name) => {
  const answer = await post(asked({ EventType: 'check_url' }, { name }));
  expect(answer.status).toBe(200);
  const { msg_signature: signature, timeStamp: timestamp, nonce, encrypt } = (await answer.json()) as Record<string, string>;
  const keys = { token: TOKEN, aesKey: AES_KEY, receiver: appKey };
  expect(openEnvelope(keys, { signature: signature ?? '', timestamp: timestamp ?? '', nonce: nonce ?? '', encrypt: encrypt ?? '' }, new Date())).toBe(
    'success',
  );
});

test('the same call with figures moved from its time to its nonce bears the same signature, and is refused as the same call', async () => {
  const timestamp = String(Math.floor(Date.now() / 1_000) * 1_000 + 999);
  const nonce = '9once';
  const event = JSON.stringify({ EventType: 'check_url' });
  let encrypt = '';
  // Where it begins with a figure the parts are sorted another way.
  while (!/^[A-Za-z]/.test(encrypt)) encrypt = encrypted(event, { token: TOKEN, aesKey: AES_KEY, corpId: appKey });
  const signature = signatureOf(TOKEN, timestamp, nonce, encrypt);
  const sent = (at: string, once: string) =>
    post({
      url: urlOf(`${w.url}/api/callbacks/dingtalk/events`, { msg_signature: signature, timestamp: at, nonce: once }),
      body: JSON.stringify({ encrypt }),
    });
  const answers = [await sent(timestamp, nonce), await sent(timestamp.slice(0, 10), `${timestamp.slice(10)}${nonce}`)];
  expect(answers.map(({ status }) => status)).toEqual([200, 403]);
});

test('who left is shown with what to do, told to the office with the work left behind, and messages go another way at once', async () => {
  expect((await post(asked({ EventType: 'user_leave_org', UserId: ['016422'], TimeStamp: '1' }))).status).toBe(200);
  await workedOff(w);
  expect(await changesOf('dingtalkApp')).toEqual([expect.stringMatching(/^何俊 .* 离开了钉钉通讯录。请在“人员”里停用他/)]);
  expect((await w.services.store.apps.unreached()).map(({ words }) => words)).toEqual([expect.stringMatching(/^已离开钉钉通讯录/)]);
  const notes = await w.base.db.collection('notices').find({ kind: 'note' }).toArray();
  expect(JSON.stringify(notes.map(({ facts }) => facts as unknown))).toMatch(/何俊离开了钉钉，还有 (\d+) 项任务.*名下还有 \1 项没办结的任务/);
  // Back again, sealed for the corp's id as older subscriptions are.
  expect(
    (await post(asked({ EventType: 'user_add_org', UserId: ['016422', '020000'], TimeStamp: '2' }, { receiver: 'dingcorp12345678' }))).status,
  ).toBe(200);
  await workedOff(w);
  expect(await changesOf('dingtalkApp')).toEqual([expect.stringMatching(/以来有 1 人加入钉钉通讯录.*按姓名匹配账号/)]);
  expect(await w.services.store.apps.unreached()).toEqual([]);
});

test('the very same call again, and whatever is not genuine, is one and the same 403 that changes nothing', async () => {
  const first = asked({ EventType: 'user_leave_org', UserId: ['099999'], TimeStamp: '3' });
  expect((await post(first)).status).toBe(200);
  await workedOff(w);
  const before = await w.base.db.collection('incoming').countDocuments();
  const fresh = asked({ EventType: 'user_leave_org', UserId: ['016422'], TimeStamp: '4' });
  const wrong = [
    first,
    { ...fresh, url: fresh.url.replace(/msg_signature=./, (start) => `msg_signature=${start.endsWith('0') ? 1 : 0}`) },
    { ...fresh, body: '{}' },
    { ...fresh, body: 'not json' },
    asked({ EventType: 'user_leave_org', UserId: ['016422'] }, { receiver: 'dinganother' }),
    asked({ EventType: 'user_leave_org', UserId: ['016422'] }, { at: Date.now() - 11 * 60_000 }),
    { ...fresh, url: fresh.url.replace('/events', '') },
  ];
  for (const call of wrong) {
    const answer = await post(call);
    expect([answer.status, await answer.text()]).toEqual([403, 'forbidden']);
  }
  expect(await w.base.db.collection('incoming').countDocuments()).toBe(before);
});

test('an event of another kind, and ids that are none, are taken and left alone', async () => {
  for (const event of [
    { EventType: 'org_dept_create', DeptId: [1] },
    { EventType: 'user_leave_org', UserId: [{ $gt: '' }] },
    { EventType: '__proto__', UserId: ['x'] },
  ]) {
    expect((await post(asked(event))).status).toBe(200);
  }
  await workedOff(w);
  expect((await changesOf('dingtalkApp')).join('')).not.toMatch(/离开/);
});

test('WeCom tells the same by its own callback, which names no application', async () => {
  const change = (type: string, userId: string) =>
    messageXml({
      ToUserName: corpId,
      FromUserName: 'sys',
      CreateTime: Math.floor(Date.now() / 1_000),
      MsgType: 'event',
      Event: 'change_contact',
      ChangeType: type,
      UserID: userId,
    });
  const seal = { token: TOKEN, aesKey: AES_KEY, corpId };
  const tell = async (xml: string) => {
    const { query, encrypt } = sealed(xml, seal);
    return fetch(urlOf(`${w.url}/api/callbacks/wecom`, query), { method: 'POST', body: envelopeXml(encrypt, corpId, '') });
  };
  expect((await tell(change('delete_user', 'hejun'))).status).toBe(200);
  await workedOff(w);
  expect(await changesOf('wecomApp')).toEqual([expect.stringMatching(/^何俊 .* 离开了企业微信通讯录/)]);
  expect((await w.services.store.apps.unreached()).map(({ userId }) => userId)).toEqual(['HeJun']);
  expect((await tell(change('update_user', 'HeJun'))).status).toBe(200);
});
