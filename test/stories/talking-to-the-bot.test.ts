/** People talk to the bot through the whole service: it asks before it changes anything, and tells nobody what is not theirs. */
import type { ChatMessage, ChatSaid } from '../../core/contract/chat.js';
import { type Phone, type World, world } from '../support/world.js';

let turn = 0;
const messageId = (): string => `message${String((turn += 1)).padStart(16, '0')}`;

describe('talking to the bot', () => {
  let w: World;
  let he: Phone;
  let tide: number;

  beforeAll(async () => {
    w = await world({ today: '2026-11-24' });
    await w.supervise();
    he = await w.phone('何俊');
    tide = (await he.task('潮汐窗口')).number;
  });
  afterAll(() => w.close());

  const say = async (phone: Phone, text: string, more: object = {}) =>
    (await phone.post<ChatSaid>('/api/my/messages', { messageId: messageId(), text, ...more })).body;
  const answerOf = ({ messages }: ChatSaid): ChatMessage => messages[1] as ChatMessage;
  const words = async (phone: Phone, text: string, more: object = {}) => answerOf(await say(phone, text, more)).text;
  const press = async (phone: Phone, message: ChatMessage, button: string) => {
    const found = message.card?.buttons?.find(({ words: one }) => one === button);
    if (found === undefined) throw new Error(`no button ${button} in ${JSON.stringify(message.card)}`);
    return say(phone, button, { press: found.key });
  };
  const events = () => w.base.db.collection('events').countDocuments();

  test('a report is shown back, changes nothing until it is confirmed, and is then made once however often it is pressed', async () => {
    const before = await events();
    const asked = answerOf(await say(he, `${tide}号 完成60% 已印发方案`));
    expect(asked.text).toMatch(new RegExp(`请确认：${tide} 号报进展[\\s\\S]*→ 60%[\\s\\S]*已印发方案[\\s\\S]*还没有提交`));
    expect(await events()).toBe(before);
    const once = answerOf(await press(he, asked, '确认提交'));
    const twice = answerOf(await press(he, asked, '确认提交'));
    expect(once.text).toContain('进展已提交');
    expect(twice.text).toBe(once.text);
    expect(await events()).toBe(before + 1);
    const task = await he.task('潮汐窗口');
    expect([task.percent, task.progress[0]?.text]).toEqual([60, '已印发方案']);
  });

  test('yes can be typed, works once, and there is nothing to say yes to afterwards', async () => {
    await say(he, `${tide}号 65% 又开了一个`);
    expect(await words(he, '确认')).toContain('进展已提交');
    const before = await events();
    expect(await words(he, '确认')).toContain('现在没有等您确认的事');
    expect(await events()).toBe(before);
  });

  test('what was said last needs no number; no takes it back; a change lays the sentence ready', async () => {
    await say(he, `${tide}号`);
    const asked = answerOf(await say(he, '70% 已印发'));
    expect(asked.text).toContain(`请确认：${tide} 号报进展`);
    const before = await events();
    const edited = await press(he, asked, '修改');
    expect(edited.draft).toBe('70% 已印发');
    expect(answerOf(await press(he, asked, '确认提交')).text).toContain('现在没有等您确认的事');
    await say(he, '75% 已印发');
    expect(await words(he, '取消')).toContain('什么都没有提交');
    expect(await words(he, '确认')).toContain('现在没有等您确认的事');
    expect(await events()).toBe(before);
  });

  test('a task that changed meanwhile is not changed by what was agreed to before', async () => {
    const asked = answerOf(await say(he, `${tide}号 80% 四个窗口`));
    const task = await he.task('潮汐窗口');
    await he.act(task, { kind: 'progress', text: '手机上先报了', percent: 72, evidenceIds: [] });
    const answer = await press(he, asked, '确认提交');
    expect(answerOf(answer).text).toMatch(/刚刚有了变化[\s\S]*没有提交/);
    expect((await he.task('潮汐窗口')).percent).toBe(72);
  });

  test('the same message again is the same question', async () => {
    const said = { messageId: messageId(), text: `${tide}号 85% 已挂牌` };
    const [first, again] = [await he.post<ChatSaid>('/api/my/messages', said), await he.post<ChatSaid>('/api/my/messages', said)];
    const keys = [first, again].map(({ body }) => answerOf(body).card?.buttons?.map(({ key }) => key));
    expect(keys[0]).toEqual(keys[1]);
    const { messages } = (await he.get<{ messages: ChatMessage[] }>('/api/my/messages')).body;
    expect(messages.filter(({ text }) => text === said.text)).toHaveLength(1);
  });

  test('a question that ran out is not carried out', async () => {
    const asked = answerOf(await say(he, `${tide}号 90% 已启用`));
    await w.base.db.collection('conversations').updateMany({}, { $set: { pendingUntil: new Date(Date.now() - 1_000) } });
    const before = await events();
    expect(answerOf(await press(he, asked, '确认提交')).text).toContain('现在没有等您确认的事');
    expect(await events()).toBe(before);
  });

  test('a task of another unit is answered like one that does not exist', async () => {
    const zhou = await w.phone('周敏');
    const answers = await Promise.all(
      [`${tide}号`, `签收${tide}号`, `${tide}号 完成60% 已印发方案`, `${tide}号申请验收`].map((text) => words(zhou, text)),
    );
    const none = await Promise.all(['9999号', '签收9999号', '9999号 完成60% 已印发方案', '9999号申请验收'].map((text) => words(zhou, text)));
    expect(answers.map((text) => text.replaceAll(String(tide), 'N'))).toEqual(none.map((text) => text.replaceAll('9999', 'N')));
    expect(answers.join()).not.toMatch(/潮汐|何俊/);
    expect(await words(zhou, '潮汐窗口那项')).not.toMatch(/何俊|高峰/);
  });

  test('nobody confirms what somebody else was asked', async () => {
    const asked = answerOf(await say(he, `${tide}号 95% 已启用`));
    const before = await events();
    const zhou = await w.phone('周敏');
    expect(answerOf(await press(zhou, asked, '确认提交')).text).toContain('现在没有等您确认的事');
    expect(await events()).toBe(before);
  });

  test('lists are cut at six lines with a link, and the office asks for what it sees to', async () => {
    const office = await w.phone('方正');
    w.setTime('2027-03-01', '09:00');
    const { card, text } = answerOf(await say(office, '逾期'));
    w.setTime('2026-11-24', '08:30');
    expect(card?.lines).toHaveLength(6);
    expect(card?.lines.at(-1)?.key).toBe('另有');
    expect(text).toContain('/#/pages/ledger/index');
    for (const { key, value } of card?.lines ?? []) expect([[...key].length <= 5, [...value].length <= 26]).toEqual([true, true]);
  });

  test('only one’s own room can be talked in, and nobody reads another’s by talking', async () => {
    const said = { messageId: messageId(), text: '我的任务' };
    expect((await he.post(`/api/chat/rooms/${encodeURIComponent('group:office')}/messages`, said)).status).toBe(403);
    const office = await w.phone('方正');
    expect((await office.post(`/api/chat/rooms/${encodeURIComponent(`person:${he.personId}`)}/messages`, said)).status).toBe(403);
    const own = await office.post<ChatSaid>(`/api/chat/rooms/${encodeURIComponent(`person:${office.personId}`)}/messages`, said);
    expect([own.status, own.body.messages[0]?.by?.isMe]).toEqual([200, true]);
  });
});
