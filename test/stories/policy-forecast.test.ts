/** 试算 held against the world: a policy is changed, Monday is foretold, Monday comes, and the gateways accept what was said. */
import type { Forecast, PolicyBook, PolicyRoom } from '../../core/contract/policy.js';
import { startFakeDingtalk, type FakeDingtalk } from '../support/fake-dingtalk.js';
import { startFakeWecom, type FakeWecom } from '../support/fake-wecom.js';
import { type Phone, type World, world } from '../support/world.js';

describe('a policy that is tried out before it is saved', () => {
  let w: World;
  let wecom: FakeWecom;
  let dingtalk: FakeDingtalk;
  let office: Phone;

  beforeEach(async () => {
    w = await world({ today: '2026-11-24' });
    wecom = await startFakeWecom();
    dingtalk = await startFakeDingtalk();
    await w.supervise();
    office = await w.phone('方正');
  });
  afterEach(async () => {
    await w.close();
    await wecom.close();
    await dingtalk.close();
  });

  const unitId = async (name: string) => (await w.services.store.people.units()).find((unit) => unit.name === name)?.id ?? '';
  const addRobot = async (kind: 'wecom' | 'dingtalk', group: string, address: string) => {
    const answer = await office.post('/api/robots', { requestId: `robot-for-${group}`, kind, name: `${group} 群`, group, address });
    expect(answer.status).toBe(200);
  };
  /** Messages in the preview chat, by whom they are for. */
  const previewed = async () => {
    const rooms = await w.services.store.previews.rooms();
    return { people: rooms.filter(({ room }) => room.startsWith('person:')), all: rooms.reduce((sum, { count }) => sum + count, 0) };
  };

  test('on Monday the robots and the people get the counts that were foretold', async () => {
    const [office1, leading, unit] = [wecom.addRobot(), wecom.addRobot(), dingtalk.addRobot()];
    await addRobot('wecom', 'office', office1.address);
    await addRobot('wecom', 'leadingGroup', leading.address);
    await addRobot('dingtalk', `unit:${await unitId('政务服务科')}`, unit.address);
    await w.days(4);
    expect(w.today()).toBe('2026-11-28');

    const { body: room } = await office.get<PolicyRoom>('/api/policies');
    const book: PolicyBook = structuredClone(room.book);
    // Everyone above hears a day after the due day, and one unit is reminded every week long before.
    book.base.ladders.due.rungs = [
      { offset: -2, to: ['owner'] },
      { offset: 1, every: 3, to: ['leader', 'principal', 'leadingGroup'] },
    ];
    const ladders = structuredClone(book.base.ladders);
    ladders.due.rungs.unshift({ offset: -40, to: ['owner', 'leader'] }, { offset: -21, to: ['owner'] });
    book.exceptions = [
      {
        id: 'service',
        scope: { kind: 'unit', id: await unitId('政务服务科') },
        policy: { ladders, workdaysFor: book.base.workdaysFor, chain: book.base.chain },
      },
    ];
    const tried = await office.post<Forecast>('/api/policies/forecast', { book });
    expect(tried.status).toBe(200);
    const monday = tried.body.days.find(({ day }) => day === '2026-11-30');
    expect(monday?.words).toMatch(/^11月30日（周一）08:40 起，发 \d+ 条消息，给 \d+ 人和 \d+ 个群。按现在的规则是 \d+ 条。$/);
    // Trying out told nobody.
    const [before, calls] = [await previewed(), wecom.accepted.length + dingtalk.accepted.length];
    await w.tick();
    expect([(await previewed()).all, wecom.accepted.length + dingtalk.accepted.length]).toEqual([before.all, calls]);

    const saved = await office.post<PolicyRoom>('/api/policies', { requestId: 'save-the-policy', expectedVersion: room.version, book });
    expect(saved.status).toBe(200);
    await w.days(1);
    // The week's words and their picture have minutes of their own.
    for (const time of ['08:40', '09:10', '09:11', '14:00']) {
      w.setTime('2026-11-30', time);
      await w.tick();
    }
    const after = await previewed();
    const accepted = wecom.accepted.length + dingtalk.accepted.length - calls;
    expect(accepted + after.all - before.all).toBe(monday?.messages);
    expect(accepted).toBeGreaterThanOrEqual(2);
    const countIn = (rooms: (typeof after)['people'], of: string) => rooms.find(({ room: id }) => id === of)?.count ?? 0;
    const told = after.people.filter(({ room: id, count }) => count > countIn(before.people, id)).map(({ room: id }) => id);
    const foretold = monday?.recipients.filter(({ id }) => id.startsWith('person:')).map(({ id }) => id) ?? [];
    expect(told.sort()).toEqual([...foretold].sort());
    expect(monday?.people).toBe(told.length);
    expect(told.length).toBeGreaterThan(2);
    for (const robot of [office1, leading]) expect(wecom.busiestMinute(robot.key)).toBeLessThanOrEqual(18);

    const again = await office.post<Forecast>('/api/policies/forecast', { book });
    expect(again.body.days[0]?.messages).toBe(0);
  });
});
