/** 统计: how many late, near, under review and done — of oneself, one's unit, all one may see, or what a group may see. */
import type { Question } from '../../../core/chat/intent.js';
import { notLateFrom, SOON_DAYS } from '../../../core/insight/light.js';
import { isDone, isInReview, isOpen } from '../../../core/ledger/status.js';
import { addDays } from '../../../core/time/day.js';
import type { TaskCell } from '../../services.js';
import { countIn } from '../asked-tasks.js';
import { renewReckoned } from '../reckoned-tasks.js';
import { pagesHere, type Reply, reply, saying } from './reply.js';
import type { Asked } from './seen.js';
import { askedOf, isAllMine, standerOf, type Talk, wordsFor } from './talk.js';

interface Figures {
  readonly all: number;
  readonly late: number;
  readonly near: number;
  readonly rest: number;
  readonly review: number;
  readonly done: number;
}

/** What is counted: whole cells, and of those that are near, which no cell tells, how many each unit has. */
interface Counted {
  readonly cells: readonly TaskCell[];
  readonly near: ReadonlyMap<string, number>;
}

const leadingOf = ({ unitIds: [unitId = ''] }: TaskCell): string => unitId;

async function countedOf(asked: Asked, { seen, desk }: Talk): Promise<Counted> {
  const due = { from: notLateFrom(desk.today, desk.calendar), until: addDays(desk.today, SOON_DAYS) };
  const [cells, near] = await Promise.all([seen.cells(asked), seen.unitCounts({ ...asked, due, lightNot: 'red' })]);
  return { cells, near: new Map(near.map(({ unitId, count }) => [unitId, count])) };
}

function figuresOf({ cells, near: nearBy }: Counted): Figures {
  const all = countIn(cells);
  const late = countIn(cells.filter((cell) => isOpen(cell) && cell.light === 'red'));
  const near = [...nearBy.values()].reduce((sum, count) => sum + count, 0);
  const review = countIn(cells.filter(isInReview));
  const done = countIn(cells.filter(isDone));
  return { all, late, near, review, done, rest: all - late - near - review - done };
}

function ofUnit({ cells, near }: Counted, unitId: string): Counted {
  const count = near.get(unitId);
  return { cells: cells.filter((cell) => leadingOf(cell) === unitId), near: new Map(count === undefined ? [] : [[unitId, count]]) };
}

type AskedFigures = Pick<Extract<Question, { kind: 'statistics' }>, 'of' | 'named'>;

/** Whose figures these are is always said: what somebody may see is not always what they asked for. */
async function whoseFigures({ of, named }: AskedFigures, talk: Talk): Promise<{ readonly name: string; readonly asked: Asked }> {
  const { viewer, where, desk } = talk;
  if (named !== null) return { name: await wordsFor(named, talk), asked: askedOf(named, talk) };
  if (where.kind === 'group') return { name: '本群单位', asked: {} };
  const mine = { name: '您的任务', asked: { mine: standerOf(viewer) } };
  if (of === 'mine') return mine;
  const unit = desk.roster.unit(viewer.person.unitId);
  if (of === 'unit' && unit !== null) {
    const asked = { named: { unitIds: desk.roster.below(unit.id), personIds: [] } };
    return { name: (await isAllMine(asked, talk)) ? `${unit.name}里您能看到的` : unit.name, asked };
  }
  return (await isAllMine({}, talk)) ? mine : { name: '您查看范围内', asked: {} };
}

const MOST_UNITS = 6;

/** Units by what is late, then by what is near, else by their most urgent task; none where there is only one. */
function unitWords(counted: Counted, { desk: { roster } }: Talk): string {
  const byUrgency = [...counted.cells].sort((a, b) => (a.foremost < b.foremost ? -1 : 1));
  const ids = [...new Set(byUrgency.map(leadingOf))];
  if (ids.length < 2) return '';
  const units = ids
    .map((id) => ({ name: roster.unit(id)?.name ?? '未定单位', ...figuresOf(ofUnit(counted, id)) }))
    .sort((a, b) => b.late - a.late || b.near - a.near || b.all - a.all);
  const words = units.slice(0, MOST_UNITS).map(({ name, all, late, done }) => {
    const parts = [...(late > 0 ? [`逾期 ${late}`] : []), ...(done > 0 ? [`完成 ${done}`] : [])];
    return `${name} ${all} 项${parts.length === 0 ? '' : `（${parts.join('，')}）`}`;
  });
  return `${words.join('；')}${units.length > MOST_UNITS ? `；另有 ${units.length - MOST_UNITS} 个单位` : ''}。`;
}

export async function statisticsReply(question: AskedFigures, talk: Talk): Promise<Reply> {
  await renewReckoned(talk.services, talk.desk);
  const { name, asked } = await whoseFigures(question, talk);
  const counted = await countedOf(asked, talk);
  const figures = figuresOf(counted);
  if (figures.all === 0) return reply({ title: `${name}暂时没有任务。`, links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }] });
  const line = (key: string, count: number) => (count === 0 ? [] : [{ key, value: `${count} 项` }]);
  return reply({
    title: `${name}共 ${figures.all} 项，完成 ${Math.round((figures.done / figures.all) * 100)}%`,
    lines: [
      ...line('逾期', figures.late),
      ...line('7天内', figures.near),
      ...line('其余在办', figures.rest),
      ...line('待审核', figures.review),
      ...line('已完成', figures.done),
    ],
    foot: unitWords(counted, talk),
    links: [
      talk.where.kind === 'person' ? { words: '打开台账', url: pagesHere(talk)('ledger') } : { words: '打开我的任务', url: pagesHere(talk)('my') },
    ],
    buttons: figures.late > 0 ? [saying('看逾期', `${question.named ?? ''}逾期`)] : [],
  });
}
