/** The weekly word as the leading group's chat gets it. */
import type { ChatMessages } from '../../core/contract/chat.js';
import type { Task } from '../../core/ledger/model.js';
import { instantAt } from '../../core/time/day.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

const MONDAY = '2026-12-07';

describe('the weekly word', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: MONDAY });
  });
  beforeEach(async () => {
    await w.base.empty();
    const { people, ledger } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding(), aFinding({ id: 'secret', number: '7', sensitive: true })]);
  });
  afterAll(() => w.close());

  const insert = (...tasks: readonly Task[]) => w.services.store.tasks.insertMany(tasks);
  const at = async (time: string, day = MONDAY) => {
    w.setTime(day, time);
    await w.tick();
  };
  async function words() {
    const { body } = await (await w.phone('方正')).get<ChatMessages>('/api/chat/rooms/group:leadingGroup/messages');
    return body.messages.filter(({ text }) => text.includes('督办周报'));
  }
  const reported = { lastProgressAt: instantAt('2026-12-05', '09:00'), signedAt: instantAt('2026-10-12', '09:00') };

  test('four figures, the tasks that need a leader with their links, and when the next one comes', async () => {
    await insert(
      aTask({ ...reported, ...dueOn('2026-12-03'), measure: '增设“潮汐窗口”' }),
      aTask({ ...reported, ...dueOn('2026-11-20'), measure: '不能说出来的措施', findingId: 'secret', unitId: 'other' }),
      aTask({ ...reported, ...dueOn('2026-12-09'), measure: '推行“一件事一次办”' }),
      aTask({ ...reported, ...dueOn('2027-03-01') }),
      aTask({ ...reported, ...dueOn('2026-12-02'), status: 'closed', closedAt: instantAt('2026-12-04', '09:00') }),
    );
    await at('08:40');
    expect(await words()).toEqual([]);
    await at('09:10');
    const [word, ...more] = await words();
    expect(more).toEqual([]);
    expect(word?.text.split('\n')).toEqual([
      '【督办周报】逾期 2 项，近 7 天办结 1 项',
      '共 5 项任务：逾期 2 项，临近 1 项，正常 1 项，办结 1 项（20%）。',
      '近 7 天新逾期 1 项，办结 1 项。',
      '最需要推动的 3 项：',
      expect.stringMatching(/^逾期 17 天 综合科：问题 7（T\d+）$/),
      '逾期 4 天 政务服务科：增设“潮汐窗口”',
      '还剩 2 天 政务服务科：推行“一件事一次办”',
      '请各位领导协调推进以上任务。下一次周报：12月14日（周一）09:10。',
      '查看看板：http://localhost:3000/#/pages/board/index',
    ]);
    expect(word?.card?.lines.map(({ key, url }) => [key, url?.includes('/pages/task/')])).toEqual([
      ['逾期17天', true],
      ['逾期4天', true],
      ['还剩2天', true],
    ]);
    expect(JSON.stringify(word)).not.toMatch(/不能说出来|何俊|陈立/);
    await at('14:00');
    await at('09:10', '2026-12-08');
    expect(await words()).toHaveLength(1);
    await at('09:10', '2026-12-14');
    expect(await words()).toHaveLength(2);
  });

  test('a week in which nothing moved says so', async () => {
    await insert(aTask({ ...reported, ...dueOn('2027-03-01') }));
    await at('09:10');
    const [word] = await words();
    expect(word?.text).toContain('近 7 天没有新逾期，也没有办结。\n没有逾期和临近的任务。\n下一次周报');
  });

  test('where all is done there is no word', async () => {
    await insert(aTask({ ...dueOn('2026-12-02'), status: 'closed', closedAt: instantAt('2026-12-04', '09:00') }));
    await at('09:10');
    expect(await words()).toEqual([]);
  });
});
