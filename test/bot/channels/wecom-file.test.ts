/** A file to a group by WeCom's robot: left with it first, then shown; what goes wrong before it is shown has told nobody anything. */
import type { Message } from '../../../bot/channels/channel.js';
import { wecomGroupRobot } from '../../../bot/channels/wecom/group-robot.js';
import { secretsFrom } from '../../../bot/secrets.js';
import type { Fault } from '../../support/fake-gateway.js';
import { type FakeWecom, startFakeWecom } from '../../support/fake-wecom.js';

const secrets = secretsFrom('k'.repeat(44));
const message = (name: string, bytes: Buffer): Message => ({
  id: 'm1',
  title: '督办周报',
  text: '',
  markdown: null,
  card: null,
  file: { name, bytes },
});

describe('a file by WeCom’s robot', () => {
  let fake: FakeWecom;
  beforeEach(async () => {
    fake = await startFakeWecom();
  });
  afterEach(() => fake.close());

  const send = async (file = message('督办周报 2026年“12”月.docx', Buffer.alloc(4_000, 7))) => {
    const { address } = fake.addRobot();
    const robot = { id: 'r', kind: 'wecom', name: '群', group: 'office', sealedSecret: null, addressTail: '', stopped: null } as const;
    const channel = wecomGroupRobot({ secrets, allowedRobotHosts: ['127.0.0.1'], patience: { connectMs: 3_000, totalMs: 8_000 } });
    return channel.send({ kind: 'robot', robot: { ...robot, sealedAddress: secrets.seal(address) } }, file, new Date());
  };

  test('arrives under its name with every byte', async () => {
    expect(await send()).toMatchObject({ kind: 'sent' });
    expect(fake.accepted.map(({ text }) => text)).toEqual(['[file 督办周报 2026年“12”月.docx 4000]']);
    expect(await send(message('a"\r\nb.docx', Buffer.alloc(10)))).toMatchObject({ kind: 'sent' });
    expect(fake.accepted.at(-1)?.text).toBe('[file a___b.docx 10]');
  });

  test.each<readonly [Fault, string]>([
    [{ kind: 'dropReply' }, 'later'],
    [{ kind: 'hangUp' }, 'later'],
    [{ kind: 'brokenJson' }, 'later'],
    [{ kind: 'status', status: 502 }, 'later'],
    [{ kind: 'errcode', code: 45009 }, 'later'],
    [{ kind: 'errcode', code: 93000 }, 'refused'],
  ])('%j while it is left is never “nobody knows”: %s', async (fault, kind) => {
    fake.next(fault);
    expect(await send()).toMatchObject({ kind });
    expect(fake.accepted).toEqual([]);
  });

  test('a reply lost while it is shown is', async () => {
    let calls = 0;
    fake.weather(() => ({ delayMs: 0, fault: (calls += 1) === 2 ? { kind: 'dropReply' } : null }));
    expect(await send()).toMatchObject({ kind: 'unknown' });
  });

  test('a file WeCom does not take stops this message alone', async () => {
    expect(await send(message('空.docx', Buffer.alloc(3)))).toMatchObject({ kind: 'refused', stops: 'nothing' });
  });
});
