/** The fakes are as strict as the platforms: what a lenient fake would hide. */
import { startFakeDingtalk } from '../../support/fake-dingtalk.js';
import { startFakeWecom } from '../../support/fake-wecom.js';

const json = { 'content-type': 'application/json' };
const post = async (address: string, body: unknown, headers: Record<string, string> = json) => {
  const answer = await fetch(address, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? new TextEncoder().encode(body) : JSON.stringify(body),
  });
  return (await answer.json()) as { errcode: number; errmsg: string };
};
const CARD = { card_type: 'text_notice', main_title: { title: '督办' }, card_action: { type: 1, url: 'http://localhost' } };
const text = (content: string) => ({ msgtype: 'text', text: { content } });

describe('WeCom', () => {
  test('answers as the vendor does', async () => {
    const fake = await startFakeWecom();
    const { key, address } = fake.addRobot();
    const codes = [
      ((await (await fetch(address)).json()) as { errcode: number }).errcode,
      (await post(address, '')).errcode,
      (await post(address, '{"msgtype":')).errcode,
      (await post(address, { msgtype: 'interactive' })).errcode,
      (await post(address, text(''))).errcode,
      (await post(address, text('督'.repeat(683)))).errcode,
      (await post(address, text('督'.repeat(682)))).errcode,
      (await post(address, { msgtype: 'markdown', markdown: { content: '督'.repeat(1366) } })).errcode,
      (await post(address, JSON.stringify(text('无类型')), {})).errcode,
    ];
    expect(codes).toEqual([93017, 93017, 40058, 40008, 44004, 40058, 0, 40058, 0]);
    expect((await post(`${address}x`, text('a'))).errmsg).toMatch(/^invalid webhook url, hint: \[\d+\], from ip: .*e=93000$/);
    fake.disable(key);
    expect((await post(address, text('a'))).errcode).toBe(93004);
    await fake.close();
  });

  test('takes 20 in any minute', async () => {
    const fake = await startFakeWecom();
    const { key, address } = fake.addRobot();
    for (let n = 0; n < 20; n += 1) expect((await post(address, text('a'))).errcode).toBe(0);
    expect((await post(address, text('a'))).errcode).toBe(45009);
    expect((await post(fake.addRobot().address, text('a'))).errcode).toBe(0);
    fake.advance(61_000);
    expect((await post(address, text('a'))).errcode).toBe(0);
    expect(fake.busiestMinute(key)).toBe(20);
    await fake.close();
  });
});

describe('WeCom’s application', () => {
  test('answers as the vendor does', async () => {
    const fake = await startFakeWecom();
    const { corpId, agentId, secret } = fake.addApp();
    fake.addUser('HeJun');
    const get = async (path: string) => (await (await fetch(`${fake.origin}${path}`)).json()) as { errcode: number; access_token?: string };
    const token = async (corp: string, of: string) => get(`/cgi-bin/gettoken?corpid=${corp}&corpsecret=${of}`);
    expect((await token('', secret)).errcode).toBe(41002);
    expect((await token(corpId, '')).errcode).toBe(41004);
    expect((await token('wwother', secret)).errcode).toBe(40013);
    expect((await token(corpId, 'other')).errcode).toBe(40001);
    const { access_token = '' } = await token(corpId, secret);
    expect((await token(corpId, secret)).access_token).toBe(access_token);
    const send = (body: unknown, of = access_token) => post(`${fake.origin}/cgi-bin/message/send?access_token=${of}`, body);
    const to = { touser: 'HeJun', agentid: agentId };
    const card = (facts: object) => ({ ...to, msgtype: 'template_card', template_card: { ...CARD, ...facts } });
    const codes = [
      await post(`${fake.origin}/cgi-bin/message/send`, text('a')),
      await send({ ...to, ...text('a') }, 'x'),
      await send({ ...to, agentid: 1, ...text('a') }),
      await send({ agentid: agentId, ...text('a') }),
      await send({ ...to, touser: 'Nobody', ...text('a') }),
      await send({ ...to, ...text('督'.repeat(683)) }),
      await send({ ...to, msgtype: 'markdown', markdown: { content: '督'.repeat(683) } }),
      await send(card({ task_id: 'one' })),
      await send(card({ task_id: 'one' })),
      await send(card({ task_id: 'a'.repeat(129) })),
      await send(card({ task_id: 'a b' })),
      await send(card({ main_title: { title: '题'.repeat(37) } })),
      await send(card({ card_action: { type: 0 } })),
      await send(card({ card_type: 'button_interaction', task_id: 'two', button_list: [{ text: '签收', key: 'k' }] })),
    ].map(({ errcode }) => errcode);
    expect(codes).toEqual([41001, 40014, 301002, 82001, 81013, 45002, 45002, 0, 42014, 42014, 42014, 40058, 40058, 43012]);
    fake.addUser('LiuYing', { isLicensed: false });
    expect(await send({ ...to, touser: 'HeJun|LiuYing|Nobody', ...text('a') })).toMatchObject({
      errcode: 0,
      invaliduser: 'nobody',
      unlicenseduser: 'liuying',
    });
    fake.advance(7_201_000);
    expect((await send({ ...to, ...text('a') })).errcode).toBe(42001);
    await fake.close();
  });

  test('drops in silence what is more than 30 in a minute', async () => {
    const fake = await startFakeWecom();
    const { corpId, agentId, secret } = fake.addApp();
    fake.addUser('HeJun');
    const asked = await fetch(`${fake.origin}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`);
    const { access_token } = (await asked.json()) as { access_token: string };
    const send = () => post(`${fake.origin}/cgi-bin/message/send?access_token=${access_token}`, { touser: 'HeJun', agentid: agentId, ...text('a') });
    for (let n = 0; n < 31; n += 1) expect((await send()).errcode).toBe(0);
    expect([fake.accepted.length, fake.dropped.length]).toEqual([30, 1]);
    fake.advance(61_000);
    await send();
    expect(fake.accepted).toHaveLength(31);
    await fake.close();
  });
});

describe('DingTalk', () => {
  test('answers as the vendor does', async () => {
    const fake = await startFakeDingtalk();
    const { address } = fake.addRobot();
    const codes = [
      (await post(`${address}x`, text('a'))).errcode,
      (await post(address, JSON.stringify(text('a')), {})).errcode,
      (await post(address, '{')).errcode,
      (await post(address, { msgtype: 'image', image: {} })).errcode,
      (await post(address, { msgtype: 'markdown', markdown: { text: '无标题' } })).errcode,
      (await post(fake.addRobot({ secret: 'SECa' }).address, text('a'))).errcode,
      (await post(address, text('a'))).errcode,
    ];
    expect(codes).toEqual([300005, 43004, 40035, 400105, 40035, 310000, 0]);
    await fake.close();
  });

  test('bans for ten minutes after the twentieth message of a minute', async () => {
    const fake = await startFakeDingtalk();
    const { address } = fake.addRobot();
    for (let n = 0; n < 20; n += 1) expect((await post(address, text('a'))).errcode).toBe(0);
    expect(await post(address, text('a'))).toMatchObject({ errcode: 130101, punish: 'deny' });
    fake.advance(9 * 60_000);
    expect((await post(address, text('a'))).errcode).toBe(130101);
    fake.advance(61_000);
    expect((await post(address, text('a'))).errcode).toBe(0);
    await fake.close();
  });
});

describe('DingTalk’s applications', () => {
  const app = async () => {
    const fake = await startFakeDingtalk();
    const made = fake.addApp();
    fake.addUser('1');
    const call = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${fake.origin}${path}`, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
      return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
    };
    const token = async () => String((await call('/v1.0/oauth2/accessToken', made)).body['accessToken']);
    const send = (given: string, facts: Readonly<Record<string, unknown>> = {}) =>
      call(
        '/v1.0/robot/oToMessages/batchSend',
        { robotCode: made.robotCode, userIds: ['1'], msgKey: 'sampleText', msgParam: '{"content":"督"}', ...facts },
        { 'x-acs-dingtalk-access-token': given },
      );
    return { fake, made, call, token, send };
  };
  const codeOf = ({ status, body }: { status: number; body: Readonly<Record<string, unknown>> }) => [status, body['code']];

  test('give one token for right credentials, and take it in its own header until it runs out or the secret changes', async () => {
    const { fake, made, call, token, send } = await app();
    expect(codeOf(await call('/v1.0/oauth2/accessToken', { ...made, appSecret: 'other' }))).toEqual([400, 'invalidClientIdOrSecret']);
    const first = await token();
    expect(await token()).toBe(first);
    expect((await send(first)).status).toBe(200);
    const refused = [401, 'InvalidAuthentication'];
    expect(codeOf(await send('other'))).toEqual(refused);
    expect(codeOf(await call(`/v1.0/robot/oToMessages/batchSend?access_token=${first}`, {}))).toEqual(refused);
    fake.advance(7_200_001);
    expect(codeOf(await send(first))).toEqual(refused);
    const second = await token();
    fake.resetSecret(made.appKey);
    expect(codeOf(await send(second))).toEqual(refused);
    await fake.close();
  });

  test('take 20 receivers, a known kind and a string of 15,000 bytes, and name who does not get it', async () => {
    const { fake, token, send } = await app();
    const given = await token();
    const of = (bytes: number) => JSON.stringify({ content: 'x'.repeat(bytes - '{"content":""}'.length) });
    const codes: (readonly unknown[])[] = [];
    for (const facts of [
      ...[{ userIds: [] }, { userIds: Array.from({ length: 21 }, String) }, { msgKey: '' }, { msgKey: 'sampleActionCard9' }],
      ...[{ msgParam: { content: '督' } }, { msgParam: '{' }, { msgParam: '{}' }, { msgParam: of(15_001) }, { robotCode: '' }, { robotCode: 'ding' }],
      ...[{ msgParam: of(15_000) }],
    ]) {
      codes.push(codeOf(await send(given, facts)));
    }
    const no = (what: string) => [400, `invalidParameter.${what}`];
    expect(codes).toEqual([
      ...['userIds.empty', 'userIds.overMax', 'msgKey.empty', 'msgKey.invalid'].map(no),
      ...['msgParam.invalid', 'msgParam.invalid', 'msgParam.invalid', 'msgParam.invalid', 'robotCode.empty', 'robotCode.notExsit'].map(no),
      [200, undefined],
    ]);
    fake.addUser('2');
    fake.holdBack('2', true);
    const { status, body } = await send(given, { userIds: ['1', '2', '3'] });
    expect([status, body['invalidStaffIdList'], body['flowControlledStaffIdList']]).toEqual([200, ['3'], ['2']]);
    expect(fake.accepted.map(({ key }) => key)).toEqual(['1', '1']);
    await fake.close();
  });

  test('take 20 calls a second and no more', async () => {
    const { fake, token, send } = await app();
    const given = await token();
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(given)));
    expect(answers.filter(({ status }) => status === 403).length).toBeGreaterThan(0);
    const times = fake.accepted.map(({ at }) => at);
    expect(Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length))).toBe(20);
    fake.advance(1_000);
    expect((await send(given)).status).toBe(200);
    await fake.close();
  });
});
