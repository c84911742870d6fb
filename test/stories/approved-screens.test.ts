/**
 * The main screens beside pictures of them that somebody approved, at 390 px and at 320 px in care mode: part of `npm run survey`. Where
 * one was meant to change, look at artifacts/screens/differs-* and run `npm run survey:approve`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { TaskList } from '../../core/contract/task.js';
import { type DemoPhones, openDemoPhones } from '../support/demo-phones.js';

const APPROVED = join(process.cwd(), 'test', 'stories', 'approved');
const SCREENS = join(process.cwd(), 'artifacts', 'screens');
const survey = process.env['DUBAN_SURVEY'];
const compares = survey === 'whole' || survey === 'approve' ? describe : describe.skip;
/** A channel may be off by so much: the approved picture has few colours. */
const MOST_APART = 48;
/** A minute that went on, a line that says when: a card that moved is many times that. */
const MOST_SHARE = 0.01;

interface Shown {
  readonly name: string;
  readonly account: string;
  readonly path: (ids: ReadonlyMap<number, string>) => string;
  /** What shows that it is whole. */
  readonly words: RegExp;
}

const idOf = (ids: ReadonlyMap<number, string>, number: number): string => ids.get(number) ?? '';
const MAIN: readonly Shown[] = [
  { name: 'my', account: 'hejun', path: () => '/pages/my/index', words: /7 天内/ },
  { name: 'task', account: 'wuqian', path: (ids) => `/pages/task/index?id=${idOf(ids, 14)}`, words: /来往/ },
  { name: 'report', account: 'wuqian', path: (ids) => `/pages/report/index?id=${idOf(ids, 14)}`, words: /提交进展/ },
  { name: 'leader', account: 'chenli', path: () => '/pages/my/index', words: /7 天内/ },
  { name: 'board', account: 'chenli', path: () => '/pages/board/index', words: /逾期/ },
  { name: 'ledger', account: 'xuyan', path: () => '/pages/ledger/index', words: /共 \d+ 项/ },
];
const LOOKS = [
  { width: 390, care: false },
  { width: 320, care: true },
] as const;

/** The share of points that are clearly another colour, and where they are. */
async function apart(one: Buffer, other: Buffer): Promise<{ readonly share: number; readonly where: Buffer }> {
  const [a, b] = await Promise.all(
    [one, other].map((picture) => sharp(picture).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })),
  );
  if (a === undefined || b === undefined || a.info.width !== b.info.width || a.info.height !== b.info.height) return { share: 1, where: one };
  const points = a.info.width * a.info.height;
  const seen = Buffer.from(a.data);
  let count = 0;
  for (let at = 0; at < seen.length; at += 3) {
    const isApart = [0, 1, 2].some((channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > MOST_APART);
    if (!isApart) continue;
    count += 1;
    seen.set([255, 0, 255], at);
  }
  const where = await sharp(seen, { raw: { width: a.info.width, height: a.info.height, channels: 3 } })
    .png()
    .toBuffer();
  return { share: count / points, where };
}

compares('the main screens beside those approved', () => {
  let demo: DemoPhones;
  let ids: ReadonlyMap<number, string>;

  beforeAll(async () => {
    await mkdir(APPROVED, { recursive: true });
    demo = await openDemoPhones();
    await demo.nextMessage();
    const { tasks } = await (await demo.api('xuyan')).get<TaskList>('/api/tasks?limit=100');
    ids = new Map(tasks.map(({ number, id }) => [number, id]));
  }, 240_000);

  afterAll(async () => demo?.stop());

  test.each(MAIN.flatMap((shown) => LOOKS.map((look) => ({ ...shown, ...look }))))(
    '$name at $width px',
    async ({ name, account, path, words, width, care }) => {
      const phone = await demo.phone(account, { width, care });
      await phone.open(path(ids));
      await phone.says(words);
      await phone.page.waitForTimeout(800);
      const now = await phone.page.screenshot({ animations: 'disabled', caret: 'hide' });
      await phone.page.context().close();
      const file = `${name}-${width}${care ? '-care' : ''}.png`;
      if (survey === 'approve') {
        await writeFile(join(APPROVED, file), await sharp(now).png({ palette: true, colours: 32, effort: 10 }).toBuffer());
        return;
      }
      const { share, where } = await apart(now, await readFile(join(APPROVED, file)));
      if (share > MOST_SHARE) await writeFile(join(SCREENS, `differs-${file}`), where);
      expect(share).toBeLessThanOrEqual(MOST_SHARE);
    },
  );
});
