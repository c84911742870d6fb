/** WeCom's notice of a mini-program: where it is bound and all of it fits; else, and whatever WeCom has against it, the card. */
import type { Member, Message, SendResult } from '../../../bot/channels/channel.js';
import { openChannels } from '../../../bot/channels/open-channels.js';
import { miniNotice } from '../../../bot/channels/wecom/mini-notice.js';
import { secretsFrom } from '../../../bot/secrets.js';
import type { PlatformApp } from '../../../bot/services.js';
import { wecomConnection } from '../../support/connect.js';
import { type FakeWecom, startFakeWecom } from '../../support/fake-wecom.js';
import { miniFault } from '../../support/fake-wecom-mini.js';
import { memoryLimits, memoryTokens } from '../../support/memory-tokens.js';
import { aTask, dueOn } from '../../support/make.js';
import { morningOf } from '../chat/morning.js';

const secrets = secretsFrom('k'.repeat(44));
const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
const limits = memoryLimits();
const { wecomApp } = openChannels({
  previews: { insert: async () => undefined },
  tokens: memoryTokens(),
  ...limits,
  secrets,
  allowedRobotHosts: ['127.0.0.1'],
});

let wecom: FakeWecom;
let app: PlatformApp;
beforeEach(async () => {
  wecom = await startFakeWecom();
  wecom.addUser('HeJun');
  const made = wecomConnection(wecom, secrets);
  const agentId = made.open['agentId'] ?? '';
  const { miniprogramSecret } = wecom.moreSecrets(agentId);
  app = {
    ...made,
    open: { ...made.open, miniprogramAppId: wecom.linkMiniProgram(agentId) },
    sealed: { ...made.sealed, miniprogramSecret: secrets.seal(miniprogramSecret) },
  };
});
afterEach(async () => {
  await limits.detours.clear('wecomApp');
  await wecom.close();
});

const MESSAGE: Message = {
  id: 'mini-1',
  title: '还剩 3 天：增设“潮汐窗口”',
  short: '还剩 3 天',
  text: '还剩 3 天',
  markdown: null,
  card: {
    ...{ source: '督办', title: '还剩 3 天：增设“潮汐窗口”', subtitle: null },
    lines: [{ key: '完成时限', value: '12月20日（周日）前' }],
    foot: '您是责任人。12月22日（周二）仍未申请验收的，按督办规则同步责任领导（陈立同志）。',
    links: [{ words: '填报进展', url: 'http://localhost:3000/#/pages/report/index?id=t1' }],
  },
};
const send = (message: Message = MESSAGE, to: PlatformApp = app): Promise<SendResult> => {
  const target: Member = { kind: 'member', app: to, personId: 'he', userId: 'HeJun' };
  return wecomApp.send(target, message, new Date());
};

test('says what, by when, why and what next in rows of thirty, and opens the very page', async () => {
  expect((await send()).kind).toBe('sent');
  expect(wecom.expect('HeJun', /还剩 3 天/)).toMatchObject({
    msgtype: 'miniprogram_notice',
    text: [
      '还剩 3 天',
      '事项 还剩 3 天：增设“潮汐窗口”',
      '完成时限 12月20日（周日）前',
      '说明 您是责任人。12月22日（周二）仍未申请验收的，',
      '（续） 按督办规则同步责任领导（陈立同志）。',
      '[pages/report/index?id=t1]',
    ].join('\n'),
  });
});

test('where no mini-program is bound it is the card it was', async () => {
  const { miniprogramAppId: _none, ...open } = app.open;
  await send(MESSAGE, { ...app, open });
  expect(wecom.expect('HeJun', /潮汐/).msgtype).toBe('template_card');
});

test('a reminder that is answered on the card stays a card with its buttons', async () => {
  wecom.setReceiving(app.open['agentId'] ?? '', { ...KEYS, url: 'http://127.0.0.1:9/' });
  const sealed = { ...app.sealed, token: secrets.seal(KEYS.token), aesKey: secrets.seal(KEYS.aesKey) };
  const card = { ...MESSAGE.card, buttons: [{ words: '已知悉', key: 'acknowledge:t1:1.due-before-3' }] } as Message['card'];
  await send({ ...MESSAGE, card }, { ...app, sealed });
  expect(wecom.expect('HeJun', /潮汐/).text).toMatch(/\[已知悉\]/);
});

test.each<[string, Partial<Message>]>([
  ['has no short title', { short: undefined as never }],
  ['has a short title of three characters', { short: '三个字' }],
  ['leads out of the mini-program', { card: { ...(MESSAGE.card as NonNullable<Message['card']>), links: [{ words: '打开', url: 'http://x/' }] } }],
  [
    'has more to say than ten rows',
    { card: { ...(MESSAGE.card as NonNullable<Message['card']>), foot: '这是说明里很长的一句话共二十二个字呢呢。'.repeat(9) } },
  ],
])('what %s goes as a card or as text', async (_name, facts) => {
  expect((await send({ ...MESSAGE, ...facts })).kind).toBe('sent');
  expect(wecom.accepted.map(({ msgtype }) => msgtype)).not.toContain('miniprogram_notice');
  expect(wecom.accepted).toHaveLength(1);
});

test('a mini-program that is not linked: the card goes at once, the connection stays, and why is kept for the office', async () => {
  const open = { ...app.open, miniprogramAppId: 'wx0000000000000000' };
  expect((await send(MESSAGE, { ...app, open })).kind).toBe('sent');
  expect(wecom.expect('HeJun', /潮汐/).msgtype).toBe('template_card');
  expect(await limits.detours.list('wecomApp')).toEqual([
    expect.objectContaining({ way: 'miniprogram', userId: null, words: expect.stringMatching(/“应用管理”→“小程序”里关联督办小程序/) }),
  ]);
  const before = wecom.calls();
  await send({ ...MESSAGE, id: 'mini-2' }, { ...app, open });
  expect(wecom.calls() - before).toBe(1);
});

test('is taken back by the application that sent it', async () => {
  const sent = await send();
  const id = sent.kind === 'sent' ? (sent.platformId ?? '') : '';
  const target: Member = { kind: 'member', app, personId: 'he', userId: 'HeJun' };
  expect(await wecomApp.recall(target, id)).toEqual({ kind: 'recalled' });
  expect(await wecomApp.recall(target, id)).toMatchObject({ kind: 'kept' });
});

test('every reminder’s short title keeps the platform’s room', () => {
  for (const count of [1, 3, 40, 120]) {
    for (const reader of ['he', 'chen', 'gao', 'fang', 'song']) {
      for (const day of ['2026-12-13', '2026-12-17', '2026-12-20', '2026-12-22', '2026-12-24', '2026-12-28']) {
        const tasks = Array.from({ length: count }, () => aTask(dueOn('2026-12-20')));
        const message = morningOf(reader, tasks, { day });
        if (message === null) continue;
        const { short = '' } = message;
        expect([short, [...short].length >= 4 && [...short].length <= 12]).toEqual([short, true]);
        const notice = miniNotice(message, 'wx1');
        if (notice !== null) expect(miniFault(notice, 'wx1')).toBeNull();
      }
    }
  }
});
