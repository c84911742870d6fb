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
