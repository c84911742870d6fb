/** The morning digest of a group: units, counts and one link. No person is named. */
import type { Card } from '../../core/contract/chat.js';
import type { GroupCounts, UnitCount } from '../../core/notice/group-counts.js';
import type { GroupId } from '../../core/notice/model.js';
import { dayWithWeekday } from '../../core/time/day.js';
import type { Message } from '../channels/channel.js';
import type { Around } from './around.js';
import { cut, literal, withinBytes } from './fit.js';
import { VALUE_ROOM } from './line-words.js';
import { pagesOf } from './links.js';
import { MARKDOWN_BYTES, TEXT_BYTES } from './person-message.js';
import { TITLE_ROOM } from './title-words.js';

const MOST_LINES = 6;

const partsOf = ({ late, today, near }: Pick<UnitCount, 'late' | 'today' | 'near'>): readonly string[] => [
  ...(late > 0 ? [`逾期 ${late} 项`] : []),
  ...(today > 0 ? [`今天到期 ${today} 项`] : []),
  ...(near > 0 ? [`7 天内 ${near} 项`] : []),
];

/** `逾期 2 项（最长 4 天）、7 天内 1 项`. */
function unitWords(count: UnitCount): string {
  const [first = '', ...rest] = partsOf(count);
  return [count.late > 0 ? `${first}（最长 ${count.longest} 天）` : first, ...rest].join('、');
}

/** The most urgent of a unit is the key; the unit and the rest are the value. */
function cardLine(count: UnitCount, name: string): Card['lines'][number] {
  const { late, today, near, longest } = count;
  const line = (key: string, first: number, rest: readonly string[]) => ({
    key,
    value: cut([`${name} ${first} 项`, ...rest].join('，'), VALUE_ROOM),
  });
  if (late > 0) return line('逾期', late, [`最长 ${longest} 天`, ...partsOf({ late: 0, today, near })]);
  return today > 0 ? line('今天到期', today, partsOf({ late, today: 0, near })) : line('7天内', near, []);
}

function footOf(group: GroupId, { overWeek, inReview }: GroupCounts): string {
  const review = inReview === 0 ? '' : `另有 ${inReview} 项等待审核。`;
  if (group !== 'leadingGroup') return `${group === 'office' ? review : ''}请责任单位按时限填报进展。`;
  return overWeek === 0 ? review : `逾期满 7 天的有 ${overWeek} 项，按督办规则建议挂牌督办。${review}`;
}

/** `again`: sent before without anybody knowing whether it arrived. */
export function groupMessage(id: string, group: GroupId, counts: GroupCounts, again: boolean, around: Around): Message {
  const { units } = counts;
  const total = partsOf(counts).join('、');
  const title = `今日督办：${total === '' ? '没有逾期和 7 天内到期的任务' : total}`;
  const name = ({ unitId }: UnitCount) => around.roster.unit(unitId)?.name ?? '未定单位';
  const url = pagesOf(around.publicUrl)('ledger');
  const foot = `${again ? '如已收到今天的督办汇总，请忽略本条。' : ''}${total === '' ? '' : footOf(group, counts)}`;
  const shown = units.length <= MOST_LINES ? units : units.slice(0, MOST_LINES - 1);
  const rest = (count: number) => `另有 ${count} 个单位，请打开台账查看。`;
  const cardTitle = cut(total === '' ? title : partsOf(counts).join('、'), TITLE_ROOM);
  return {
    id,
    title: cut(title, 40),
    card: {
      source: `今日督办 · ${dayWithWeekday(around.today, around.today)}`,
      title: cardTitle,
      subtitle: null,
      lines: [
        ...shown.map((count) => cardLine(count, name(count))),
        ...(shown.length === units.length ? [] : [{ key: '另有', value: `${units.length - shown.length} 个单位，请打开台账查看` }]),
      ],
      foot,
      links: [{ words: '查看台账', url }],
    },
    text: withinBytes(
      [title],
      units.map((count) => `${name(count)}：${unitWords(count)}`),
      [foot, `查看台账：${url}`],
      TEXT_BYTES,
      rest,
    ),
    markdown: withinBytes(
      [`### ${title}`],
      units.map((count) => `> **${literal(name(count))}** ${unitWords(count)}`),
      [`\n${foot}`, `[查看台账](${url})`],
      MARKDOWN_BYTES,
      rest,
    ),
  };
}
