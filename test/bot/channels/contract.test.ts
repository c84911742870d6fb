/** One contract for every channel: preview chat, group robots and applications of WeCom and DingTalk. */
import { openChannels } from '../../../bot/channels/open-channels.js';
import type { AppChannel, Channel, ChannelKind, Message, Target } from '../../../bot/channels/channel.js';
import { secretsFrom } from '../../../bot/secrets.js';
import type { Robot } from '../../../bot/services.js';
import { openTestStore } from '../../support/database.js';
import { dingtalkConnection, wecomConnection } from '../../support/connect.js';
import { memoryLimits, memoryTokens } from '../../support/memory-tokens.js';
import type { Accepted } from '../../support/fake-gateway.js';
import { startFakeDingtalk } from '../../support/fake-dingtalk.js';
import { startFakeWecom } from '../../support/fake-wecom.js';

const secrets = secretsFrom('k'.repeat(44));
const NOW = new Date('2026-12-01T02:00:00Z');
const patience = { connectMs: 3_000, totalMs: 8_000 };

interface Tried {
  readonly channel: Channel;
  readonly target: Target;
  received(): Promise<readonly string[]>;
  /** What the platform made of it, where it is a group's. */
  accepted?(): readonly Accepted[];
  close(): Promise<void>;
}

const robotAt = (kind: Robot['kind'], address: string, secret: string | null): Robot => ({
  id: 'robot',
  kind,
  name: '群机器人',
  group: 'office',
  sealedAddress: secrets.seal(address),
  sealedSecret: secret === null ? null : secrets.seal(secret),
  addressTail: address.slice(-4),
  stopped: null,
});

const without = {
  previews: { insert: async () => undefined },
  tokens: memoryTokens(),
  ...memoryLimits(),
  secrets,
  allowedRobotHosts: ['127.0.0.1'],
  patience,
};

const OPEN: Readonly<Record<ChannelKind, () => Promise<Tried>>> = {
  preview: async () => {
    const base = await openTestStore();
    return {
      channel: openChannels({ ...without, previews: base.store.previews }).preview,
      target: { kind: 'room', room: 'group:office' },
      received: async () => (await base.store.previews.ofRoom('group:office', 100)).map((message) => message.text),
      close: () => base.close(),
    };
  },
  wecom: async () => {
    const fake = await startFakeWecom();
    return {
      channel: openChannels(without).wecom,
      target: { kind: 'robot', robot: robotAt('wecom', fake.addRobot().address, null) },
      accepted: () => fake.accepted,
      received: async () => fake.accepted.map((message) => message.text),
      close: () => fake.close(),
    };
  },
  wecomChat: async () => {
    const fake = await startFakeWecom();
    fake.addUser('HeJun');
    fake.addUser('FangZheng');
    const app = wecomConnection(fake, secrets);
    const channel = openChannels(without).wecomChat;
    const made = await channel.create(app, { chatId: 'groupofoffice', name: '巡察办', ownerId: 'FangZheng', userIds: ['HeJun', 'FangZheng'] });
    expect(made.kind).toBe('sent');
    return {
      channel,
      target: { kind: 'chat', app, robot: robotAt('wecomChat', 'groupofoffice', null) },
      accepted: () => fake.accepted,
      received: async () => fake.accepted.map((message) => message.text),
      close: () => fake.close(),
    };
  },
  wecomApp: async () => {
    const fake = await startFakeWecom();
    fake.addUser('HeJun');
    return {
      channel: openChannels(without).wecomApp,
      target: { kind: 'member', app: wecomConnection(fake, secrets), personId: 'he', userId: 'HeJun' },
      received: async () => fake.accepted.map((message) => message.text),
      close: () => fake.close(),
    };
  },
  dingtalkApp: async () => {
    const fake = await startFakeDingtalk();
    fake.addUser('016422');
    return {
      channel: openChannels(without).dingtalkApp,
      target: { kind: 'member', app: dingtalkConnection(fake, secrets), personId: 'he', userId: '016422' },
      received: async () => fake.accepted.map((message) => message.text),
      close: () => fake.close(),
    };
  },
  dingtalk: async () => {
    const fake = await startFakeDingtalk();
    const { address } = fake.addRobot({ secret: 'SECdingdong', keywords: ['督办'] });
    return {
      channel: openChannels(without).dingtalk,
      target: { kind: 'robot', robot: robotAt('dingtalk', address, 'SECdingdong') },
      accepted: () => fake.accepted,
      received: async () => fake.accepted.map((message) => message.text),
      close: () => fake.close(),
    };
  },
};

/** The same channel by another of its ways: what a reader gets ends with a number of the message. */
const WAYS: Readonly<Record<string, () => Promise<Tried>>> = {
  ...OPEN,
  'dingtalkApp by work notices': async () => {
    const fake = await startFakeDingtalk();
    fake.addUser('016422');
    const app = dingtalkConnection(fake, secrets);
    const open = { ...app.open, personalBy: 'notice', agentId: fake.agentOf(app.open['appKey'] ?? '') };
    return {
      channel: openChannels(without).dingtalkApp,
      target: { kind: 'member', app: { ...app, open }, personId: 'he', userId: '016422' },
      received: async () => fake.accepted.map(({ text }) => text.replace(/\n\n编号 \S{1,8}$/, '')),
      close: () => fake.close(),
    };
  },
};

/** One pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
let made = 0;
const message = (text: string, markdown: string | null = null): Message => ({ id: `m${(made += 1)}`, title: '今日督办', text, markdown, card: null });

describe.each(Object.keys(WAYS))('%s', (way) => {
  const kind = way.split(' ')[0] as ChannelKind;
  let tried: Tried;
  beforeAll(async () => {
    tried = await (WAYS[way] ?? OPEN[kind])();
  });
  afterAll(() => tried.close());

  test('says which channel it is', () => {
    expect(tried.channel.kind).toBe(kind);
  });

  test('a message arrives with its words, and the channel says that it was sent', async () => {
    const result = await tried.channel.send(tried.target, message('政务服务科：逾期 2 项'), NOW);
    expect(result.kind).toBe('sent');
    expect((await tried.received()).at(-1)).toContain('政务服务科：逾期 2 项');
  });

  test('formatted words arrive as well', async () => {
    expect((await tried.channel.send(tried.target, message('逾期 3 项', '### 今日督办\n> 逾期 3 项'), NOW)).kind).toBe('sent');
    expect((await tried.received()).at(-1)).toContain('逾期 3 项');
  });

  test('the longest message fits, keeps whole lines and ends with its link', async () => {
    const lines = Array.from({ length: 900 }, (_, index) => `第${index}行：某科室“逾期 1 项”`);
    const long = [...lines, '查看台账：http://localhost:3000/#/pages/ledger/index'].join('\n');
    expect((await tried.channel.send(tried.target, message(long, long), NOW)).kind).toBe('sent');
    const text = (await tried.received()).at(-1) ?? '';
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(tried.channel.maxBytes);
    expect(text).toMatch(/查看台账：http:\/\/localhost:3000\/#\/pages\/ledger\/index$/);
    for (const line of text.split('\n').filter((one) => one.includes('第'))) expect(line).toMatch(/^(【督办】)?第\d+行：某科室“逾期 1 项” *$/);
  });

  test('a picture and a file arrive where the channel says that it carries them, elsewhere their words do', async () => {
    const words = '督办周报：http://localhost:3000/weeks';
    for (const [part, shown] of [
      [{ picture: PNG }, /^\[image/],
      [{ file: { name: '周报.docx', bytes: Buffer.alloc(100, 1) } }, /^\[file 周报/],
    ] as const) {
      expect((await tried.channel.send(tried.target, { ...message(words), ...part }, NOW)).kind).toBe('sent');
      const isCarried = tried.channel.carries.includes('picture' in part ? 'picture' : 'file');
      expect([(await tried.received()).at(-1), isCarried]).toEqual([isCarried ? expect.stringMatching(shown) : words, isCarried]);
    }
  });

  test('naughty words arrive as they are and mention nobody', async () => {
    const words = '<@zhang> 督办 "引号" \\ 反斜杠 😀 <script> ${x}';
    expect((await tried.channel.send(tried.target, message(words), NOW)).kind).toBe('sent');
    const text = (await tried.received()).at(-1);
    const shown = { wecom: words.replace('<@', '＜@'), wecomApp: words.replaceAll('<', '＜'), wecomChat: words.replaceAll('<', '＜') };
    expect(text).toBe(kind in shown ? shown[kind as keyof typeof shown] : words);
  });
});

describe.each(['wecom', 'dingtalk', 'wecomChat'] as const)('who is named in a group of %s', (kind) => {
  const person = (name: string, wecomUserId: string | null, dingtalkUserId: string | null) => ({ name, wecomUserId, dingtalkUserId });
  const people = [person('何俊', 'HeJun', '016422'), person('周敏', null, null), person('吴倩', 'Wu>Qian', 'wu qian')];
  const mentions = { words: '请现在办理：', people };
  const shown = {
    wecom: '请现在办理：<@HeJun> @周敏 @吴倩',
    dingtalk: '请现在办理：@016422 @周敏 @吴倩',
    wecomChat: '请现在办理：@何俊 @周敏 @吴倩',
  }[kind];

  test('is called by the platform where it knows them, else named, below the words and never cut', async () => {
    const tried = await OPEN[kind]();
    const { channel, target, accepted } = tried;
    const long = `${Array.from({ length: 900 }, () => '某科室“逾期 1 项”').join('\n')}\n查看台账：http://localhost:3000`;
    for (const words of [message('逾期 1 项'), message('逾期 1 项', '### 逾期 1 项'), message(long, long)]) {
      expect((await channel.send(target, { ...words, mentions }, NOW)).kind).toBe('sent');
      const got = accepted?.().at(-1);
      expect(got?.mentioned).toEqual([kind === 'dingtalk' ? '016422' : 'HeJun']);
      expect(got?.text.split('\n').at(-1)).toBe(shown);
      expect(Buffer.byteLength(got?.text ?? '')).toBeLessThanOrEqual(channel.maxBytes);
    }
    await tried.close();
  });

  test('beyond twenty is counted, and nobody is called where nobody is named', async () => {
    const tried = await OPEN[kind]();
    const many = Array.from({ length: 23 }, (_, index) => person(`人${index}`, 'HeJun', '016422'));
    await tried.channel.send(tried.target, { ...message('逾期 1 项'), mentions: { ...mentions, people: many } }, NOW);
    expect(tried.accepted?.().at(-1)?.text).toMatch(/ 等 23 人$/);
    await tried.channel.send(tried.target, message('逾期 1 项'), NOW);
    expect(tried.accepted?.().at(-1)?.mentioned).toEqual([]);
    await tried.close();
  });
});

describe.each(Object.keys(WAYS).filter((way) => /App/.test(way)))('what went by %s', (way) => {
  test('is taken back once; what the platform does not know stays, with words that say how to go on', async () => {
    const tried = await (WAYS[way] ?? OPEN.preview)();
    const { channel, target } = tried;
    if (target.kind !== 'member' || !('recall' in channel)) throw new Error('an application is expected');
    const app = channel as AppChannel;
    const sent = await channel.send(target, message('发错了'), NOW);
    const platformId = sent.kind === 'sent' ? (sent.platformId ?? '') : '';
    expect(await app.recall(target, platformId)).toEqual({ kind: 'recalled' });
    expect(await app.recall(target, platformId)).toMatchObject({ kind: 'kept', words: expect.stringMatching(/请另发一条说明/) });
    await tried.close();
  });
});

describe.each(['wecom', 'dingtalk'] as const)('the robot of %s', (kind) => {
  test('an address of another host is refused with a sentence', () => {
    const read = openChannels(without)[kind].readAddress('https://example.com/cgi-bin/webhook/send?key=abcd', null);
    expect(read.faults.length).toBeGreaterThan(0);
    expect(read.faults[0]?.place).toBe('机器人地址');
  });
});

describe.each(['wecomApp', 'dingtalkApp'] as const)('the application of %s', (kind) => {
  const channel = openChannels(without)[kind];

  test('an empty form names everything that is needed, and a base address of another host is refused', () => {
    const read = channel.readForm({ baseUrl: 'https://example.com' }, []);
    const needed = channel.form.filter(({ isNeeded }) => isNeeded).map(({ label }) => label);
    expect(read.faults.map(({ place }) => place)).toEqual([...needed, '接口地址']);
  });

  test('a secret that is kept need not be given again', () => {
    const secrets = channel.form.filter(({ isSecret }) => isSecret).map(({ name }) => name);
    expect(channel.readForm({}, secrets).faults.map(({ place }) => place)).toEqual(
      channel.form.filter(({ isNeeded, isSecret }) => isNeeded && !isSecret).map(({ label }) => label),
    );
  });
});

describe('the preview chat', () => {
  test('shows a resend of the same message once', async () => {
    const tried = await OPEN.preview();
    const once = message('只有一条');
    await tried.channel.send(tried.target, once, NOW);
    await tried.channel.send(tried.target, once, new Date(NOW.getTime() + 60_000));
    expect(await tried.received()).toEqual(['只有一条']);
    await tried.close();
  });
});
