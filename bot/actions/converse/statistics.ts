/** 统计: how many late, near, under review and done — of oneself, one's unit, all one may see, or what a group may see. */
import type { Question } from '../../../core/chat/intent.js';
import { daysLeft } from '../../../core/insight/light.js';
import { isDone, isInReview, isOpen } from '../../../core/ledger/status.js';
import type { TaskRow } from '../../services.js';
import { isLate } from './lists.js';
import { pagesHere, type Reply, reply, saying } from './reply.js';
import { isMine, rowsOf, type Talk, wordsFor } from './talk.js';

interface Figures {
  readonly all: number;
  readonly late: number;
  readonly near: number;
  readonly rest: number;
  readonly review: number;
  readonly done: number;
}

const WEEK = 7;

function figuresOf(rows: readonly TaskRow[], talk: Talk): Figures {
  const { today, calendar } = talk.desk;
  const late = rows.filter((row) => isLate(row, talk)).length;
  const isNear = ({ task }: TaskRow): boolean => (daysLeft(task.due, today, calendar) ?? Number.POSITIVE_INFINITY) <= WEEK;
  const near = rows.filter((row) => isOpen(row.task) && !isLate(row, talk) && isNear(row)).length;
  const review = rows.filter(({ task }) => isInReview(task)).length;
  const done = rows.filter(({ task }) => isDone(task)).length;
  return { all: rows.length, late, near, review, done, rest: rows.length - late - near - review - done };
}

type Asked = Pick<Extract<Question, { kind: 'statistics' }>, 'of' | 'named'>;

interface Counted {
  readonly name: string;
  readonly rows: readonly TaskRow[];
}

const ofUnits = (talk: Talk, unitIds: readonly string[]): readonly TaskRow[] => talk.rows.filter(({ task }) => unitIds.includes(task.unitId));

/** Whose figures these are is always said: what somebody may see is not always what they asked for. */
function countedFor({ of, named }: Asked, talk: Talk): Counted {
  const { rows, viewer, where, desk } = talk;
  if (named !== null) {
    const counted = rowsOf(named, talk);
    return { name: wordsFor(named, counted, talk), rows: counted };
  }
  if (where.kind === 'group') return { name: '本群单位', rows };
  const unit = desk.roster.unit(viewer.person.unitId);
  const mine = rows.filter((row) => isMine(viewer, row));
  if (of === 'mine') return { name: '您的任务', rows: mine };
  if (of === 'unit' && unit !== null) {
    const seen = ofUnits(talk, desk.roster.below(unit.id));
    const isAllMine = seen.every((row) => isMine(viewer, row));
    return isAllMine ? { name: `${unit.name}里您能看到的`, rows: seen } : { name: unit.name, rows: seen };
  }
  const isOnlyMine = rows.length === mine.length;
  return { name: isOnlyMine ? '您的任务' : '您查看范围内', rows };
}

const MOST_UNITS = 6;

/** Units by what is late, then by what is near; none where there is only one. */
function unitWords(rows: readonly TaskRow[], talk: Talk): string {
  const ids = [...new Set(rows.map(({ task }) => task.unitId))];
  if (ids.length < 2) return '';
  const units = ids
    .map((id) => ({ name: talk.desk.roster.unit(id)?.name ?? '未定单位', ...figuresOf(ofUnits({ ...talk, rows }, [id]), talk) }))
    .sort((a, b) => b.late - a.late || b.near - a.near || b.all - a.all);
  const words = units.slice(0, MOST_UNITS).map(({ name, all, late, done }) => {
    const parts = [...(late > 0 ? [`逾期 ${late}`] : []), ...(done > 0 ? [`完成 ${done}`] : [])];
    return `${name} ${all} 项${parts.length === 0 ? '' : `（${parts.join('，')}）`}`;
  });
  return `${words.join('；')}${units.length > MOST_UNITS ? `；另有 ${units.length - MOST_UNITS} 个单位` : ''}。`;
}

export function statisticsReply(asked: Asked, talk: Talk): Reply {
  const { name, rows } = countedFor(asked, talk);
  if (rows.length === 0) return reply({ title: `${name}暂时没有任务。`, links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }] });
  const figures = figuresOf(rows, talk);
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
    foot: unitWords(rows, talk),
    links: [
      talk.where.kind === 'person' ? { words: '打开台账', url: pagesHere(talk)('ledger') } : { words: '打开我的任务', url: pagesHere(talk)('my') },
    ],
    buttons: figures.late > 0 ? [saying('看逾期', `${asked.named ?? ''}逾期`)] : [],
  });
}
