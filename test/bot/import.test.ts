/** A ledger on its way into the base: previewed, chosen, committed all or nothing, and harmless when it comes again. */
import { readFileSync } from 'node:fs';
import { cleanUp } from '../../bot/actions/clean-up.js';
import { commitImport } from '../../bot/actions/commit-import.js';
import { importPreview, markedWorkbook, previewImport } from '../../bot/actions/preview-import.js';
import { workbooks } from '../../bot/documents/workbooks.js';
import type { Services } from '../../bot/services.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { calendarOf } from '../../core/time/calendar.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { openTestStore, type TestStore } from '../support/database.js';
import { aPerson, aTask } from '../support/make.js';
import { servicesOn } from '../support/services-on.js';

const SAMPLE = readFileSync(new URL('../../bot/demo/政务服务中心整改台账.xlsx', import.meta.url));
const LIST = readFileSync(new URL('../fixtures/巡视反馈问题清单.csv', import.meta.url));
const HEAD = '序号,问题类别,反馈问题,整改措施,责任领导,责任单位,责任人,完成时限,进展情况';

let base: TestStore;
let services: Services;
let office: Viewer;

beforeAll(async () => {
  base = await openTestStore();
});
beforeEach(async () => {
  await base.empty();
  services = servicesAt('2026-10-10T01:00:00Z');
  await base.store.people.savePeople([aPerson('fang', '方正', { unitId: null })]);
  await base.store.people.setPosts('fang', [{ kind: 'office', personId: 'fang', unitId: null }]);
  office = await servicesOn(base).viewer('fang');
});

afterAll(() => base.close());

function servicesAt(now: string): Services {
  return { ...servicesOn(base, new Date(now)), workbooks, calendar: async () => calendarOf(HOLIDAYS), policy: async () => DEFAULT_POLICY };
}

let requests = 0;
const newRequest = () => `request-${(requests += 1)}`;
const upload = (bytes: Buffer, fileName = '台账.xlsx') => previewImport(services, office, { fileName, bytes });
const csv = (rows: readonly string[]) =>
  previewImport(services, office, { fileName: '试点台账.csv', bytes: Buffer.from([HEAD, ...rows].join('\n')), feedbackDay: '2026-09-10' });
const commit = (id: string, people: Record<string, string> = {}, acceptChanges = false, requestId = newRequest()) =>
  commitImport(services, office, id, { requestId, people, acceptChanges });

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error instanceof Refusal) return error;
  throw error ?? new Error('nothing was refused');
}

const tasksOf = async (roundId: string) => (await base.store.tasks.ofRound(roundId)).map(({ task }) => task).sort((a, b) => a.number - b.number);
const countOf = (collection: string) => base.db.collection(collection).countDocuments();
const nameOf = async (id: string | null) => (await base.store.people.people()).find((person) => person.id === id)?.name;
const everything = async () => ({
  tasks: await countOf('tasks'),
  findings: await countOf('findings'),
  rounds: await countOf('rounds'),
  units: await countOf('units'),
  people: await countOf('people'),
  events: await countOf('events'),
});

test('the janitor removes a ledger nobody committed within a week, and keeps what was taken over and its trace', async () => {
  const looked = await upload(SAMPLE);
  const taken = await csv(['1,作风,态度差,开展培训,陈立,综合科,周敏,2026-12-20,']);
  await commit(taken.id);
  const events = await countOf('events');
  const age = (days: number) => base.db.collection('imports').updateMany({}, { $set: { savedAt: new Date(Date.now() - days * 86_400_000) } });
  await age(6.9);
  expect((await cleanUp(services)).imports).toBe(0);
  await age(7.1);
  const fresh = await upload(SAMPLE, '新.xlsx');
  expect((await cleanUp(services)).imports).toBe(1);
  expect((await refusalOf(importPreview(services, office, looked.id))).id).toBe('import-not-found');
  for (const { id } of [taken, fresh]) expect((await importPreview(services, office, id)).id).toBe(id);
  expect(await countOf('events')).toBe(events);
});

describe('a ledger too long for one transaction', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, at) => `${at + 1},作风,问题${at + 1},措施${at + 1},陈立,综合科,周敏,2026-12-20,`);

  test('is refused before anything is kept, with the way to take it over in parts', async () => {
    const refusal = await refusalOf(csv(rows(5_001)));
    expect([refusal.id, refusal.kind]).toEqual(['ledger-too-long', 'too-much']);
    expect(refusal.remedy).toMatch(/分成几份/);
    expect(await countOf('imports')).toBe(0);
  });

  test('in parts of one name and day it becomes one round', async () => {
    const first = await csv(rows(6).slice(0, 3));
    const done = await commit(first.id);
    const second = await commit((await csv(rows(6).slice(3))).id);
    expect(second.roundId).toBe(done.roundId);
    expect(await tasksOf(done.roundId)).toHaveLength(6);
  });
});

describe('the preview', () => {
  test('shows what was understood and changes nothing', async () => {
    const before = await everything();
    const preview = await upload(SAMPLE);
    expect(preview).toMatchObject({
      state: 'ready',
      roundName: '某市政务服务中心巡察反馈问题整改工作台账',
      roundId: null,
      feedbackDay: '2026-09-10',
      feedbackDayWords: '9月10日',
      feedbackDayGuessed: false,
      inspectedUnitName: '某市政务服务中心',
      counts: { findings: 4, tasks: 15, units: 6, people: 9 },
      faults: [],
    });
    expect(preview.tasks.map(({ dueRead }) => dueRead).slice(0, 5)).toEqual([
      '10月31日（周六）前',
      '12月15日（周二）前',
      '12月20日（周日）前',
      '12月31日（周四）前',
      '推定 10月8日',
    ]);
    expect(preview.tasks.map(({ becomes }) => becomes).filter(Boolean)).toEqual([
      '待核验',
      '进展：布局方案已报审',
      '进展：已开展第一期',
      '进展：已梳理86项',
      '进展：已修订2项',
    ]);
    expect(preview.tasks.find(({ dueWords }) => dueWords === '长期坚持')).toMatchObject({ dueDay: null, dueRead: '长期坚持，每月报告' });
    expect(preview.tasks.find(({ row }) => row === 13)?.dueRead).toBe('2027年3月10日（周三）前（2027年放假安排未录入）');
    expect(preview.people.every(({ ask, known }) => !ask && !known)).toBe(true);
    expect(await everything()).toEqual(before);
    expect(await importPreview(services, office, preview.id)).toEqual(preview);
  });

  test('is for the office alone', async () => {
    await base.store.people.savePeople([aPerson('he', '何俊')]);
    const owner = await servicesOn(base).viewer('he');
    const id = (await upload(SAMPLE)).id;
    const tries = [
      previewImport(services, owner, { fileName: 'a.xlsx', bytes: SAMPLE }),
      importPreview(services, owner, id),
      markedWorkbook(services, owner, id),
    ];
    for (const work of [...tries, commitImport(services, owner, id, { requestId: newRequest(), people: {}, acceptChanges: false })]) {
      expect((await refusalOf(work)).kind).toBe('forbidden');
    }
    expect(await countOf('tasks')).toBe(0);
  });

  test('of a ledger with faults names them all, marks them in the workbook, and cannot be committed', async () => {
    const before = await everything();
    const preview = await csv(['1,作风,态度差,开展培训,陈立,综合科,周敏,2026年13月,', '2,管理,松散,,林静,,孙悦,12月底,']);
    expect(preview.state).toBe('faulty');
    expect(preview.faults.map(({ sheet, row, column }) => `${sheet}!${column}${row}`)).toEqual(['试点台账!H2', '试点台账!D3', '试点台账!F3']);
    const refusal = await refusalOf(commit(preview.id));
    expect(refusal).toMatchObject({
      id: 'ledger-faulty',
      faults: ['第 2 行，完成时限（H 列）', '第 3 行，整改措施（D 列）', '第 3 行，责任单位（F 列）'].map((place) => ({
        place: `工作表“试点台账”${place}`,
      })),
    });
    expect(await everything()).toEqual(before);
    expect((await workbooks.read(await markedWorkbook(services, office, preview.id), '标出.xlsx'))[0]?.rows[1]?.[7]).toBe('2026年13月');
  });
});

describe('the commit', () => {
  test('brings the whole ledger in, with its units as a tree, and sends nothing', async () => {
    const done = await commit((await upload(SAMPLE)).id);
    expect(done.counts).toEqual({ findings: 4, tasks: 15, units: 6, people: 9 });
    expect(done.words).toBe('已导入 4 个问题、15 项任务，涉及 6 个单位、9 人。还没有发送任何消息，核对后请按“开始督办”。');

    const round = await base.store.ledger.round(done.roundId);
    expect(round).toMatchObject({ name: '某市政务服务中心巡察反馈问题整改工作台账', feedbackDay: '2026-09-10', supervisedFrom: null });
    const units = await base.store.people.units();
    const root = units.find(({ id }) => id === round?.inspectedUnitId);
    expect(root).toMatchObject({ name: '某市政务服务中心', parentId: null });
    expect(
      units
        .filter(({ parentId }) => parentId === root?.id)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['人事科', '信息科', '办公室', '审改科', '政务服务科', '综合科'].sort());
    expect((await base.store.ledger.findingsOf(done.roundId)).map(({ number }) => number)).toEqual(['1', '2', '3', '4']);

    const tasks = await tasksOf(done.roundId);
    expect(tasks.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
    expect(tasks.map(({ status }) => status).slice(0, 3)).toEqual(['toVerify', 'inProgress', 'handedOut']);
    expect(tasks[0]).toMatchObject({
      percent: 100,
      version: 1,
      deadlineNumber: 1,
      supervisedFrom: null,
      signedAt: null,
      evidenceNeeds: [{ words: '照片或文件', kind: 'any', count: 1 }],
    });
    expect(tasks[1]).toMatchObject({ remark: '量化指标', acceptance: '平均排队时间由25分钟降至10分钟以内' });
    const joint = tasks[10];
    expect([await nameOf(joint?.ownerId ?? null), await nameOf(joint?.coOwnerIds[0] ?? null), await nameOf(joint?.leaderId ?? null)]).toEqual([
      '马莉',
      '何俊',
      '黄海',
    ]);
    expect(units.find(({ id }) => id === joint?.coUnitIds[0])?.name).toBe('政务服务科');
    const leader = (await base.store.people.people()).find(({ name }) => name === '黄海');
    expect(leader?.unitId).toBe(root?.id);

    expect((await base.store.events.of('task', tasks[1]?.id ?? '')).map(({ action, data, by }) => [action, data['text'], by])).toEqual([
      ['imported', undefined, 'fang'],
      ['progress', '布局方案已报审', 'fang'],
    ]);
    expect((await base.store.events.of('round', done.roundId)).map(({ action }) => action)).toEqual(['imported']);
    expect(
      await base.db
        .listCollections({ name: 'notices' })
        .hasNext()
        .then((has) => (has ? countOf('notices') : 0)),
    ).toBe(0);
  });

  test('of the same file again changes nothing', async () => {
    await commit((await upload(SAMPLE)).id);
    const before = await everything();
    const again = await upload(SAMPLE);
    expect(again).toMatchObject({ state: 'unchanged', people: expect.not.arrayContaining([expect.objectContaining({ ask: true })]) });
    expect(again.tasks.every(({ compared }) => compared === 'same')).toBe(true);
    expect(again.people.every(({ known }) => known) && again.units.every(({ known }) => known)).toBe(true);
    expect((await commit(again.id)).words).toBe('这份台账与系统中的内容一致，没有改动。');
    expect(await everything()).toEqual(before);
    expect((await importPreview(services, office, again.id)).state).toBe('committed');
  });

  test('repeated, even at once, is done once and answers alike', async () => {
    const { id } = await upload(SAMPLE);
    const answers = await Promise.all(Array.from({ length: 4 }, () => commit(id, {}, false, 'the-same-request')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await commit(id, {}, false, 'the-same-request')).toEqual(answers[0]);
    expect(await countOf('tasks')).toBe(15);
  });

  test('by two desks at once brings one ledger in', async () => {
    const [one, two] = [await upload(SAMPLE), await upload(SAMPLE)];
    const words = (await Promise.all([commit(one.id), commit(two.id)])).map((done) => done.words.slice(0, 3)).sort();
    expect(words).toEqual(['已导入', '这份台']);
    expect(await everything()).toMatchObject({ tasks: 15, findings: 4, rounds: 1, units: 7, people: 10 });
  });

  test('that fails half way leaves nothing behind', async () => {
    const { id } = await upload(SAMPLE);
    const before = await everything();
    const next = (await base.store.tasks.reserveNumbers(1)) + 1;
    await base.store.tasks.insertMany([aTask({ number: next + 7 })]);
    await expect(commit(id)).rejects.toThrow(/duplicate/);
    expect(await everything()).toEqual({ ...before, tasks: before.tasks + 1 });
    expect((await importPreview(services, office, id)).state).toBe('ready');
  });

  test('of an unknown upload is refused', async () => {
    expect((await refusalOf(commit('nothing'))).id).toBe('import-not-found');
  });
});

describe('a ledger without a feedback day', () => {
  test('keeps that of its round: the same file a week later is still the same', async () => {
    const first = await upload(LIST, '巡视反馈问题清单.csv');
    expect(first).toMatchObject({ feedbackDay: '2026-10-10', feedbackDayGuessed: true, counts: { findings: 12, tasks: 12, units: 12, people: 15 } });
    await commit(first.id, { '贺强（高校采购中心）': 'ledger:贺强（高校基建处）' });
    services = servicesAt('2026-10-17T01:00:00Z');
    expect(await upload(LIST, '巡视反馈问题清单.csv')).toMatchObject({ state: 'unchanged', feedbackDay: '2026-10-10' });
  });

  test('a ledger of the same name with another feedback day is a new round, and says so', async () => {
    const row = '1,作风,态度差,开展培训,陈立,综合科,周敏,2026-12-20,';
    await commit((await csv([row])).id);
    const other = await previewImport(services, office, {
      fileName: '试点台账.csv',
      bytes: Buffer.from(`${HEAD}\n${row}`),
      feedbackDay: '2026-09-20',
    });
    expect(other.roundId).toBeNull();
    expect(other.warnings.join()).toMatch(/同名轮次.*2026年9月10日/);
  });
});

describe('a corrected ledger', () => {
  const rows = [
    '1,作风,态度差,开展“微笑服务”专题培训,陈立,综合科,周敏,2026-12-20,',
    ',,,印发办法,陈立,综合科,周敏,12月底,',
    '2,管理,松散,修订制度,林静,办公室,孙悦,长期坚持,',
  ];
  const corrected = [
    '1,作风,态度很差,开展“微笑服务”专题培训,陈立,综合科,周敏,2026-12-25,',
    ',,,印发办法,林静,综合科,周敏,12月底,',
    '2,管理,松散,修订全部制度,林静,办公室,孙悦,长期坚持,',
    '3,管理,拖沓,按月通报,林静,办公室,孙悦,12月底,',
  ];

  async function correct() {
    const { roundId } = await commit((await csv(rows)).id);
    const preview = await csv(corrected);
    return { roundId, preview };
  }

  test('shows its differences, task by task', async () => {
    const { preview, roundId } = await correct();
    expect(preview).toMatchObject({ state: 'ready', roundId });
    expect(preview.tasks.map(({ compared, changes }) => [compared, ...changes])).toEqual([
      ['changed', '反馈问题：态度差 → 态度很差', '完成时限：12月20日 → 12月25日'],
      ['changed', '责任领导：陈立 → 林静'],
      ['changed', '整改措施：修订制度 → 修订全部制度'],
      ['new'],
    ]);
  });

  test('asks before it changes anything', async () => {
    const { preview, roundId } = await correct();
    const before = await tasksOf(roundId);
    const refusal = await refusalOf(commit(preview.id));
    expect(refusal).toMatchObject({ id: 'changes-not-accepted', kind: 'conflict' });
    expect(refusal.faults[0]?.message).toContain('12月20日 → 12月25日');
    expect(await tasksOf(roundId)).toEqual(before);
  });

  test('once accepted raises the versions, and the deadline number only where the deadline moved', async () => {
    const { preview, roundId } = await correct();
    expect((await commit(preview.id, {}, true)).words).toBe('已新增 1 项任务，更新 3 项任务。');
    const tasks = await tasksOf(roundId);
    expect(tasks.map(({ version, deadlineNumber }) => [version, deadlineNumber])).toEqual([
      [2, 2],
      [2, 1],
      [2, 1],
      [1, 1],
    ]);
    expect(tasks[0]?.due).toEqual({ kind: 'day', day: '2026-12-25', words: '2026-12-25' });
    expect(await nameOf(tasks[1]?.leaderId ?? null)).toBe('林静');
    expect((await base.store.ledger.findingsOf(roundId)).map(({ text }) => text)).toEqual(['态度很差', '松散', '拖沓']);
    const events = await base.store.events.of('task', tasks[0]?.id ?? '');
    expect(events.at(-1)).toMatchObject({ action: 'changed', data: { changes: ['反馈问题：态度差 → 态度很差', '完成时限：12月20日 → 12月25日'] } });
    expect((await csv(corrected)).state).toBe('unchanged');
  });

  test('marks a finding as sensitive or clears it only where it says so, and shows that first', async () => {
    const marked = (...marks: readonly string[]) =>
      previewImport(services, office, {
        fileName: '试点台账.csv',
        bytes: Buffer.from([`${HEAD},是否敏感`, ...rows.map((row, at) => `${row},${marks[at] ?? ''}`)].join('\n')),
        feedbackDay: '2026-09-10',
      });
    const first = await marked('是');
    expect(first.warnings).toContain('1 个问题标为敏感（1），发到聊天里的消息只写编号，不写内容。');
    const { roundId } = await commit(first.id);
    const sensitive = async () => (await base.store.ledger.findingsOf(roundId)).map((finding) => finding.sensitive);
    expect(await sensitive()).toEqual([true, false]);

    // A ledger without the column, or with an empty cell, takes no protection away.
    for (const silent of [await csv(rows), await marked()]) expect(silent.state).toBe('unchanged');
    const turned = await marked('否', '', '√');
    expect(turned.tasks.map(({ changes }) => changes)).toEqual([['敏感问题：是 → 否'], [], ['敏感问题：否 → 是']]);
    await commit(turned.id, {}, true);
    expect(await sensitive()).toEqual([false, true]);
  });

  test('planned before a finding was marked does not write it over', async () => {
    const { preview, roundId } = await correct();
    const [first] = await base.store.ledger.findingsOf(roundId);
    if (first === undefined) throw new Error('no finding');
    const { ledger } = base.store;
    let asked = 0;
    const late: Services = {
      ...services,
      store: {
        ...services.store,
        ledger: {
          ...ledger,
          // The mark comes in between the plan and its writing, the first time.
          findingsOf: async (id) => {
            const planned = await ledger.findingsOf(id);
            asked += 1;
            if (asked === 1) await ledger.saveFindings([{ ...first, sensitive: true }]);
            return planned;
          },
        },
      },
    };
    await commitImport(late, office, preview.id, { requestId: newRequest(), people: {}, acceptChanges: true });
    expect((await ledger.findingsOf(roundId))[0]).toMatchObject({ text: '态度很差', sensitive: true });
  });

  test('that lacks a task leaves the task alone and says so', async () => {
    const { roundId } = await commit((await csv(rows)).id);
    const preview = await csv(rows.slice(0, 2));
    expect(preview.state).toBe('unchanged');
    expect(preview.warnings.join()).toMatch(/1 项任务不在这份台账里.*T3“修订制度”/);
    expect(await tasksOf(roundId)).toHaveLength(3);
  });

  test('does not undo what was reported meanwhile', async () => {
    const { roundId } = await commit((await csv(rows)).id);
    const [task] = await tasksOf(roundId);
    if (task === undefined) throw new Error('no task');
    await base.store.tasks.replace({ ...task, status: 'submitted', percent: 100, version: 2 });
    expect((await csv(rows)).state).toBe('unchanged');
    await commit((await csv(corrected)).id, {}, true);
    expect((await tasksOf(roundId))[0]).toMatchObject({ status: 'submitted', percent: 100, version: 3 });
  });

  test('new tasks of a round under supervision stay silent until 开始督办 is pressed again, and then start at their owner', async () => {
    const { preview, roundId } = await correct();
    const round = await base.store.ledger.round(roundId);
    if (round === null) throw new Error('no round');
    await base.store.ledger.saveRound({ ...round, supervisedFrom: '2026-10-11' });
    let swept = 0;
    services = { ...services, kickSweep: () => void (swept += 1) };
    await commit(preview.id, {}, true);
    expect((await tasksOf(roundId)).at(-1)?.supervisedFrom).toBeNull();
    expect(swept).toBe(1);
  });
});

describe('findings that say the same', () => {
  const row = (number: number, text: string) => `${number},作风,${text},第${number}项措施,陈立,综合科,周敏,2026-12-20,`;

  test('are pointed out within the ledger and against other rounds, and stop nothing', async () => {
    await commit((await csv([row(1, '窗口服务态度差')])).id);
    const rows = [row(1, '窗口服务态度差。'), row(2, '公务接待超标准，涉及金额18万元'), row(3, '公务接待超标准，涉及金额28万元')];
    const second = await previewImport(services, office, {
      fileName: '第二轮.csv',
      bytes: Buffer.from([HEAD, ...rows].join('\n')),
      feedbackDay: '2026-09-10',
    });
    expect(second.state).toBe('ready');
    expect(second.warnings).toEqual([
      '问题 2（第 3 行）与问题 3（第 4 行）的内容几乎相同，请确认不是重复统计。',
      '问题 1 与“试点台账”的问题 1 内容相同，请确认不是重复统计。',
    ]);
  });

  test('are told as one group, and a list that is cut says how many it leaves out', async () => {
    const own = ['A-03', 'A-04', 'A-05'].map((number) => row(1, '借用下属单位车辆').replace('1', number));
    expect((await csv(own)).warnings).toEqual(['问题 A-03（第 2 行）、A-04（第 3 行）、A-05（第 4 行）的内容几乎相同，请确认不是重复统计。']);
    const glyphs = '甲乙丙丁戊己庚辛壬癸子丑';
    const pairs = [...glyphs].flatMap((glyph, at) =>
      [row(2 * at + 1, glyph.repeat(12)), row(2 * at + 2, `${glyph.repeat(12)}。`)].map((line) => line.replace(/^/, 'B-')),
    );
    const { warnings } = await csv(pairs);
    expect(warnings).toHaveLength(11);
    expect(warnings.at(-1)).toBe('另有 2 组几乎相同的问题没有列出。');
  });
});

describe('two people with one name', () => {
  const row = (unit: string, owner: string) => `1,作风,态度差,开展培训,陈立,${unit},${owner},2026-12-20,`;

  test('in two units of one ledger are asked about', async () => {
    const preview = await upload(LIST, '巡视反馈问题清单.csv');
    expect(preview.people.filter(({ name }) => name.startsWith('贺强'))).toEqual([
      { name: '贺强（高校基建处）', bareName: '贺强', units: ['高校基建处'], known: false, candidates: [], ask: false },
      {
        name: '贺强（高校采购中心）',
        bareName: '贺强',
        units: ['高校采购中心'],
        known: false,
        candidates: [{ id: 'ledger:贺强（高校基建处）', unitName: '高校基建处（本台账）' }],
        ask: true,
      },
    ]);
    expect(await refusalOf(commit(preview.id))).toMatchObject({ id: 'people-not-chosen', faults: [{ place: '贺强（高校采购中心）' }] });
    expect(await countOf('tasks')).toBe(0);
  });

  test.each([
    ['ledger:贺强（高校基建处）', 1],
    ['new', 2],
  ])('chosen as %s become %i', async (choice, count) => {
    const { id, counts } = await upload(LIST, '巡视反馈问题清单.csv');
    const done = await commit(id, { '贺强（高校采购中心）': choice });
    // Before the choice names are counted, as the command line counts them; afterwards persons.
    expect(done.counts.people - counts.people).toBe(count - 1);
    const tasks = await tasksOf(done.roundId);
    const people = new Set(tasks.flatMap((task) => [task.ownerId, ...task.coOwnerIds, task.leaderId]).filter((one) => one !== null));
    expect(done.counts.people).toBe(people.size);
    const found = (await base.store.people.people()).filter(({ name }) => name === '贺强');
    expect(found).toHaveLength(count);
    const again = await upload(LIST, '巡视反馈问题清单.csv');
    expect(again.state).toBe('unchanged');
  });

  test('one name at several places is one person to the count, and stands with the post it has where it has no unit', async () => {
    const list = [
      '1,作风,态度差,开展培训,王伟,综合科,王伟,2026-12-20,',
      '2,作风,排队久,增设窗口,,政务科,王伟,2026-12-20,',
      '3,作风,口径乱,统一口径,,,王伟,2026-12-20,',
    ];
    const { counts, people, warnings } = await csv(list);
    expect(counts.people).toBe(1);
    expect(people.map(({ name }) => name)).toEqual(['王伟（综合科）', '王伟（责任领导、责任人，没有写单位）', '王伟（政务科）']);
    expect(people.every(({ bareName }) => bareName === '王伟')).toBe(true);
    expect(warnings).toEqual([]);
    expect((await csv(['1,作风,态度差,开展培训,,综合科,,2026-12-20,'])).warnings).toEqual([
      '工作表“试点台账”第 2 行：没有写责任人姓名。补上之前，提醒会发给巡察办。',
    ]);
  });

  test('a known person of that name in another unit is a candidate, never taken silently', async () => {
    await commit((await csv([row('综合科', '周敏')])).id);
    const known = (await base.store.people.people()).find(({ name }) => name === '周敏');
    const other = (rows: readonly string[]) =>
      previewImport(services, office, { fileName: '第二轮.csv', bytes: Buffer.from([HEAD, ...rows].join('\n')), feedbackDay: '2026-09-10' });
    const elsewhere = await other([row('人事科', '周敏')]);
    expect(elsewhere.people.find(({ name }) => name === '周敏')).toEqual({
      name: '周敏',
      bareName: '周敏',
      units: ['人事科'],
      known: false,
      candidates: [{ id: known?.id, unitName: '综合科' }],
      ask: true,
    });
    const same = await other([row('综合科', '周敏')]);
    expect(same.people.find(({ name }) => name === '周敏')).toMatchObject({ known: true, ask: false });
  });

  test('two of one name in the base are asked about even in the right unit', async () => {
    await commit((await csv([row('综合科', '周敏')])).id);
    const unit = (await base.store.people.units()).find(({ name }) => name === '综合科');
    await base.store.people.savePeople([aPerson('zhou2', '周敏', { unitId: unit?.id ?? null })]);
    const second = await previewImport(services, office, {
      fileName: '第二轮.csv',
      bytes: Buffer.from(`${HEAD}\n${row('综合科', '周敏')}`),
      feedbackDay: '2026-09-10',
    });
    expect(second.people.find(({ name }) => name === '周敏')).toMatchObject({ ask: true, candidates: [expect.anything(), expect.anything()] });
    const done = await commit(second.id, { 周敏: 'zhou2', 陈立: 'new' });
    expect((await tasksOf(done.roundId))[0]?.ownerId).toBe('zhou2');
  });

  test('a choice that names nobody who could be meant is refused', async () => {
    const { id } = await upload(LIST, '巡视反馈问题清单.csv');
    expect((await refusalOf(commit(id, { '贺强（高校采购中心）': 'fang' }))).id).toBe('person-choice-unknown');
  });
});

describe('a long ledger', () => {
  test('of 1,500 tasks is taken over in one transaction', async () => {
    const rows = Array.from(
      { length: 1_500 },
      (_, at) =>
        `${Math.floor(at / 5) + 1},作风,第${Math.floor(at / 5) + 1}个问题,第${at}项措施,陈立,第${at % 40}科,科员${at % 40},2026-12-20,已开展${at}次`,
    );
    const preview = await csv(rows);
    await commit(preview.id);
    expect(await everything()).toMatchObject({ tasks: 1_500, findings: 300, rounds: 1, events: 3_001 });
    expect((await csv(rows)).state).toBe('unchanged');
  });
});
