/** 共性问题: what recurs across units and rounds among everything a person may see, as a page and as a workbook. */
import type { Recurring } from '../../core/contract/recurring.js';
import { foundIn, type FoundFinding, recurringOf } from '../../core/insight/recurring.js';
import type { Finding, Round } from '../../core/ledger/model.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import { dayInFull } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { demandBoard } from './demand-board.js';
import { inSteps } from './in-steps.js';
import { type ExportedTable, noteExport } from './note-export.js';
import { lightsWords } from './read-board.js';
import { renewReckoned } from './reckoned-tasks.js';
import { type Desk, deskOf } from './task-card.js';

/** So many groups are read, and so many findings of each; whoever has more begins with these. */
const MOST_GROUPS = 50;
const MOST_FINDINGS = 20;

function breadth(units: number, rounds: number): string {
  const parts = [units > 1 ? `${units} 个单位` : '', rounds > 1 ? `${rounds} 轮` : ''].filter((words) => words !== '');
  return `${parts.join('、')}都有`;
}

/** Round by round, in each by the ledger's own number; the figures of a number count as figures: 2 before 11. */
function inOrder(findings: readonly Finding[], rounds: readonly Round[]): readonly Finding[] {
  const roundAt = new Map(rounds.map(({ id }, at) => [id, at]));
  const placeOf = ({ roundId, number, id }: Finding): string =>
    `${roundAt.get(roundId) ?? ''} ${number} ${id}`.replaceAll(/\d+/g, (figures) => figures.padStart(12, '0'));
  return findings
    .map((finding) => ({ finding, place: placeOf(finding) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ finding }) => finding);
}

type Group = Omit<Recurring['groups'][number], 'findings' | 'more'> & { readonly findings: readonly FoundFinding[] };

/** What is told of them. */
interface Told {
  readonly groups: readonly Group[];
  lineOf(found: FoundFinding): Recurring['groups'][number]['findings'][number];
}

/** All there are, the broadest first. Of tasks the base tells counts alone, and what the texts are takes its time between others. */
async function recurringFor({ store }: Services, desk: Desk): Promise<Told> {
  await renewReckoned({ store }, desk);
  const [cells, rounds] = await Promise.all([store.tasks.findingCells(scopeOf(desk.viewer)), store.ledger.rounds()]);
  const findings = await store.ledger.findings([...new Set(cells.map(({ findingId }) => findingId))]);
  const recurring = await inSteps(recurringOf(foundIn(inOrder(findings, rounds), cells)));
  const roundNames = new Map(rounds.map(({ id, name }) => [id, name]));
  return {
    groups: recurring.map(({ category, unitIds, roundIds, findings: found }) => ({
      id: found[0]?.finding.id ?? '',
      title: category === '' ? '未分类' : category,
      words: breadth(unitIds.length, roundIds.length),
      findings: found,
    })),
    lineOf: ({ finding, unitIds, tally }) => ({
      id: finding.id,
      number: finding.number,
      text: finding.text,
      roundName: roundNames.get(finding.roundId) ?? '',
      unitNames: unitIds.map((id) => desk.roster.unit(id)?.name ?? '已撤销的单位').join('、'),
      words: lightsWords(tally),
      list: { findingId: finding.id },
    }),
  };
}

/** Refusal `not-allowed`. */
export async function readRecurring(services: Services, viewer: Viewer): Promise<Recurring> {
  await demandBoard(services, viewer, '查看共性问题');
  const { groups, lineOf } = await recurringFor(services, await deskOf(services, viewer));
  return {
    total: groups.length,
    groups: groups.slice(0, MOST_GROUPS).map(({ findings, ...group }) => ({
      ...group,
      findings: findings.slice(0, MOST_FINDINGS).map(lineOf),
      more: Math.max(0, findings.length - MOST_FINDINGS),
    })),
  };
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

/** Every group whole, also what the page has no room for; leaves an event. Refusal `not-allowed`. */
export async function exportRecurring(services: Services, viewer: Viewer): Promise<ExportedTable> {
  await demandBoard(services, viewer, '导出共性问题');
  const desk = await deskOf(services, viewer);
  const { groups, lineOf } = await recurringFor(services, desk);
  const rows = groups.flatMap(({ title, words, findings }, index) =>
    findings.map(lineOf).map((line) => [index + 1, title, words, line.unitNames, line.roundName, line.number, line.text, line.words]),
  );
  await noteExport(services, viewer, { list: 'recurring', rows: rows.length });
  return { fileName: `共性问题 ${dayInFull(desk.today)}.xlsx`, table: { name: '共性问题', columns: COLUMNS, rows } };
}
