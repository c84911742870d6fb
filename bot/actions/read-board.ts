/** 看板: how everything a person may see stands, one level of units at a time; each figure with the list behind it. */
import type { Board, BoardQuery, BoardUnit } from '../../core/contract/board.js';
import { type Board as Counted, boardOf, type Tally, type UnitTally } from '../../core/insight/board.js';
import { LIGHTS } from '../../core/insight/light.js';
import { IN_TIME_PICKS, type PickName, PICKS, TICKET_PICKS } from '../../core/insight/picks.js';
import { shareWords } from '../../core/insight/share.js';
import type { Viewer } from '../../core/people/model.js';
import { instantWords } from '../../core/time/day.js';
import type { BoardOption, Services } from '../services.js';
import { scopeOf } from '../../core/people/scope.js';
import { askedCells } from './asked-tasks.js';
import { demandBoard } from './demand-board.js';
import { figuresOf, ticketFiguresOf } from './figures-of.js';
import { renewReckoned } from './reckoned-tasks.js';
import { type Desk, deskOf } from './task-card.js';

const AGES: readonly PickName[] = ['late3', 'late7', 'late30', 'lateLong', 'clockLate'];
const ELSEWHERE: readonly PickName[] = [...AGES, ...IN_TIME_PICKS, ...TICKET_PICKS];
const MOVEMENT: readonly PickName[] = PICKS.filter((pick) => !ELSEWHERE.includes(pick));

const sum = ({ red, yellow, green, none }: Tally): number => red + yellow + green + none;

/** `逾期 2 · 临近 1`; what is none is left out. */
export const lightsWords = (tally: Tally): string =>
  LIGHTS.filter(({ light }) => tally[light] > 0)
    .map(({ light, words }) => `${words} ${tally[light]}`)
    .join(' · ');

function unitOf(unit: UnitTally, query: BoardQuery, { roster }: Desk): BoardUnit {
  const { unitId, isAlone, hasBelow, red, yellow, green, none } = unit;
  const name = roster.unit(unitId)?.name ?? '已撤销的单位';
  return {
    id: `${unitId}${isAlone ? '-alone' : ''}`,
    name: isAlone ? `${name}（本级）` : name,
    ...{ red, yellow, green, none },
    words: lightsWords(unit),
    under: hasBelow ? unitId : null,
    list: { ...query, under: unitId, ...(isAlone ? { alone: 'yes' as const } : {}) },
  };
}

/** One level up from where the board stands, as far as it was narrowed at all. */
function upFrom(query: BoardQuery, { roster }: Desk): Board['up'] {
  if (query.under === undefined) return null;
  const parent = roster.unit(roster.above(query.under)[1] ?? null);
  return parent === null ? { under: null, name: '全部单位' } : { under: parent.id, name: parent.name };
}

/** What can be narrowed by, of everything the person may see. */
function optionsOf(
  found: readonly BoardOption[],
  categories: readonly string[],
  rounds: ReadonlyMap<string, string>,
  { roster }: Desk,
): Pick<Board, 'rounds' | 'categories' | 'leaders'> {
  const named = (ids: readonly (string | null)[], nameOf: (id: string) => string | undefined) =>
    [...new Set(ids)].flatMap((id) => {
      const name = id === null || id === '' ? undefined : nameOf(id);
      return id === null || name === undefined ? [] : [{ id, name }];
    });
  return {
    rounds: named(
      found.map(({ roundId }) => roundId),
      (id) => rounds.get(id),
    ),
    categories: named(categories, (id) => id),
    leaders: named(
      found.map(({ leaderId }) => leaderId),
      (id) => roster.person(id)?.name,
    ),
  };
}

function doneWords({ none }: Tally, total: number): string {
  if (total === 0) return '没有符合条件的任务';
  return none === 0 ? `共 ${total} 项，还没有办结的` : `共 ${total} 项，已办结 ${none} 项，占 ${shareWords(none, total)}`;
}

/** By the day that counts, and where some were extended by the day first given as well. */
function inTimeWords({ measured, inTime, inTimeAtFirst }: Counted['done']): string | null {
  if (measured === 0) return null;
  const first = inTimeAtFirst === inTime ? '' : `；按最初的时限是 ${inTimeAtFirst} 项（${shareWords(inTimeAtFirst, measured)}）`;
  return `办结的任务里有 ${measured} 项可以比较时限，${inTime} 项按期提交（${shareWords(inTime, measured)}）${first}`;
}

/** Of what is still open or in review; null where nothing needs evidence. */
const evidenceWords = ({ evidenceNeeded: needing, evidenceLacking: lacking }: Counted['picks']): string | null =>
  needing === 0 ? null : `在办的任务里有 ${needing} 项需要佐证材料，${lacking} 项凭证不全（${shareWords(lacking, needing)}）`;

/** Refusal `not-allowed`. An unknown unit counts nothing, as one the person may not see. */
export async function readBoard(services: Services, viewer: Viewer, query: BoardQuery): Promise<Board> {
  const { store } = services;
  await demandBoard(services, viewer, '查看看板');
  const desk = await deskOf(services, viewer);
  await renewReckoned(services, desk);
  const [{ options, narrowed }, categories, everyRound] = await Promise.all([
    askedCells(services, query, desk),
    store.tasks.categories(scopeOf(viewer)),
    store.ledger.rounds(),
  ]);
  const counted = boardOf(narrowed, query.under ?? null, desk.roster);
  const total = sum(counted.all);
  const rounds = new Map(everyRound.map(({ id, name }) => [id, name]));
  return {
    title: desk.roster.unit(counted.at)?.name ?? '全部单位',
    up: upFrom(query, desk),
    lights: LIGHTS.map(({ light, words }) => ({ id: light, words, count: counted.all[light], list: { ...query, light } })),
    total,
    list: query,
    doneWords: doneWords(counted.all, total),
    inTimeWords: inTimeWords(counted.done),
    evidenceWords: evidenceWords(counted.picks),
    movement: figuresOf(counted.picks, query, MOVEMENT),
    ageing: figuresOf(counted.picks, query, AGES),
    inTime: figuresOf(counted.picks, query, IN_TIME_PICKS),
    tickets: ticketFiguresOf(counted.picks, query),
    units: counted.units.map((unit) => unitOf(unit, query, desk)),
    ...optionsOf(options, categories, rounds, desk),
    atWords: instantWords(desk.now, desk.today),
  };
}
