/** 共性问题: what recurs across units and rounds among everything a person may see, as a page and as a workbook. */
import type { Recurring } from '../../core/contract/recurring.js';
import { recurringOf } from '../../core/insight/recurring.js';
import type { Viewer } from '../../core/people/model.js';
import { dayInFull } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { litTasks } from './asked-tasks.js';
import { demandBoard } from './demand-board.js';
import { type ExportedTable, noteExport } from './note-export.js';
import { lightsWords } from './read-board.js';
import { type Desk, deskOf } from './task-card.js';

/** So many groups are read; whoever has more begins with these. */
const MOST_GROUPS = 50;

function breadth(units: number, rounds: number): string {
  const parts = [units > 1 ? `${units} 个单位` : '', rounds > 1 ? `${rounds} 轮` : ''].filter((words) => words !== '');
  return `${parts.join('、')}都有`;
}

/** All there are, the broadest first. */
async function groupsOf(services: Services, desk: Desk): Promise<Recurring['groups']> {
  const rounds = new Map((await services.store.ledger.rounds()).map(({ id, name }) => [id, name]));
  return recurringOf(await litTasks(services, desk)).map(({ category, unitIds, roundIds, findings }) => ({
    id: findings[0]?.finding.id ?? '',
    title: category === '' ? '未分类' : category,
    words: breadth(unitIds.length, roundIds.length),
    findings: findings.map(({ finding, unitIds: units, tally }) => ({
      id: finding.id,
      number: finding.number,
      text: finding.text,
      roundName: rounds.get(finding.roundId) ?? '',
      unitNames: units.map((id) => desk.roster.unit(id)?.name ?? '已撤销的单位').join('、'),
      words: lightsWords(tally),
      list: { findingId: finding.id },
    })),
  }));
}

/** Refusal `not-allowed`. */
export async function readRecurring(services: Services, viewer: Viewer): Promise<Recurring> {
  await demandBoard(services, viewer, '查看共性问题');
  const groups = await groupsOf(services, await deskOf(services, viewer));
  return { total: groups.length, groups: groups.slice(0, MOST_GROUPS) };
}

const COLUMNS = [
  { head: '组', width: 6 },
  { head: '问题分类', width: 16 },
  { head: '范围', width: 20 },
  { head: '责任单位', width: 28 },
  { head: '轮次', width: 28 },
  { head: '问题编号', width: 10 },
  { head: '问题', width: 60 },
  { head: '任务情况', width: 24 },
];

/** Every group, also those the page has no room for; leaves an event. Refusal `not-allowed`. */
export async function exportRecurring(services: Services, viewer: Viewer): Promise<ExportedTable> {
  await demandBoard(services, viewer, '导出共性问题');
  const desk = await deskOf(services, viewer);
  const rows = (await groupsOf(services, desk)).flatMap(({ title, words, findings }, index) =>
    findings.map((found) => [index + 1, title, words, found.unitNames, found.roundName, found.number, found.text, found.words]),
  );
  await noteExport(services, viewer, { list: 'recurring', rows: rows.length });
  return { fileName: `共性问题 ${dayInFull(desk.today)}.xlsx`, table: { name: '共性问题', columns: COLUMNS, rows } };
}
