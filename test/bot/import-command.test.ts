/** `duban import` on the office's own machine: what it prints, and how it ends. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dryRun, runImport } from '../../bot/commands/import.js';
import { workbooks } from '../../bot/documents/workbooks.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { calendarOf } from '../../core/time/calendar.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { openTestStore } from '../support/database.js';
import { servicesOn } from '../support/services-on.js';

const SAMPLE = fileURLToPath(new URL('../../bot/demo/政务服务中心整改台账.xlsx', import.meta.url));
const LIST = fileURLToPath(new URL('../fixtures/巡视反馈问题清单.csv', import.meta.url));
const HEAD = '序号,反馈问题,整改措施,责任单位,责任人,完成时限';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('a dry run', () => {
  test.each([
    [SAMPLE, { findings: 4, tasks: 15, units: 6, people: 9, faults: [] }],
    [LIST, { findings: 12, tasks: 12, units: 12, people: 15, faults: [] }],
  ])('of %s prints the counts as JSON and ends with 0', async (path, counts) => {
    const { stdout, exitCode } = await dryRun(path, { json: true });
    expect(JSON.parse(stdout)).toEqual(counts);
    expect(exitCode).toBe(0);
  });

  test('with faults prints each with its place and ends with 1', async () => {
    const { stdout, exitCode } = await dryRun(await file('坏.csv', `${HEAD}\n1,态度差,开展培训,综合科,周敏,2026年13月\n`), {
      json: true,
      feedbackDay: '2026-09-10',
    });
    expect(JSON.parse(stdout)).toEqual({
      findings: 1,
      tasks: 1,
      units: 1,
      people: 1,
      faults: [{ sheet: '坏', row: 2, column: 'F', text: '2026年13月', message: '没有13月。请改成实际的日期，例如 2026年12月31日。' }],
    });
    expect(exitCode).toBe(1);
  });

  test('for people prints a table of the tasks, what to mind and what to mend', async () => {
    const { stdout } = await dryRun(await file('坏.csv', `${HEAD}\n1,态度差,开展培训,综合科,周敏,尽快\n,,印发办法,人事科,,2027年3月底\n`), {
      json: false,
      feedbackDay: '2026-09-10',
    });
    expect(stdout).toMatch(/行 +问题 +整改措施 +责任单位/);
    expect(stdout).toMatch(/3 +1 +印发办法 +人事科 .*2027年3月31日（周三）/);
    expect(stdout).toMatch(/没有写责任人姓名/);
    expect(stdout).toMatch(/坏 +2 +完成时限（F 列） +尽快 +看不懂完成时限/);
  });

  test.each([
    ['a file that is not there', 'nowhere.xlsx', /打不开文件/],
    ['HTML named .xlsx', '网页.xlsx', /网页/],
  ])('of %s says so in words, and as a fault of the whole file', async (_what, name, words) => {
    const path = name === 'nowhere.xlsx' ? join(folder, name) : await file(name, '<html><table></table></html>');
    const said = await dryRun(path, { json: false });
    expect(said.stdout).toMatch(words);
    expect(said.exitCode).toBe(1);
    const json = await dryRun(path, { json: true });
    expect(JSON.parse(json.stdout)).toEqual({
      findings: 0,
      tasks: 0,
      units: 0,
      people: 0,
      faults: [{ sheet: '', row: 0, column: '', text: name, message: expect.stringMatching(words) }],
    });
  });
});

describe('an import from the command line', () => {
  test('takes the ledger over for the system, once', async () => {
    const base = await openTestStore();
    try {
      const services = { ...servicesOn(base), workbooks, calendar: async () => calendarOf(HOLIDAYS), policy: async () => DEFAULT_POLICY };
      const first = await runImport(services, SAMPLE, { json: false, acceptChanges: false });
      expect(first.stdout).toMatch(/已导入 4 个问题、15 项任务/);
      const again = await runImport(services, SAMPLE, { json: false, acceptChanges: false });
      expect([again.exitCode, again.stdout.trim().split('\n').at(-1)]).toEqual([0, '这份台账与系统中的内容一致，没有改动。']);
      expect(await base.db.collection('tasks').countDocuments()).toBe(15);
      const asked = await runImport(services, LIST, { json: false, acceptChanges: false });
      expect(asked.exitCode).toBe(1);
      expect(asked.stdout).toMatch(/网页的“导入”[\s\S]*马莉[\s\S]*贺强（高校采购中心）/);
    } finally {
      await base.close();
    }
  });
});
