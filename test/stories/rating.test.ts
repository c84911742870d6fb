/** A citizen rates a service: twice, badly, unanswered, answered, once more; and what everybody else may see of it. */
import sharp from 'sharp';
import type { RatingDone, RatingOfMine, RatingPage } from '../../core/contract/rating.js';
import type { RatingList, Satisfaction } from '../../core/contract/satisfaction.js';
import type { TaskList } from '../../core/contract/task.js';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import type { CodeShown, WindowRoom } from '../../core/contract/window.js';
import { openTickets } from '../../bot/actions/ratings/open-tickets.js';
import { momentOf } from '../../bot/actions/sweep.js';
import { type Answer, type Phone, type World, worlds } from '../support/world.js';

const newWorld = worlds();

const PHONE = '13812345678';
let requests = 0;
const requestId = (): string => `request-of-story-${(requests += 1)}`;

describe('rating a service', () => {
  let w: World;
  let office: Phone;
  let code: string;
  let windowId: string;

  const say = (facts: Record<string, unknown> = {}) => ({
    requestId: requestId(),
    deviceId: `device-${'x'.repeat(16)}`,
    level: 5,
    tags: [],
    comment: '',
    ...facts,
  });
  const rate = async (facts: Record<string, unknown> = {}, by = code): Promise<Answer<RatingDone & { error: { id: string; message: string } }>> => {
    const answer = await w.stranger.post<RatingDone & { error: { id: string; message: string } }>(`/api/rate/${by}`, say(facts));
    await openTickets(w.services, await momentOf(w.services));
    return answer;
  };
  const mine = async (token: string) => (await w.stranger.get<RatingOfMine>(`/api/ratings/mine/${token}`)).body;
  const unitId = async (name: string) => (await w.services.store.people.units()).find((unit) => unit.name === name)?.id ?? '';
  const idOf = async (name: string) => (await w.phone(name)).personId;

  async function addWindow(facts: Record<string, unknown>): Promise<WindowRoom> {
    const answer = await office.post<WindowRoom>('/api/windows', {
      ...{ requestId: requestId(), handlerId: null, leaderId: null, staff: [], services: [], active: true },
      ...facts,
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }
  const codeIn = (url: string | null | undefined) => url?.split('c=')[1] ?? '';
  const ticketOf = async (phone: Phone): Promise<TaskDetail> => phone.task('差评');

  beforeEach(async () => {
    // A Tuesday.
    w = await newWorld({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
    office = await w.phone('方正');
    const room = await addWindow({
      name: '3 号窗口',
      unitId: await unitId('政务服务科'),
      handlerId: await idOf('何俊'),
      leaderId: await idOf('陈立'),
      staff: [{ workNumber: '012', name: '李丽', personId: await idOf('李丽') }],
      services: ['社保登记', '医保报销'],
    });
    windowId = room.windows[0]?.id ?? '';
    code = codeIn(room.windows[0]?.ratingUrl);
    await w.tick();
    for (const name of ['何俊', '陈立', '方正', '高远']) await w.newsFor(name);
  });
  afterEach(() => w.close());

  test('the page says whom one rates and what becomes of it; a good rating is one request, its repetition the same answer', async () => {
    const page = (await w.stranger.get<RatingPage>(`/api/rate/${code}`)).body;
    expect(page).toMatchObject({ windowName: '3 号窗口', unitName: '政务服务科', staff: [], services: ['社保登记', '医保报销'], needsPhone: false });
    expect(page.levels.map(({ words }) => words)).toEqual(['非常满意', '满意', '基本满意', '不满意', '非常不满意']);
    expect(page.promiseWords).toBe('留了电话的，1 个工作日内回访；15 个工作日内整改并答复。');
    const asked = say({ tags: ['态度热情'] });
    const first = await w.stranger.post<RatingDone>(`/api/rate/${code}`, asked);
    const again = await w.stranger.post<RatingDone>(`/api/rate/${code}`, asked);
    expect(first.body).toMatchObject({ words: '评价已收到，谢谢您。', nextWords: null });
    expect(again.body).toEqual(first.body);
    expect(await w.base.db.collection('ratings').countDocuments()).toBe(1);
    expect(await w.base.db.collection('events').countDocuments({ 'subject.kind': 'rating', action: 'rated' })).toBe(1);
  });

  test('one service number is one rating: the second is refused kindly, from whatever device', async () => {
    const shown = await office.post<CodeShown>(`/api/windows/${windowId}/code`, { serviceNumber: 'A-1024' });
    const once = codeIn(shown.body.url);
    expect((await rate({}, once)).status).toBe(200);
    const second = await rate({ deviceId: 'another-device-of-theirs', level: 1 }, once);
    expect(second.status).toBe(409);
    expect(second.body.error).toMatchObject({ id: 'rated-already', message: '这次服务已经评价过了，谢谢您。' });
    // Said before anything is filled in; another number's page opens.
    const page = await w.stranger.get<{ error: { message: string } }>(`/api/rate/${once}`);
    expect([page.status, page.body.error.message]).toEqual([409, '这次服务已经评价过了，谢谢您。']);
    const other = codeIn((await office.post<CodeShown>(`/api/windows/${windowId}/code`, { serviceNumber: 'A-1025' })).body.url);
    expect((await w.stranger.get(`/api/rate/${other}`)).status).toBe(200);
    expect(await w.base.db.collection('tasks').countDocuments({ ticket: { $ne: null } })).toBe(0);
  });

  test('two phones that rate one service number at the same instant leave one rating', async () => {
    const once = codeIn((await office.post<CodeShown>(`/api/windows/${windowId}/code`, { serviceNumber: 'B7' })).body.url);
    const answers = await Promise.all(['a', 'b', 'c'].map((letter) => rate({ deviceId: letter.repeat(16), level: 2 }, once)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await w.base.db.collection('ratings').countDocuments()).toBe(1);
    expect(await w.base.db.collection('tasks').countDocuments({ ticket: { $ne: null } })).toBe(1);
  });

  test('a bad rating is called back late, climbs, is answered, rated once more and closed', async () => {
    const { body } = await rate({ level: 1, tags: ['等候时间长'], comment: '等了一小时，请打 13812345678', phone: PHONE });
    expect(body.nextWords).toBe('很抱歉没有让您满意。我们会在 1 个工作日内给您回电话，15 个工作日内整改并答复，答复会显示在这个页面上。');
    expect(await mine(body.token)).toMatchObject({
      stateWords: '正在处理，11月25日（周三）前给您回电话，12月15日（周二）前整改并答复。',
      mayFollow: false,
    });

    const early = await w.stranger.post<{ error: { message: string } }>(`/api/ratings/mine/${body.token}/follow`, { level: 5, comment: '' });
    expect([early.status, early.body.error.message]).toEqual([409, '答复以后才能追评。']);

    await w.tick();
    const [news = ''] = await w.newsFor('何俊');
    expect(news).toMatch(/差评工单等您办理：处理“3 号窗口”的差评（非常不满意）/);
    expect(news).toMatch(/请在 11月25日（周三）前电话回访，整改后请答复评价人，再申请验收。/);
    expect(news).toMatch(/11月26日（周四）仍未回访的，按督办规则同步责任领导/);
    expect(news).not.toMatch(/一小时|138/);
    const handler = await w.phone('何俊');
    let ticket = await ticketOf(handler);
    expect(ticket.ticket).toMatchObject({
      ...{ levelWords: '非常不满意', comment: '等了一小时，请打 138****5678', phone: '138****5678', mayReveal: true },
      ...{ windowWords: '3 号窗口', staffWords: '李丽（工号 012）', callWords: '11月25日（周三）前回访' },
    });
    expect(ticket.allowed.find(({ kind }) => kind === 'submit')?.missing).toBe('申请验收前还没有回访，还没有答复评价人。');

    await w.days(1);
    expect((await w.newsFor('何俊')).join()).toMatch(/差评等您回访/);
    expect((await w.newsFor('陈立')).join()).not.toMatch(/【督办】[^：\n]*(未回访|没有回访)/);
    await w.days(1);
    expect((await w.newsFor('陈立')).join()).toMatch(/【督办】[^：\n]*(未回访|没有回访)/);
    expect((await w.newsFor('方正')).join()).not.toMatch(/【督办】[^：\n]*(未回访|没有回访)/);
    await w.days(4);
    expect((await w.newsFor('方正')).join()).toMatch(/【督办】[^：\n]*(未回访|没有回访)/);
    expect((await w.newsFor('高远')).join()).toMatch(/【督办】[^：\n]*(未回访|没有回访)/);

    const shown = await handler.post<{ phone: string }>(`/api/tasks/${ticket.id}/number`, { requestId: requestId(), reason: '电话回访' });
    expect(shown.body.phone).toBe(PHONE);
    ticket = await ticketOf(handler);
    expect(ticket.history[0]?.words).toMatch(/何俊 查看评价人电话：电话回访$/);
    await handler.act(ticket, { kind: 'callBack', reached: false, text: '' });
    const called = await handler.act(await ticketOf(handler), { kind: 'callBack', reached: true, text: '已致歉' });
    expect(called.body.words).toMatch(/^已登记回访。/);
    const answered = await handler.act(called.body.task, { kind: 'answer', text: '已增开两个窗口，并向您致歉。' });
    expect(answered.status).toBe(200);
    expect(await mine(body.token)).toMatchObject({ stateWords: '已答复。', answer: '已增开两个窗口，并向您致歉。', mayFollow: true });

    const follow = await w.stranger.post<RatingOfMine>(`/api/ratings/mine/${body.token}/follow`, { level: 4, comment: '' });
    expect(follow.body).toMatchObject({ mayFollow: false });
    expect(follow.body.followWords).toMatch(/^追评：满意/);
    const twice = await w.stranger.post(`/api/ratings/mine/${body.token}/follow`, { level: 1, comment: '' });
    expect(twice.status).toBe(409);

    const submitted = await handler.act(await ticketOf(handler), { kind: 'submit', text: '' });
    expect(submitted.status).toBe(200);
    const reviewer = await w.phone('许宁');
    const passed = await reviewer.act(await ticketOf(reviewer), { kind: 'pass', opinion: '' });
    expect(passed.body.task.status).toBe('closed');
    const month = (await office.get<Satisfaction>('/api/satisfaction?month=2026-11')).body;
    expect(month.tickets).toMatchObject({ opened: 1, words: ['回访率 100.0 %（1/1）', '答复率 100.0 %（1/1）'] });
  });

  test('the number is sealed at rest, and neither rated person nor stranger ever gets it', async () => {
    await rate({ level: 2, phone: PHONE, staffId: '012' });
    const kept = JSON.stringify([
      await w.base.db.collection('ratings').find().toArray(),
      await w.base.db
        .collection('tasks')
        .find({ ticket: { $ne: null } })
        .toArray(),
      await w.base.db
        .collection('events')
        .find({ 'subject.kind': { $in: ['rating', 'task'] } })
        .toArray(),
      await w.base.db.collection('notices').find().toArray(),
    ]);
    expect(kept).not.toContain(PHONE);
    const rated = await w.phone('李丽');
    const ticket = await ticketOf(rated);
    expect(ticket.ticket).toMatchObject({ phone: null, mayReveal: false });
    expect(ticket.allowed.map(({ kind }) => kind)).toEqual(['object']);
    const asked = await rated.post(`/api/tasks/${ticket.id}/number`, { requestId: requestId(), reason: '想道歉' });
    expect(asked.status).toBe(403);
    expect((await rated.act(ticket, { kind: 'callBack', reached: true, text: '' })).status).toBe(403);
    // Though they be the office itself.
    await w.services.store.people.setPosts(rated.personId, [{ kind: 'office', personId: rated.personId, unitId: null }]);
    expect((await rated.post(`/api/tasks/${ticket.id}/number`, { requestId: requestId(), reason: '想道歉' })).status).toBe(403);
    expect((await ticketOf(rated)).ticket?.phone).toBeNull();
  });

  test('a handler who was rated themselves does not handle it: the unit’s leader does', async () => {
    const room = await addWindow({
      ...{ name: '4 号窗口', unitId: await unitId('政务服务科'), handlerId: await idOf('何俊') },
      staff: [{ workNumber: '013', name: '何俊', personId: await idOf('何俊') }],
    });
    const chen = await idOf('陈立');
    await w.services.store.people.setPosts(chen, [{ kind: 'leader', personId: chen, unitId: await unitId('政务服务科') }]);
    await rate({ level: 1, phone: PHONE }, codeIn(room.windows.find(({ name }) => name === '4 号窗口')?.ratingUrl));
    expect((await ticketOf(await w.phone('陈立'))).ownerName).toBe('陈立');
  });

  test('an objection with evidence is decided by somebody else; upheld, the rating counts nowhere', async () => {
    await rate({ level: 5, deviceId: 'first-device-of-all' });
    await rate({ level: 1, deviceId: 'second-device-of-all', staffId: '012' });
    await w.tick();
    expect((await w.newsFor('李丽')).join()).toMatch(/收到差评：处理“3 号窗口”的差评（非常不满意）[\s\S]*由他人回访和处理[\s\S]*可以在工单里申诉/);
    const rated = await w.phone('李丽');
    const ticket = await ticketOf(rated);
    const objected = await rated.act(ticket, { kind: 'object', reason: '当天我在休假', evidenceIds: [] });
    expect(objected.body.words).toBe('已提出申诉，由许宁决定。');
    const handler = await w.phone('何俊');
    expect((await handler.act(await ticketOf(handler), { kind: 'upholdObjection', opinion: '' })).status).toBe(403);
    expect((await rated.act(await ticketOf(rated), { kind: 'upholdObjection', opinion: '' })).status).toBe(403);
    await w.tick();
    expect((await w.newsFor('许宁')).join()).toMatch(/差评申诉等您决定[\s\S]*李丽申诉：当天我在休假[\s\S]*去决定/);
    const reviewer = await w.phone('许宁');
    const decided = await reviewer.act(await ticketOf(reviewer), { kind: 'upholdObjection', opinion: '考勤属实' });
    expect(decided.body.words).toBe('申诉成立：这次评价不计入满意率，工单已办结。');
    expect(decided.body.task.status).toBe('closed');
    const { whole } = (await office.get<Satisfaction>('/api/satisfaction')).body;
    expect(whole).toMatchObject({ total: 1, satisfied: 1, rateWords: '100.0 %' });
    expect((await office.get<RatingList>('/api/ratings?bad=1')).body.total).toBe(0);
  });

  test('the evidence of an objection lies before whoever decides; the rated person decides nothing, whatever post they hold', async () => {
    await rate({ level: 1, staffId: '012' });
    const rated = await w.phone('李丽');
    const ticket = await ticketOf(rated);
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#583' } })
      .jpeg()
      .toBuffer();
    const { body: file } = await rated.upload(ticket.id, photo);
    const object = (evidenceIds: readonly string[]) => rated.act(ticket, { kind: 'object', reason: '考勤表附后', evidenceIds: [...evidenceIds] });
    // Only what the person who objects brought to this very ticket.
    const { body: handlers } = await (await w.phone('何俊')).upload(ticket.id, photo);
    expect((await object([handlers.id])).status).toBe(400);
    expect((await ticketOf(rated)).ticket?.objectionWords).toBeNull();
    expect((await object([file.id])).status).toBe(200);

    const reviewer = await w.phone('许宁');
    const waiting = await ticketOf(reviewer);
    expect(waiting.ticket?.objectionWords).toBe('申诉待决定：考勤表附后（11月24日（周二）09:00 李丽）');
    expect(waiting.ticket?.objectionEvidence).toMatchObject([{ id: file.id, kind: 'photo', name: '现场照片.jpg' }]);
    const [shown] = waiting.ticket?.objectionEvidence ?? [];
    const picture = await fetch(`${w.url}${shown?.viewUrl}`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    // Not swept away as what nobody refers to.
    expect(await w.services.store.uploads.attached([file.id])).toEqual(new Set([file.id]));

    for (const kind of ['functionalDepartment', 'office', 'leadingGroup'] as const) {
      await w.services.store.people.setPosts(rated.personId, [{ kind, personId: rated.personId, unitId: null }]);
      const own = await ticketOf(rated);
      expect(own.allowed.map((act) => act.kind)).not.toContain('upholdObjection');
      expect((await rated.act(own, { kind: 'upholdObjection', opinion: '属实' })).status).toBe(403);
      expect((await rated.act(own, { kind: 'dismissObjection', reason: '不属实' })).status).toBe(403);
    }
    const dismissed = await reviewer.act(await ticketOf(reviewer), { kind: 'dismissObjection', reason: '当天在岗' });
    expect(dismissed.status).toBe(200);
    const after = (await ticketOf(await w.phone('何俊'))).ticket;
    expect(after?.objectionWords).toMatch(/^申诉不成立：考勤表附后/);
    expect(after?.objectionEvidence.map(({ id }) => id)).toEqual([file.id]);
    expect((await office.get<RatingList>('/api/ratings?bad=1')).body.total).toBe(1);
  });

  test('another unit’s clerk cannot tell a ticket, a window or a rating from one that does not exist', async () => {
    await rate({ level: 1, phone: PHONE });
    const ticket = await ticketOf(await w.phone('何俊'));
    const clerk = await w.phone('外单位文员');
    const elsewhere = { id: 'elsewhere', name: '外单位', parentId: null };
    await w.services.store.people.saveUnits([elsewhere]);
    await w.services.store.people.setPosts(clerk.personId, [{ kind: 'liaison', personId: clerk.personId, unitId: elsewhere.id }]);
    expect((await clerk.get(`/api/tasks/${ticket.id}`)).status).toBe(404);
    expect((await clerk.post(`/api/tasks/${ticket.id}/number`, { requestId: requestId(), reason: '看看' })).status).toBe(404);
    expect((await clerk.act(ticket, { kind: 'answer', text: '已答复' })).status).toBe(404);
    expect((await clerk.get('/api/satisfaction')).status).toBe(403);
    expect((await clerk.get(`/api/ratings?windowId=${windowId}`)).status).toBe(403);
    expect((await clerk.post(`/api/windows/${windowId}/code`, {})).status).toBe(404);
    await addWindow({ name: '外单位窗口', unitId: elsewhere.id });
    expect((await clerk.get<RatingList>(`/api/ratings?windowId=${windowId}`)).body).toMatchObject({ ratings: [], total: 0 });
    const own = (await clerk.get<Satisfaction>('/api/satisfaction')).body;
    expect(own.windows.map(({ words }) => words)).toEqual(['外单位窗口']);
    expect(own.whole.total).toBe(0);
    expect(own.tickets).toBeNull();
    const listed = async (phone: Phone) => (await phone.get<TaskList>(`/api/tasks?ticketMonth=${own.month}`)).body.total;
    expect([await listed(clerk), await listed(await w.phone('何俊'))]).toEqual([0, 1]);
    expect((await clerk.get(`/api/ratings/mine/${ticket.id}.${'A'.repeat(43)}`)).status).toBe(404);
  });
});
