/** The morning digest of a group: units, counts and one link. No person is named. */
import type { Card } from '../../core/contract/chat.js';
import type { GroupCounts, UnitCount } from '../../core/notice/group-counts.js';
import type { GroupId } from '../../core/notice/model.js';
import type { Note } from '../../core/notice/note.js';
import { dayWithWeekday } from '../../core/time/day.js';
import type { MessageWords } from '../services.js';
import type { Around } from './around.js';
import { cut, lengthOf, literal, MARKDOWN_BYTES, TEXT_BYTES, withinBytes } from './fit.js';
import { VALUE_ROOM } from './line-words.js';
import { pagesOf } from './links.js';
import { noteWords } from './note-message.js';
import { TITLE_ROOM } from './title-words.js';

const MOST_LINES = 6;
/** Of the line in the list of chats. */
const HEADING_ROOM = 40;

type Counts = Pick<UnitCount, 'late' | 'today' | 'carried' | 'near'>;

const partsOf = ({ late, today, carried, near }: Counts): readonly string[] => [
  ...(late > 0 ? [`逾期 ${late} 项`] : []),
  ...(carried > 0 ? [`顺延到今天 ${carried} 项`] : []),
  ...(today > 0 ? [`今天到期 ${today} 项`] : []),
  ...(near > 0 ? [`7 天内 ${near} 项`] : []),
];

/** Whole parts as far as they fit, the most urgent first. */
function inTitle(parts: readonly string[]): string {
  const kept = parts.filter((_, index) => lengthOf(parts.slice(0, index + 1).join('、')) <= TITLE_ROOM);
  return kept.join('、');
}

/** `逾期 2 项（最长 4 天）、7 天内 1 项`. */
function unitParts(count: UnitCount): readonly string[] {
  const [first = '', ...rest] = partsOf(count);
  return [count.late > 0 ? `${first}（最长 ${count.longest} 天）` : first, ...rest];
}

const unitWords = (count: UnitCount): string => unitParts(count).join('、');

/** Behind `head` whole parts as far as a heading reads well; the card and the ledger have all of them. */
function inRoom(head: string, parts: readonly string[]): string {
  const kept = parts.filter((_, index) => index === 0 || lengthOf(`${head}${parts.slice(0, index + 1).join('、')}`) <= HEADING_ROOM);
  return `${head}${kept.join('、')}`;
}

/** The most urgent of a unit is the key; the unit and the rest are the value. */
function cardLine(count: UnitCount, name: string): Card['lines'][number] {
  const { late, today, carried, near, longest } = count;
  const line = (key: string, first: number, rest: readonly string[]) => ({
    key,
    value: cut([`${name} ${first} 项`, ...rest].join('，'), VALUE_ROOM),
  });
  if (late > 0) return line('逾期', late, [`最长 ${longest} 天`, ...partsOf({ late: 0, carried, today, near })]);
  if (carried > 0) return line('顺延到今天', carried, partsOf({ late, carried: 0, today, near }));
  return today > 0 ? line('今天到期', today, partsOf({ late, carried, today: 0, near })) : line('7天内', near, []);
}

function footOf(group: GroupId, { overWeek, inReview, asking, unconfirmed }: GroupCounts): string {
  const review = inReview === 0 ? '' : `另有 ${inReview} 项等待审核。`;
  const silent = unconfirmed === 0 ? '' : `有 ${unconfirmed} 项提醒后没有回应（未确认）。`;
  const forOffice = `${review}${asking === 0 ? '' : `有 ${asking} 项延期申请等待决定。`}${silent}`;
  if (group !== 'leadingGroup') return `${group === 'office' ? forOffice : ''}请责任单位按时限填报进展。`;
  return overWeek === 0 ? review : `逾期满 7 天的有 ${overWeek} 项，按督办规则建议挂牌督办。${review}`;
}

interface Heading {
  readonly title: string;
  readonly listTitle: string;
  readonly cardTitle: string;
  readonly subtitle: string | null;
  /** Units still to be told, a line each. */
  readonly units: readonly UnitCount[];
}

/** Where one unit is all there is, its counts stand once: in the heading, with its name. */
function headingOf({ units, ...counts }: GroupCounts, name: (count: UnitCount) => string): Heading {
  const [only, ...others] = units;
  const whole = partsOf(counts);
  if (only === undefined) {
    const nothing = '今日督办：没有逾期和 7 天内到期的任务';
    return { title: nothing, listTitle: nothing, cardTitle: nothing, subtitle: null, units };
  }
  if (others.length > 0)
    return { title: `今日督办：${whole.join('、')}`, listTitle: inRoom('今日督办：', whole), cardTitle: inTitle(whole), subtitle: null, units };
  return {
    title: `今日督办 · ${name(only)}：${unitWords(only)}`,
    listTitle: inRoom(`今日督办 · ${name(only)}：`, unitParts(only)),
    cardTitle: inTitle(whole),
    subtitle: unitSubtitle(only, name(only)),
    units: [],
  };
}

const unitSubtitle = ({ late, longest }: UnitCount, name: string): string => (late > 0 ? `${name}，最长逾期 ${longest} 天` : name);

const TITLE_WITHIN = 60;
const restWords = (count: number): string => `另有 ${count} 个单位，请打开台账查看。`;

/** `again`: sent before without anybody knowing whether it arrived. */
export function groupMessage(group: GroupId, counts: GroupCounts, again: boolean, around: Around, notes: readonly Note[] = []): MessageWords {
  const name = ({ unitId }: UnitCount) => around.roster.unit(unitId)?.name ?? '未定单位';
  const { title, listTitle, cardTitle, subtitle, units } = headingOf(counts, name);
  const url = pagesOf(around.publicUrl)('ledger');
  const asked = counts.units.length === 0 ? '' : footOf(group, counts);
  const foot = `${again ? '如已收到今天的督办汇总，请忽略本条。' : ''}${asked}${noteWords(notes)}`;
  const shown = units.length <= MOST_LINES ? units : units.slice(0, MOST_LINES - 1);
  return {
    title: cut(listTitle, HEADING_ROOM),
    card: {
      source: `今日督办 · ${dayWithWeekday(around.today, around.today)}`,
      title: cut(cardTitle, TITLE_ROOM),
      subtitle,
      lines: [
        ...shown.map((count) => cardLine(count, name(count))),
        ...(shown.length === units.length ? [] : [{ key: '另有', value: `${units.length - shown.length} 个单位，请打开台账查看` }]),
      ],
      foot,
      links: [{ words: '查看台账', url }],
    },
    text: withinBytes(
      [cut(title, TITLE_WITHIN)],
      units.map((count) => `${name(count)}：${unitWords(count)}`),
      [foot, `查看台账：${url}`],
      TEXT_BYTES,
      restWords,
    ),
    markdown: withinBytes(
      [`### ${literal(cut(title, TITLE_WITHIN))}`],
      units.map((count) => `> **${literal(name(count))}** ${unitWords(count)}`),
      [literal(foot), `[查看台账](${url})`],
      MARKDOWN_BYTES,
      restWords,
    ),
  };
}
