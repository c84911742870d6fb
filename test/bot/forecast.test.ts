/** The dry run says what then happens: for ledgers and policies by chance, the messages of each of seven days, one by one. */
import { forecast, type Sending } from '../../bot/actions/forecast.js';
import { dayOfForecast } from '../../bot/actions/forecast-words.js';
import { tryPolicy } from '../../bot/actions/try-policy.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import type { Robot } from '../../bot/services.js';
import type { PolicyBook as SentBook } from '../../core/contract/policy.js';
import type { Task } from '../../core/ledger/model.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import type { Ladder, Policy, RungPost } from '../../core/notice/model.js';
import { bookOf, type PolicyBook } from '../../core/notice/policy-book.js';
import { rosterOf } from '../../core/people/roster.js';
import { calendarOf } from '../../core/time/calendar.js';
import { addDays, type Day, dayOf, instantAt, timeOf } from '../../core/time/day.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

const POSTS: readonly RungPost[] = ['owner', 'leader', 'principal', 'office', 'leadingGroup'];

/** Numbers by chance, the same for the same seed. */
function chance(seed: number) {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return { next, oneOf: <T>(list: readonly T[]): T => list[next(list.length)] as T };
}

type Chance = ReturnType<typeof chance>;

function someLadder({ next, oneOf }: Chance): Ladder {
  const offsets = new Set(Array.from({ length: 1 + next(5) }, () => next(14) - 9));
  const rungs = [...offsets].map((offset) => ({
    offset,
    to: [oneOf(POSTS), ...(next(3) === 0 ? (['owner'] as const) : [])].filter((post, index, all) => all.indexOf(post) === index),
    ...(offset > 0 && next(2) === 0 ? { every: 1 + next(4) } : {}),
  }));
  return { counts: oneOf(['calendar', 'workday'] as const), rungs };
}

const someRules = (dice: Chance): Pick<Policy, 'ladders' | 'workdaysFor' | 'chain'> => ({
  ladders: { ...DEFAULT_POLICY.ladders, due: someLadder(dice), sign: someLadder(dice), review: someLadder(dice) },
  workdaysFor: { immediate: 15, sign: dice.next(4), review: dice.next(4), amend: dice.next(4), extension: 3, callBack: 1, ticket: 15 },
  chain: DEFAULT_POLICY.chain,
});

function someBook(dice: Chance, tasks: readonly Task[]): PolicyBook {
  const scopes = [
    { kind: 'unit', id: dice.oneOf(['section', 'centre']) },
    { kind: 'task', id: dice.oneOf(tasks).id },
    { kind: 'round', id: 'round' },
  ] as const;
  const exceptions = scopes.filter(() => dice.next(2) === 0).map((scope) => ({ id: scope.kind, scope, policy: someRules(dice) }));
  return { base: { ...DEFAULT_POLICY, ...someRules(dice), speak: { from: '08:40', until: '18:00' } }, exceptions };
}

function someTask(dice: Chance, today: Day): Task {
  const status = dice.oneOf(['inProgress', 'inProgress', 'handedOut', 'submitted', 'toVerify', 'closed'] as const);
  return aTask({
    status,
    unitId: dice.oneOf(['section', 'other']),
    ownerId: dice.oneOf(['he', 'zhou', null]),
    leaderId: dice.oneOf(['chen', null]),
    supervisedFrom: addDays(today, dice.next(8) - 7),
    submittedAt: status === 'submitted' ? new Date(`${addDays(today, -dice.next(5))}T02:00:00Z`) : null,
    submittedBy: status === 'submitted' ? 'he' : null,
    returnedCount: dice.next(2),
    amendBy: status === 'inProgress' && dice.next(4) === 0 ? addDays(today, dice.next(6) - 2) : null,
    ...(dice.next(8) === 0 ? { due: { kind: 'standing', words: '长期坚持' } as const } : dueOn(addDays(today, dice.next(30) - 10))),
  });
}

describe('the dry run', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: '2026-11-24' });
  });
  beforeEach(async () => {
    await w.base.empty();
    const { people, ledger } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding()]);
  });
  afterAll(() => w.close());

  const said = (sendings: readonly Sending[]): readonly string[] =>
    sendings.flatMap(({ at, lane, messages }) => Array.from({ length: messages }, () => `${dayOf(at)} ${timeOf(at)} ${lane}`)).sort();
  /** What stands in the preview chat: every message, by day, time and lane. */
  const heard = async (): Promise<readonly string[]> => {
    const messages = await w.base.db.collection('previews').find({}).toArray();
    return messages.map(({ room, at }) => `${dayOf(at as Date)} ${timeOf(at as Date)} preview:${String(room)}`).sort();
  };

  const STARTS: readonly (readonly [Day, string])[] = [
    ['2026-11-24', '08:30'],
    ['2026-11-24', '14:10'],
    ['2026-11-27', '19:30'],
    ['2026-11-28', '11:00'],
    ['2026-09-28', '09:00'],
  ];

  test.each(Array.from({ length: 8 }, (_, seed) => seed + 1))('says each message of the coming week before it happens, seed %i', async (seed) => {
    const dice = chance(seed);
    const [today, time] = dice.oneOf(STARTS);
    w.setTime(addDays(today, -1), '08:40');
    const tasks = Array.from({ length: 3 + dice.next(8) }, () => someTask(dice, today));
    await w.services.store.tasks.insertMany(tasks);
    // What was told before, by the policy of before.
    if (dice.next(2) === 0) await w.tick();
    const earlier = (await heard()).length;
    w.setTime(today, time);
    const book = someBook(dice, tasks);
    const last = addDays(today, 6);
    const foretold = await forecast(w.services, book, last);
    await w.services.store.policies.add({ version: 1, book, by: 'fang', at: w.services.clock.now(), words: [] });
    await w.tick();
    for (let day = today; day <= last; day = addDays(day, 1)) {
      for (const at of ['08:40', '08:41', '09:10', '09:11', '11:00', '17:59', '21:00']) {
        if (day === today && at <= time) continue;
        w.setTime(day, at);
        await w.tick();
      }
    }
    const told = (await heard()).filter((line) => line >= `${today} ${time}`);
    expect(told.length).toBe((await heard()).length - earlier);
    expect(said(foretold)).toEqual(told);
  });

  test('counts what waits since Friday evening with what Monday makes', async () => {
    await w.services.store.tasks.insertMany([aTask(dueOn('2026-12-04'))]);
    w.setTime('2026-11-27', '19:30');
    await w.tick();
    expect(await heard()).toEqual([]);
    const foretold = said(await forecast(w.services, bookOf(DEFAULT_POLICY), '2026-11-30'));
    expect(foretold).toContain('2026-11-30 08:40 preview:person:he');
    w.setTime('2026-11-30', '08:40');
    await w.tick();
    for (const at of ['09:10', '09:11']) {
      w.setTime('2026-11-30', at);
      await w.tick();
    }
    expect(await heard()).toEqual(foretold);
  });

  test('changes nothing and sends nothing', async () => {
    await w.services.store.tasks.insertMany([aTask(dueOn('2026-11-27'))]);
    w.setTime('2026-11-24', '08:30');
    expect(said(await forecast(w.services, bookOf(DEFAULT_POLICY), '2026-11-30'))).not.toEqual([]);
    expect(await w.base.db.collection('notices').countDocuments()).toBe(0);
    expect(await w.base.db.collection('policies').countDocuments()).toBe(0);
  });

  test('sums up each day in a sentence, beside what the saved policy would send', async () => {
    await w.services.store.tasks.insertMany([aTask(dueOn('2026-11-26'))]);
    w.setTime('2026-11-24', '08:30');
    const book = structuredClone(bookOf(DEFAULT_POLICY)) as unknown as SentBook;
    book.base.ladders.due.rungs.push({ offset: -2, to: ['owner', 'leader'] });
    const { words, days, reach } = await tryPolicy(w.services, await viewerFor(w.services, 'fang'), { book });
    expect(words).toBe('如果这几天没有人填报或办结，今后 7 天共发 24 条消息，比现在的规则多 1 条。试算没有发出任何消息。');
    expect(days.map((one) => one.words)).toEqual([
      '11月24日（周二）08:40 起，发 6 条消息，给 2 人和 3 个群。按现在的规则是 5 条。',
      '11月25日（周三）08:40 发 3 条消息，给 1 人和 2 个群。',
      '11月26日（周四）08:40 发 3 条消息，给 1 人和 2 个群。',
      '11月27日（周五）08:40 发 4 条消息，给 2 人和 2 个群。',
      '11月28日（周六）休息日，不发消息。',
      '11月29日（周日）休息日，不发消息。',
      '11月30日（周一）08:40 起，发 8 条消息，给 4 人和 3 个群。',
    ]);
    expect(days[0]?.recipients.map(({ words: who, tasks }) => [who, tasks])).toContainEqual(['何俊', 1]);
    expect(reach.at(-1)).toBe('绿色通道、服务窗口月报和系统提示不受这些规则影响，没有算在内。');
  });

  test('names a robot that cannot say it all in one minute, and when it is through', () => {
    const robot: Robot = {
      id: 'r',
      kind: 'wecom',
      name: '巡察办群',
      group: 'office',
      sealedAddress: '',
      sealedSecret: null,
      addressTail: '',
      stopped: null,
    };
    const at = instantAt('2026-11-30', '08:40');
    const sending = (messages: number, lane: string): Sending => ({
      at,
      lane,
      recipient: { kind: 'group', id: 'office' },
      messages,
      taskIds: new Set(),
    });
    const around = {
      today: '2026-11-24',
      policy: DEFAULT_POLICY,
      calendar: calendarOf(HOLIDAYS),
      roster: rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts),
      robots: [robot],
      perMinute: () => 18,
    };
    const day = dayOfForecast('2026-11-30', [sending(77, 'wecom:r')], [], around);
    expect(day.words).toBe(
      '11月30日（周一）08:40 发 77 条消息，给 1 个群。按现在的规则是 0 条。机器人“巡察办群”有 77 条，超过每分钟 18 条，08:44 发完。',
    );
    expect(dayOfForecast('2026-11-30', [sending(18, 'wecom:r')], [], around).robots).toEqual([]);
  });
});
