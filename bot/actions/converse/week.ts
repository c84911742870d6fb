/** 周报: when the weekly word goes to the leading group, and the same figures of what may be told here. */
import { boardOf } from '../../../core/insight/board.js';
import { isInReview } from '../../../core/ledger/status.js';
import { weeklyAt } from '../../../core/notice/weekly.js';
import { maySeeBoard } from '../../../core/people/may-do.js';
import { addDays, dayOf, instantWords } from '../../../core/time/day.js';
import { countIn } from '../asked-tasks.js';
import { renewReckoned } from '../reckoned-tasks.js';
import { pagesHere, type Reply, reply, saying } from './reply.js';
import type { Talk } from './talk.js';

export async function weeklyReply(talk: Talk): Promise<Reply> {
  const { desk, seen, where, viewer, services } = talk;
  const { today, now, roster } = desk;
  await renewReckoned(services, desk);
  const [board, cells, led] = await Promise.all([seen.boardCells(), seen.cells({}), seen.first({ leaderId: viewer.person.id }, 1)]);
  const { all, picks } = boardOf(board, null, roster);
  const inReview = countIn(cells.filter((cell) => cell.supervised && isInReview(cell)));
  const thisWeek = weeklyAt(dayOf(now), desk);
  const next = thisWeek > now ? thisWeek : weeklyAt(addDays(today, 7), desk);
  const isBoard = where.kind === 'person' && maySeeBoard(viewer, led.length > 0);
  return reply({
    title: `${where.kind === 'group' ? '本群单位' : '您查看范围内'}近 7 天的情况`,
    lines: [
      { key: '共', value: `${countIn(board)} 项，办结 ${all.none} 项` },
      { key: '逾期', value: `${all.red} 项，其中近 7 天新逾期 ${picks.lateLately} 项` },
      { key: '临近', value: `${all.yellow} 项` },
      { key: '办结', value: `近 7 天 ${picks.closedLately} 项` },
      { key: '待审核', value: `${inReview} 项` },
    ],
    foot: `督办周报每周发到领导小组群，下一次 ${instantWords(next, today)}。`,
    links: [isBoard ? { words: '打开看板', url: pagesHere(talk)('board') } : { words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons: [saying('看统计', '统计')],
  });
}
