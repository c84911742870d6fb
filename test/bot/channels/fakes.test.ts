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
