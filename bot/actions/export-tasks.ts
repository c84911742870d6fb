/** The ledger as it stands on the screen, as a workbook: the same filter, scope, order and words. */
import type { TaskCard, TaskExportQuery } from '../../core/contract/task.js';
import { milestonesWords } from '../../core/ledger/milestones.js';
import { evidenceMissing, needsWords } from '../../core/ledger/evidence.js';
import type { DubanEvent, Target } from '../../core/ledger/model.js';
import { figureWords, percentReached, readingsOf, targetsWords } from '../../core/ledger/targets.js';
import type { Viewer } from '../../core/people/model.js';
import { measureOf } from '../../core/notice/digest.js';
import { dayInFull } from '../../core/time/day.js';
import type { Services, TaskRow } from '../services.js';
import { askedCount, askedWalk } from './asked-tasks.js';
import { type ExportedTable, noteExport } from './note-export.js';
import { renewReckoned } from './reckoned-tasks.js';
import { type Desk, deskOf, factsOf, type TaskFacts } from './task-card.js';

/** Far beyond any ledger; an answer without an end helps nobody. */
const MOST_ROWS = 50_000;

const LIGHT_WORDS: Readonly<Record<TaskCard['light'], string>> = { red: '红', yellow: '黄', green: '绿', none: '办结' };

interface Column {
  readonly head: string;
  readonly width: number;
  /** `reports`: those of this task that measured something, the oldest first. */
  readonly of: (facts: TaskFacts, row: TaskRow, reports: readonly DubanEvent[]) => string | number;
}

const COLUMNS: readonly Column[] = [
  { head: '编号', width: 8, of: ({ number }) => `T${number}` },
  { head: '问题编号', width: 10, of: ({ findingNumber }) => findingNumber },
  { head: '问题分类', width: 14, of: ({ category }) => category },
  { head: '整改措施', width: 48, of: ({ measure }) => measure },
  { head: '责任单位', width: 20, of: ({ unitName }) => unitName },
  { head: '责任人', width: 12, of: ({ ownerName }) => ownerName ?? '未配置' },
  { head: '责任领导', width: 12, of: ({ leaderName }) => leaderName ?? '' },
  { head: '完成时限', width: 18, of: ({ due }) => (due.day === null ? due.words : dayInFull(due.day)) },
  { head: '状态', width: 12, of: ({ statusWords }) => statusWords },
  { head: '进度（%）', width: 10, of: ({ percent }) => percent },
  { head: '红黄绿', width: 8, of: ({ light }) => LIGHT_WORDS[light] },
  { head: '情况', width: 22, of: ({ lightWords }) => lightWords },
  { head: '佐证要求', width: 24, of: (_facts, { task, finding }) => (finding.sensitive ? '' : needsWords(task.evidenceNeeds)) },
  { head: '凭证情况', width: 24, of: (_facts, row) => evidenceWords(row) },
  { head: '阶段节点', width: 32, of: (_facts, { task, finding }) => (finding.sensitive ? '' : milestonesWords(task.milestones)) },
  { head: '量化指标', width: 32, of: (_facts, { task, finding }) => (finding.sensitive ? '' : targetsWords(task.targets)) },
  { head: '最新读数', width: 20, of: (_facts, row, reports) => ofEach(row, reports, ({ unit }, last) => figureWords(last, unit)) },
  { head: '指标完成率', width: 14, of: (_facts, row, reports) => ofEach(row, reports, (target, last) => `${percentReached(target, last)}%`) },
  { head: '挂牌督办', width: 12, of: ({ listedWords }) => listedWords ?? '' },
  { head: '退回次数', width: 10, of: ({ returnedCount }) => returnedCount },
];

/** Of what is sensitive only whether some lacks: an item's words may tell what was found. */
function evidenceWords({ task, finding }: TaskRow): string {
  const { evidenceNeeds, evidence } = task;
  if (evidenceNeeds.length === 0 || evidence === null) return '';
  const missing = evidenceMissing(evidenceNeeds, evidence);
  if (missing.length === 0) return '齐全';
  return finding.sensitive ? '凭证不全' : missing.join('；');
}

/** A word a target, in their order; whose name would tell what was found has none. */
function ofEach({ task, finding }: TaskRow, reports: readonly DubanEvent[], words: (target: Target, last: number) => string): string {
  if (finding.sensitive) return '';
  return task.targets
    .map((target) => {
      const last = readingsOf(reports, target.name).at(-1);
      return last === undefined ? '还没有读数' : words(target, last.value);
    })
    .join('；');
}

async function reportsOf(services: Services, rows: readonly TaskRow[]): Promise<ReadonlyMap<string, readonly DubanEvent[]>> {
  const measured = await services.store.events.measured(rows.filter(({ task }) => task.targets.length > 0).map(({ task }) => task.id));
  const reports = new Map<string, DubanEvent[]>();
  for (const event of measured) reports.set(event.subject.id, [...(reports.get(event.subject.id) ?? []), event]);
  return reports;
}

/** At most `MOST_ROWS`, read while the file is written; leaves an event. */
export async function exportTasks(services: Services, viewer: Viewer, query: TaskExportQuery): Promise<ExportedTable> {
  const desk = await deskOf(services, viewer);
  await renewReckoned(services, desk);
  const rows = Math.min(MOST_ROWS, await askedCount(services, query, desk));
  const narrowed = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  await noteExport(services, viewer, { list: narrowed, rows });
  services.log.info('tasks exported', { by: viewer.person.id, rows });
  return {
    fileName: `整改台账 ${dayInFull(desk.today)}.xlsx`,
    table: { name: '整改台账', columns: COLUMNS, rows: cellsOf(services, askedWalk(services, query, desk, MOST_ROWS), desk) },
  };
}

async function* cellsOf(services: Services, pages: AsyncIterable<readonly TaskRow[]>, desk: Desk): AsyncGenerator<readonly (string | number)[]> {
  for await (const page of pages) {
    const reports = await reportsOf(services, page);
    for (const row of page) {
      // What is sensitive does not leave the base in a file.
      const facts = { ...factsOf(desk, row), measure: measureOf(row) };
      yield COLUMNS.map(({ of }) => of(facts, row, reports.get(row.task.id) ?? []));
    }
  }
}
