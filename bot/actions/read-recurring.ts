/** 共性问题: what recurs across units and rounds among everything a person may see. */
import type { Recurring } from '../../core/contract/recurring.js';
import { recurringOf } from '../../core/insight/recurring.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';
import { litTasks } from './asked-tasks.js';
import { demandBoard } from './demand-board.js';
import { lightsWords } from './read-board.js';
import { deskOf } from './task-card.js';

/** So many groups are read; whoever has more begins with these. */
const MOST_GROUPS = 50;

function breadth(units: number, rounds: number): string {
  const parts = [units > 1 ? `${units} 个单位` : '', rounds > 1 ? `${rounds} 轮` : ''].filter((words) => words !== '');
  return `${parts.join('、')}都有`;
}

/** Refusal `not-allowed`. */
export async function readRecurring(services: Services, viewer: Viewer): Promise<Recurring> {
  const { store } = services;
  await demandBoard(services, viewer, '查看共性问题');
  const desk = await deskOf(services, viewer);
  const rounds = new Map((await store.ledger.rounds()).map(({ id, name }) => [id, name]));
  const groups = recurringOf(await litTasks(services, desk));
  return {
    total: groups.length,
    groups: groups.slice(0, MOST_GROUPS).map(({ category, unitIds, roundIds, findings }) => ({
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
    })),
  };
}
