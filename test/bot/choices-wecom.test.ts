/** WeCom's cards to choose from: what was taken goes the way of a button, once, and the card says who chose what. */
import sharp from 'sharp';
import { sweep } from '../../bot/actions/sweep.js';
import { deliver } from '../../bot/actions/deliver.js';
import { readSelected } from '../../bot/channels/wecom/callback-xml.js';
import type { Task } from '../../core/ledger/model.js';
import { wecomConnection } from '../support/connect.js';
import { type FakeWecom, startFakeWecom } from '../support/fake-wecom.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { workedOff } from '../support/until.js';
import { type World, world } from '../support/world.js';

const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
const LATE = { ...dueOn('2026-12-10'), ownerId: 'he', leaderId: 'chen' };

let w: World;
let wecom: FakeWecom;
let agentId: string;
beforeAll(async () => {
  [w, wecom] = await Promise.all([world({ today: '2026-12-07', time: '08:40' }), startFakeWecom()]);
});
afterAll(async () => {
  await Promise.all([w?.close(), wecom?.close()]);
});
beforeEach(async () => {
  await w.base.empty();
  wecom.forget();
  w.setTime('2026-12-07', '08:40');
  const { people, ledger, apps } = w.services.store;
  await people.saveUnits(CENTRE.units);
  await people.savePeople(CENTRE.people.map((person) => (person.id === 'he' ? { ...person, wecomUserId: 'HeJun' } : person)));
  for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
  await ledger.saveRound(aRound());
  await ledger.saveFindings([aFinding()]);
  const app = wecomConnection(wecom, w.services.secrets, KEYS);
  await apps.save(app);
  agentId = app.open['agentId'] ?? '';
  wecom.setReceiving(agentId, { ...KEYS, url: `${w.url}/api/callbacks/wecom` });
  wecom.addUser('HeJun');
});

/** So many tasks due in three days, and the morning's reminder of them. */
async function reminded(count: number): Promise<readonly Task[]> {
  const tasks = Array.from({ length: count }, (_, index) =>
    aTask({ id: `task-${index + 1}`, number: index + 1, measure: `措施${index + 1}`, ...LATE }),
  );
  await w.services.store.tasks.insertMany(tasks);
  await sweep(w.services);
  await deliver(w.services);
  w.setTime('2026-12-07', '09:05');
  return tasks;
}
const settled = () => workedOff(w);
const pressed = async (words: string) => {
  expect(await wecom.press(agentId, 'HeJun', words)).toBe(200);
  await settled();
};
const chosen = async (options: readonly string[]) => {
  expect(await wecom.choose(agentId, 'HeJun', options)).toBe(200);
  await settled();
};
const heard = async () =>
  (
    await w.base.db
      .collection('events')
      .find({ action: { $in: ['acknowledge', 'snooze'] } })
      .toArray()
  ).map(({ action, subject, data }) => ({
    ...{ action, task: subject.id },
    ...(data.until === undefined ? {} : { until: data.until }),
  }));

test('a reminder of few is answered for all of them by one tap, and the card says who and when', async () => {
  await reminded(3);
  const { text } = wecom.expect('HeJun', /3 项整改任务临近时限/);
  expect(text).toMatch(/\[已知悉\]\n\[稍后提醒\]/);
  expect(text.match(/\[已知悉\]/g)).toHaveLength(1);
  await pressed('已知悉');
  expect(await heard()).toEqual(['task-1', 'task-2', 'task-3'].map((task) => ({ action: 'acknowledge', task })));
  expect(wecom.cardOf('HeJun')).toMatchObject({
    card_type: 'text_notice',
    sub_title_text: '何俊 12月7日（周一）09:05：已知悉 3 项提醒。',
  });
  wecom.expectNothing();
});

test('of more than stand on the card it is asked which and how; what is chosen is done, and the card says what', async () => {
  await reminded(8);
  wecom.expect('HeJun', /8 项整改任务临近时限/);
  await pressed('选择回应');
  const { text } = wecom.expect('HeJun', /8 项提醒，怎样回应？/);
  expect(text).toMatch(/回应哪些：\n\( 全部 8 项 \)\n\( 1号 措施1 \)[\s\S]*怎样回应：\n\( 已知悉 \)\n\( 12月\d+日（周.）再提醒 \)/);
  await chosen(['2号', '已知悉']);
  expect(await heard()).toEqual([{ action: 'acknowledge', task: 'task-2' }]);
  expect(wecom.cardOf('HeJun')).toMatchObject({
    card_type: 'text_notice',
    main_title: { title: '提醒已经回应' },
    sub_title_text: expect.stringMatching(/^何俊 12月7日（周一）09:05：已知悉。/),
  });
  wecom.expectNothing();
});

test('all at once are answered each by itself: what has moved meanwhile is told, and hinders no other', async () => {
  const [first] = await reminded(8);
  wecom.expect('HeJun', /8 项/);
  await pressed('选择回应');
  wecom.expect('HeJun', /怎样回应/);
  if (first !== undefined) await w.services.store.tasks.replace({ ...first, status: 'closed', version: first.version + 1, closedAt: new Date() });
  await chosen(['全部', '已知悉']);
  expect(await heard()).toHaveLength(7);
  expect(wecom.cardOf('HeJun')).toMatchObject({ sub_title_text: expect.stringMatching(/已知悉 7 项提醒。另有 1 项没有记录：/) });
});

test('a reminder is put off to the day that is chosen, and never to one beyond the rules', async () => {
  await reminded(1);
  wecom.expect('HeJun', /还剩 3 天/);
  await pressed('稍后提醒');
  const { text } = wecom.expect('HeJun', /1 号“措施1”怎样回应？/);
  const days = text.match(/\d+月\d+日（周.）再提醒/g) ?? [];
  expect(days).not.toHaveLength(0);
  await chosen([days[0] ?? '']);
  const [event, ...others] = await heard();
  expect(event).toMatchObject({ action: 'snooze', task: 'task-1', until: expect.stringMatching(/^2026-12-0[89]$/) });
  expect(others).toEqual([]);
});

test('told once more by the platform it is done once', async () => {
  await reminded(1);
  wecom.expect('HeJun', /还剩 3 天/);
  await pressed('稍后提醒');
  wecom.expect('HeJun', /怎样回应/);
  await chosen(['已知悉']);
  expect(await wecom.repeat(agentId, 'HeJun')).toBe(200);
  await settled();
  expect(await heard()).toHaveLength(1);
  expect(wecom.updated).toHaveLength(1);
  wecom.expectNothing();
});

test('of many tasks a report may belong to, one is chosen, and it is asked before anything changes', async () => {
  await reminded(8);
  wecom.expect('HeJun', /8 项/);
  await wecom.say(agentId, 'HeJun', '完成60% 已印发方案');
  await settled();
  wecom.expect('HeJun', /您说的是哪一项？[\s\S]*\( 5号 措施5 \)[\s\S]*\[就是这一项\]/);
  await chosen(['5号']);
  expect(wecom.expect('HeJun', /请确认：5 号报进展/).text).toMatch(/60%/);
  await pressed('确认提交');
  expect((await w.services.store.tasks.many(['task-5']))[0]?.task.percent).toBe(60);
  wecom.expect('HeJun', /进展已提交/);
  expect(wecom.updated).toEqual([
    expect.objectContaining({ card_type: 'text_notice', sub_title_text: '何俊 12月7日（周一）09:05：选了一项' }),
    expect.objectContaining({ card_type: 'text_notice', sub_title_text: '何俊 12月7日（周一）09:05：点了确认，结果见下面的消息' }),
  ]);
});

test('where what was confirmed could not be done, the card does not say that it was', async () => {
  const [task] = await reminded(1);
  wecom.expect('HeJun', /还剩 3 天/);
  await wecom.say(agentId, 'HeJun', '1号 完成60% 已印发方案');
  await settled();
  wecom.expect('HeJun', /请确认/);
  if (task !== undefined) await w.services.store.tasks.replace({ ...task, remark: '别人刚改过', version: task.version + 1 });
  await pressed('确认提交');
  wecom.expect('HeJun', /没有提交/);
  expect((await w.services.store.tasks.many(['task-1']))[0]?.task.percent).toBe(0);
  expect(wecom.updated.map(({ sub_title_text }) => sub_title_text)).toEqual(['何俊 12月7日（周一）09:05：点了确认，结果见下面的消息']);
});

test('a question that was answered has no buttons left; one that only leads on keeps them', async () => {
  await reminded(1);
  wecom.expect('HeJun', /还剩 3 天/);
  await wecom.say(agentId, 'HeJun', '1号 完成60% 已印发方案');
  await settled();
  wecom.expect('HeJun', /请确认/);
  await pressed('取消');
  wecom.expect('HeJun', /什么都没有提交/);
  expect(wecom.updated.map(({ sub_title_text }) => sub_title_text)).toEqual(['何俊 12月7日（周一）09:05：点了取消']);
  await wecom.say(agentId, 'HeJun', '1号');
  await settled();
  wecom.expect('HeJun', /措施1/);
  await pressed('报进展');
  wecom.expect('HeJun', /请接着写/);
  expect(wecom.updated).toHaveLength(1);
});

describe('a photo sent to the bot', () => {
  const photo = () =>
    sharp({ create: { width: 400, height: 300, channels: 3, background: '#3a7' } })
      .jpeg()
      .toBuffer();
  const sendPhoto = async (picture: Buffer) => {
    expect(await wecom.sendPicture(agentId, 'HeJun', picture)).toBe(200);
    await settled();
  };
  const kept = async () => (await w.services.store.events.of('task', 'task-2')).filter(({ action }) => action === 'progress');

  test('is offered as evidence for the task last talked about, and counts once somebody says yes', async () => {
    await reminded(3);
    wecom.expect('HeJun', /3 项/);
    await wecom.say(agentId, 'HeJun', '2号');
    await settled();
    wecom.expect('HeJun', /措施2/);
    await sendPhoto(await photo());
    expect(wecom.expect('HeJun', /请确认：2 号报进展/).text).toMatch(/照片 1 张/);
    expect(await kept()).toEqual([]);
    await wecom.say(agentId, 'HeJun', '确认');
    await settled();
    wecom.expect('HeJun', /进展已提交/);
    const [event] = await kept();
    expect(event?.data['evidenceIds']).toHaveLength(1);
    expect(await w.base.db.collection('uploads').countDocuments({ taskId: 'task-2', kind: 'photo' })).toBe(1);
  });

  test('of which nobody said what it shows is asked for, and needs not be sent again', async () => {
    await reminded(8);
    wecom.expect('HeJun', /8 项/);
    await sendPhoto(await photo());
    wecom.expect('HeJun', /您说的是哪一项？[\s\S]*\( 2号 措施2 \)/);
    expect(await w.base.db.collection('uploads').countDocuments()).toBe(0);
    await chosen(['2号']);
    wecom.expect('HeJun', /请确认：2 号报进展[\s\S]*照片 1 张/);
    expect(await kept()).toEqual([]);
    await pressed('确认提交');
    expect((await kept())[0]?.data['evidenceIds']).toHaveLength(1);
  });

  test('that is none, or that the platform has no more, is said so and kept nowhere', async () => {
    await reminded(1);
    wecom.expect('HeJun', /还剩 3 天/);
    await sendPhoto(Buffer.from('no picture at all'));
    wecom.expect('HeJun', /没有办成/);
    await sendPhoto(Buffer.alloc(11 * 1_048_576));
    wecom.expect('HeJun', /这张照片超过 10 MB。请打开任务页面/);
    wecom.next({ kind: 'errcode', code: 40007 });
    await sendPhoto(await photo());
    wecom.expect('HeJun', /企业微信里这张照片已经过期。请再发一次/);
    expect(await w.base.db.collection('events').countDocuments({ action: 'progress' })).toBe(0);
  });

  test('of somebody unknown is not even fetched', async () => {
    wecom.addUser('Nobody');
    const before = wecom.calls();
    expect(await wecom.sendPicture(agentId, 'Nobody', await photo())).toBe(200);
    await settled();
    wecom.expect('Nobody', /没有登记/);
    // The token and the answer, no more.
    expect(wecom.calls() - before).toBeLessThanOrEqual(2);
    expect(await w.base.db.collection('uploads').countDocuments()).toBe(0);
  });
});

test('where nothing comes back to us a choice is a text that says how to say it', async () => {
  const app = await w.services.store.apps.find('wecomApp');
  if (app === null) throw new Error('not connected');
  const { secret = '' } = app.sealed;
  const lists = [{ id: 'how', words: '怎样回应', options: [{ id: 'acknowledge', words: '已知悉' }] }];
  const choose = { lists, submit: { words: '提交', key: 'chosen:a:1' } };
  const card = { source: '督办', title: '选', subtitle: null, lines: [], foot: '', links: [{ words: '打开', url: 'http://x' }], choose };
  const target = { kind: 'member', app: { ...app, sealed: { secret } }, personId: 'he', userId: 'HeJun' } as const;
  const sent = await w.services.channels.wecomApp.send(target, { id: 'm1', title: '选', text: '请说“收到1号”。', markdown: null, card }, new Date());
  expect(sent.kind).toBe('sent');
  expect(wecom.expect('HeJun', /收到1号/).msgtype).toBe('text');
});

describe('what was chosen, as the platform tells it', () => {
  const xml = (inner: string) => `<xml><SelectedItems>${inner}</SelectedItems></xml>`;
  const item = (list: string, ...ids: readonly string[]) =>
    `<SelectedItem><QuestionKey><![CDATA[${list}]]></QuestionKey><OptionIds>${ids.map((id) => `<OptionId><![CDATA[${id}]]></OptionId>`).join('')}</OptionIds></SelectedItem>`;

  test.each<[string, string, unknown]>([
    ['one list', xml(item('how', 'acknowledge')), { how: 'acknowledge' }],
    ['two lists', xml(item('which', 'all') + item('how', 'acknowledge')), { which: 'all', how: 'acknowledge' }],
    ['several of one list: the first', xml(item('how', 'a', 'b')), { how: 'a' }],
    ['nothing', xml(''), null],
    ['a list without an option', xml(item('how')), null],
    ['no XML', 'garbage', null],
    ['a text in its place', '<xml><SelectedItems>all</SelectedItems></xml>', null],
  ])('%s', (_name, text, picked) => {
    expect(readSelected(text)).toEqual(picked);
  });
});
