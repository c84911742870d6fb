/** Group robots on the whole service: added on the screen, told units and counts, a ban held, a removed robot shown and passed over. */
import { isOpen } from '../../core/ledger/status.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { ownersOf } from '../../core/people/roster.js';
import { WHOLE_BASE } from '../../core/people/scope.js';
import type { RobotLine, RobotList, RobotTest } from '../../core/contract/robot.js';
import { startFakeDingtalk, type FakeDingtalk } from '../support/fake-dingtalk.js';
import { startFakeWecom, type FakeWecom } from '../support/fake-wecom.js';
import { type Phone, type World, worlds } from '../support/world.js';

const newWorld = worlds();

const NAMES = /何俊|周敏|吴倩|郑凯|孙悦|马莉|陈立|林静|黄海|高远|方正/;

describe('robots in groups', () => {
  let w: World;
  let wecom: FakeWecom;
  let dingtalk: FakeDingtalk;
  let office: Phone;

  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
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

  const add = async (robot: Record<string, unknown>) => {
    const answer = await office.post<RobotLine>('/api/robots', { requestId: `add-${String(robot['name'])}-robot`, ...robot });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const personnel = async () => (await w.services.store.people.units()).find((unit) => unit.name === '人事科')?.id ?? '';

  test('a morning digest goes to the office’s WeCom group and a unit’s signed DingTalk group: counts and a link, no names', async () => {
    const wecomRobot = wecom.addRobot();
    const dingtalkRobot = dingtalk.addRobot({ secret: 'SEC0123456789abcdef' });
    await add({ kind: 'wecom', name: '巡察办群', group: 'office', address: wecomRobot.address });
    await add({
      kind: 'dingtalk',
      name: '人事科群',
      group: `unit:${await personnel()}`,
      address: dingtalkRobot.address,
      secret: 'SEC0123456789abcdef',
    });
    w.setTime('2026-11-25', '08:40');
    await w.tick();
    const told = [wecom.expect(wecomRobot.key, /今日督办：逾期 2 项/), dingtalk.expect(dingtalkRobot.key, /人事科.*逾期 2 项/s)];
    for (const message of told) {
      expect(message.text).not.toMatch(NAMES);
      expect(message.text).toMatch(/http:\/\/localhost:3000\/#\/pages\/ledger\/index/);
    }
    await w.tick();
    wecom.expectNothing(wecomRobot.key);
    dingtalk.expectNothing(dingtalkRobot.key);
  });

  test('where the policy says so a unit’s own group calls the owners of what is late or due today, and no other group names anybody', async () => {
    const unit = `unit:${await personnel()}`;
    const [inWecom, inDingtalk, inOffice] = [wecom.addRobot(), dingtalk.addRobot(), wecom.addRobot()];
    await add({ kind: 'wecom', name: '人事科群', group: unit, address: inWecom.address });
    await add({ kind: 'dingtalk', name: '人事科钉钉群', group: unit, address: inDingtalk.address });
    await add({ kind: 'wecom', name: '巡察办群', group: 'office', address: inOffice.address });
    const { people, tasks } = w.services.store;
    await people.savePeople(
      (await people.people()).map((person) => ({ ...person, wecomUserId: `W-${person.id}`, dingtalkUserId: `D-${person.id}` })),
    );
    await w.services.store.settings.set('policy', { ...DEFAULT_POLICY, mentions: true });
    w.setTime('2026-11-25', '08:40');
    await w.tick();
    const due = (await tasks.all(WHOLE_BASE, { unitId: await personnel() })).filter(
      ({ task }) => isOpen(task) && task.due.kind !== 'standing' && task.due.day <= '2026-11-25',
    );
    const owners = [...new Set(due.flatMap(({ task }) => ownersOf(task)))];
    expect(owners.length).toBeGreaterThan(0);
    const told = wecom.expect(inWecom.key, /\n任务逾期或今天到期的责任人，请现在办理：<@W-/);
    expect([...(told.mentioned ?? [])].sort()).toEqual(owners.map((id) => `W-${id}`).sort());
    const other = dingtalk.expect(inDingtalk.key, /请现在办理：@D-/);
    expect([...(other.mentioned ?? [])].sort()).toEqual(owners.map((id) => `D-${id}`).sort());
    const office = wecom.expect(inOffice.key, /今日督办/);
    expect([office.mentioned, NAMES.test(office.text), office.text.includes('请现在办理')]).toEqual([[], false, false]);
  });

  test('on Monday the leading group’s WeCom chat gets words, a picture and the document, DingTalk’s both by their addresses; never a name', async () => {
    const wecomRobot = wecom.addRobot();
    const dingtalkRobot = dingtalk.addRobot({ secret: 'SEC0123456789abcdef' });
    await add({ kind: 'wecom', name: '领导小组群', group: 'leadingGroup', address: wecomRobot.address });
    await add({ kind: 'dingtalk', name: '领导小组钉钉群', group: 'leadingGroup', address: dingtalkRobot.address, secret: 'SEC0123456789abcdef' });
    for (const time of ['08:40', '09:10', '09:11', '09:12']) {
      w.setTime('2026-11-30', time);
      await w.tick();
    }
    const [words, picture, file] = wecom.accepted.filter(({ key, text }) => key === wecomRobot.key && !text.includes('今日督办'));
    expect([words?.msgtype, picture?.msgtype, words?.text.includes('督办周报')]).toEqual(['markdown', 'image', true]);
    expect(file?.text).toMatch(/^\[file 督办周报 2026年11月30日\.docx [1-9]\d{4,}\]$/);
    const byAddress = dingtalk.accepted.filter(({ key, text }) => key === dingtalkRobot.key && text.includes('督办周报'));
    expect(byAddress.map(({ text }) => /!\[督办周报图\]\(http:\/\/localhost:3000\/api\/weeks\/2026-11-30\/picture\?/.test(text))).toEqual([
      false,
      true,
    ]);
    for (const { text } of [...wecom.accepted, ...byAddress]) expect(text).not.toMatch(NAMES);
  });

  test('the address can be read by nobody: not in the list, the answer, the base, the events', async () => {
    const robot = wecom.addRobot();
    const added = await add({ kind: 'wecom', name: '巡察办群', group: 'office', address: robot.address });
    const list = await office.get<RobotList>('/api/robots');
    expect(JSON.stringify([added, list.body])).not.toContain(robot.key);
    for (const collection of await w.base.db.collections()) {
      expect(JSON.stringify(await collection.find({}).toArray())).not.toContain(robot.key);
    }
    expect(list.body.robots[0]?.addressTail).toBe(robot.key.slice(-4));
  });

  test('a test message says that it arrived, and what to do when it did not', async () => {
    const robot = dingtalk.addRobot({ secret: 'SECtherightsecret' });
    const right = await add({ kind: 'dingtalk', name: '对的', group: 'office', address: robot.address, secret: 'SECtherightsecret' });
    expect((await office.post<RobotTest>(`/api/robots/${right.id}/test`, {})).body.sent).toBe(true);
    dingtalk.expect(robot.key, /测试/);
    const other = dingtalk.addRobot({ secret: 'SECanothersecret' });
    const unsigned = await add({ kind: 'dingtalk', name: '没填密钥', group: 'leadingGroup', address: other.address });
    const answer = await office.post<RobotTest>(`/api/robots/${unsigned.id}/test`, {});
    expect(answer.body.sent).toBe(false);
    expect(answer.body.words).toMatch(/加签/);
    expect(answer.body.words).not.toContain(other.key);
  });

  test('a robot that was removed from its group is shown as stopped, and its digest waits in the preview chat', async () => {
    const robot = wecom.addRobot();
    await add({ kind: 'wecom', name: '巡察办群', group: 'office', address: robot.address });
    wecom.removeRobot(robot.key);
    await w.newsFor('group:office');
    w.setTime('2026-11-25', '08:40');
    await w.tick();
    await w.tick();
    expect((await w.newsFor('group:office')).join('\n')).toMatch(/今日督办/);
    expect((await office.get<RobotList>('/api/robots')).body.robots[0]).toMatchObject({ state: 'stopped' });
  });

  test('an address elsewhere is refused with what to do', async () => {
    const answer = await office.post<{ error: { message: string; faults: { message: string }[] } }>('/api/robots', {
      requestId: 'add-somewhere-else',
      kind: 'wecom',
      name: '别处',
      group: 'office',
      address: 'https://example.com/cgi-bin/webhook/send?key=abc',
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(/不是企业微信的机器人地址/);
  });
});
