/** 周报: when the weekly word goes to the leading group, and the same figures of what may be told here. */
import { weekOf } from '../../../core/insight/week.js';
import { weeklyAt } from '../../../core/notice/weekly.js';
import { maySeeBoard } from '../../../core/people/may-do.js';
import { addDays, dayOf, instantWords } from '../../../core/time/day.js';
import { lightNow } from '../emergency-box.js';
import { pagesHere, type Reply, reply, saying } from './reply.js';
import type { Talk } from './talk.js';

export function weeklyReply(talk: Talk): Reply {
  const { desk, rows, where, viewer } = talk;
  const { today, now } = desk;
  const seen = rows.filter(({ task }) => task.supervisedFrom !== null).map((row) => ({ ...row, light: lightNow(row.task, desk) }));
  const { all, total, lateLately, closedLately, inReview } = weekOf(seen, today, desk.calendar);
  const thisWeek = weeklyAt(dayOf(now), desk);
  const next = thisWeek > now ? thisWeek : weeklyAt(addDays(today, 7), desk);
  const isBoard =
    where.kind === 'person' &&
    maySeeBoard(
      viewer,
      rows.map(({ task }) => task),
    );
  return reply({
    title: `${where.kind === 'group' ? '本群单位' : '您查看范围内'}近 7 天的情况`,
    lines: [
      { key: '共', value: `${total} 项，办结 ${all.none} 项` },
      { key: '逾期', value: `${all.red} 项，其中近 7 天新逾期 ${lateLately} 项` },
      { key: '临近', value: `${all.yellow} 项` },
      { key: '办结', value: `近 7 天 ${closedLately} 项` },
      { key: '待审核', value: `${inReview} 项` },
    ],
    foot: `督办周报每周发到领导小组群，下一次 ${instantWords(next, today)}。`,
    links: [isBoard ? { words: '打开看板', url: pagesHere(talk)('board') } : { words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons: [saying('看统计', '统计')],
  });
}
