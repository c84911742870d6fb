/**
 * Every screen of the phone, and the sheets people meet: no serious finding of axe, no target under 44 px, nothing over the edge, no
 * hint cut off. `npm test` looks at what an owner and a reviewer use, at 320 px in care mode; `npm run survey` at every room, at 320,
 * 390 and 768 px, in both modes, and dark. The pictures stand in artifacts/screens.
 */
import sharp from 'sharp';
import type { TaskList } from '../../core/contract/task.js';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { addDays } from '../../core/time/day.js';
import { type DemoPhones, openDemoPhones, type Phone } from '../support/demo-phones.js';
import { diceOf, pictureOf } from '../support/pictures.js';
import { bringAxe, surveyed } from '../support/surveyed.js';

interface Shown {
  readonly name: string;
  readonly path: string;
  /** What is tapped once the page stands, one after the other. */
  readonly taps?: readonly string[];
  /** A ledger that is chosen first. */
  readonly file?: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
}

const LOOKS = ['standard', 'care', 'dark'] as const;
type Look = (typeof LOOKS)[number];
const isWhole = process.env['DUBAN_SURVEY'] === 'whole';
const WIDTHS: Readonly<Record<Look, readonly number[]>> = isWhole
  ? { standard: [390, 320, 768], care: [390, 320, 768], dark: [390] }
  : { standard: [], care: [320], dark: [] };
/** Minutes of browser: by their own command. */
const inSurvey = isWhole ? test : test.skip;
const FAULTY = {
  name: '台账.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    '问题编号,反馈问题,整改措施,责任单位,责任人,责任领导,完成时限\n1,窗口排队长,增设窗口,综合科,周敏,陈立,明年某天\n2,态度差,,综合科,,陈立,2026-12-20\n',
  ),
};
const room = (name: string, ...taps: string[]): Shown => ({ name: [name, ...taps].join('-'), path: `/pages/${name}/index`, taps });

describe('every screen', () => {
  let demo: DemoPhones;
  /** T-numbers to ids, as the office sees them. */
  let ids: ReadonlyMap<number, string>;

  beforeAll(async () => {
    demo = await openDemoPhones();
    await demo.nextMessage();
    const office = await demo.api('xuyan');
    const { tasks } = await office.get<TaskList>('/api/tasks?limit=100');
    ids = new Map(tasks.map(({ number, id }) => [number, id]));
    // One waits for the reviewer with photos of all kinds, one for the office's decision on more time, one hour runs for an owner.
    const owner = await demo.api('wuqian');
    const hall = await pictureOf('hall', diceOf(7));
    const old = await sharp(await pictureOf('scene', diceOf(8)))
      .withExif({ IFD0: { Software: 'Snapseed 2' }, IFD2: { DateTimeOriginal: '2026:06:01 08:00:00' } })
      .jpeg()
      .toBuffer();
    const fresh = await sharp(await pictureOf('scene', diceOf(9)))
      .withExif({ IFD2: { DateTimeOriginal: '2026:11:24 15:30:00' } })
      .jpeg()
      .toBuffer();
    const of = (task: number, uploadId: string, photo: Buffer) => owner.upload(idOf(task), uploadId, photo);
    await owner.act(idOf(14), { kind: 'progress', text: '已通报两人。', percent: 40, evidenceIds: [await of(14, 'hall-of-before', hall)] });
    const evidenceIds = [await of(5, 'hall-again', hall), await of(5, 'photo-retouched', old), await of(5, 'photo-fresh', fresh)];
    await owner.act(idOf(5), {
      ...{ kind: 'progress', text: '专题培训已办两期，覆盖全体窗口人员。', percent: 100 },
      ...{ evidenceIds, beforeIds: ['hall-again'] },
    });
    await owner.act(idOf(5), { kind: 'submit', text: '' });
    // The demo’s ledger moves with the days.
    const dueOf = async (task: number) => (await office.get<TaskDetail>(`/api/tasks/${idOf(task)}`)).due.day ?? '';
    await owner.act(idOf(14), { kind: 'askExtension', day: addDays(await dueOf(14), 14), reason: '需要多方协调' });
    // One is done but for its evidence, is measured, has days on its way and is listed.
    await office.act(idOf(3), {
      kind: 'setEvidence',
      needs: [
        { words: '照片', kind: 'photo', count: 2 },
        { words: '印发的制度文件', kind: 'file', count: 1 },
      ],
    });
    await office.act(idOf(3), { kind: 'setTargets', targets: [{ name: '平均等候时间', unit: '分钟', baseline: 25, goal: 10 }] });
    const milestones = [
      { name: '方案印发', acceptance: '文件已公开', day: addDays(await dueOf(3), -1) },
      { name: '试运行并向社会公布服务时间', acceptance: '', day: await dueOf(3) },
    ];
    await office.act(idOf(3), { kind: 'setMilestones', milestones });
    await office.act(idOf(3), { kind: 'list', reason: '群众反映强烈，限期解决' });
    const busy = await demo.api('hejun');
    for (const value of [22, 17]) {
      const readings = [{ target: '平均等候时间', value }];
      await busy.act(idOf(3), { kind: 'progress', text: '已设窗口', percent: 100, evidenceIds: [], readings });
    }
    const { namable } = await office.get<TaskDetail>(`/api/tasks/${idOf(13)}`);
    const names = namable.filter(({ isOwner }) => isOwner).map(({ id }) => id);
    await office.act(idOf(13), { kind: 'startClock', clock: 'hours', names, cause: '考勤公示栏被撤下' });
  }, 240_000);

  afterAll(async () => demo?.stop());

  const idOf = (number: number): string => ids.get(number) ?? '';
  const task = (number: number, ...taps: string[]): Shown => ({
    name: ['task', ...taps].join('-'),
    path: `/pages/task/index?id=${idOf(number)}`,
    taps,
  });

  async function show(phone: Phone, { path, taps = [], file }: Shown): Promise<void> {
    await phone.open(path);
    await phone.page.waitForLoadState('networkidle');
    if (file !== undefined) {
      const chooser = phone.page.waitForEvent('filechooser');
      await phone.tap('choose-file');
      await (await chooser).setFiles(file);
      await phone.at('faults').waitFor();
    }
    for (const id of taps) {
      await phone.tap(id);
      await phone.page.waitForTimeout(200);
    }
    await phone.page.waitForTimeout(300);
  }

  async function survey(account: string, screens: readonly Shown[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const look of LOOKS.filter((one) => WIDTHS[one].length > 0)) {
      const phone = await demo.phone(account, { care: look === 'care', dark: look === 'dark' });
      await bringAxe(phone.page);
      for (const screen of screens) {
        await phone.page.setViewportSize({ width: 390, height: 844 });
        await show(phone, screen);
        for (const width of WIDTHS[look]) {
          await phone.page.setViewportSize({ width, height: 844 });
          await phone.page.waitForTimeout(150);
          await phone.picture(`${account}-${screen.name}-${width}-${look}`);
          for (const fault of await surveyed(phone.page)) found.push(`${account} ${screen.name} ${width} ${look}: ${fault}`);
        }
      }
      await phone.page.context().close();
    }
    return found;
  }

  test('the owner’s', async () => {
    const id = idOf(3);
    const own = (name: string, ...taps: string[]): Shown => ({ name: [name, ...taps].join('-'), path: `/pages/${name}/index?id=${id}`, taps });
    const screens = [room('my'), room('my', 'room-more'), room('messages'), own('task'), own('task', 'more'), own('report')];
    expect(await survey('hejun', screens)).toEqual([]);
  }, 300_000);

  inSurvey(
    'the owner’s on the way through a report: which item a photo stands for, and what stands there once it is in',
    async () => {
      const own = (...taps: string[]): Shown => ({ name: ['report', ...taps].join('-'), path: `/pages/report/index?id=${idOf(3)}`, taps });
      expect(await survey('hejun', [own('sample-photo', 'photo-item'), own('chip-进展正常', 'submit-report')])).toEqual([]);
    },
    300_000,
  );

  inSurvey(
    'the leader’s',
    async () => {
      expect(await survey('chenli', [room('my'), room('board'), room('ledger'), task(14), task(14, 'do-urge')])).toEqual([]);
    },
    300_000,
  );

  test('the reviewer’s', async () => {
    const review = (...taps: string[]): Shown => ({ name: ['review', ...taps].join('-'), path: `/pages/review/index?id=${idOf(5)}`, taps });
    expect(await survey('fanglei', [room('my'), review(), review('do-return'), review('do-pass'), review('do-consult')])).toEqual([]);
  }, 300_000);

  inSurvey(
    'the leading group’s, to whom a task was proposed',
    async () => {
      await (await demo.api('chenli')).act(idOf(14), { kind: 'proposeListing', reason: '群众反映强烈，两次催办没有进展' });
      expect(await survey('gaoyuan', [room('board'), task(14), task(14, 'do-list'), task(14, 'do-declineListing')])).toEqual([]);
    },
    300_000,
  );

  inSurvey(
    'those of an owner with a clock running and more time asked for',
    async () => {
      expect(await survey('wuqian', [room('my'), task(13), task(14, 'more')])).toEqual([]);
    },
    300_000,
  );

  inSurvey(
    'the office’s newer rooms',
    async () => {
      expect(
        await survey(
          'xuyan',
          ['recurring', 'windows', 'satisfaction', 'ratings', 'directory'].map((name) => room(name)),
        ),
      ).toEqual([]);
    },
    300_000,
  );

  inSurvey(
    'the office’s',
    async () => {
      const rooms = [
        ...['my', 'ledger', 'board', 'import', 'people', 'robots', 'connections', 'policies', 'operations', 'chat'].map((name) => room(name)),
        task(14, 'do-refuseExtension'),
        task(3, 'do-setEvidence'),
        task(3, 'do-setMilestones', 'milestone-add'),
        task(3, 'do-setTargets', 'target-add'),
        task(3, 'do-unlist'),
        task(4, 'more', 'do-list'),
        room('robots', 'add-robot'),
        { ...room('robots', 'add-robot', 'chip-wecomChat'), name: 'robots-add-chat' },
        room('people', 'add-person'),
        room('connections', 'edit-connection'),
        { ...room('import'), name: 'import-faults', file: FAULTY },
      ];
      expect(await survey('xuyan', rooms)).toEqual([]);
      expect(demo.faults).toEqual([]);
    },
    600_000,
  );
});
