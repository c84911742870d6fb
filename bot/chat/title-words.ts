/** The first two lines of a message about several tasks: how many of what, and how urgent the most urgent is. */
import { daysInWords } from '../../core/ledger/due-words.js';
import { countsOf, type Matter } from '../../core/notice/digest.js';
import type { AllTold, Around, Told } from './around.js';
import { cut, lengthOf } from './fit.js';

/** A platform's card advises no more. */
export const TITLE_ROOM = 26;
const SUBTITLE_ROOM = 60;
const MOST_UNITS = 3;

type Words = (count: number) => string;

const OWN: Readonly<Record<Matter, Words>> = {
  returned: (count) => `${count} 项任务退回修改`,
  reopened: (count) => `${count} 项任务重新整改`,
  urged: (count) => `请您尽快推进 ${count} 项任务`,
  review: (count) => `${count} 项任务等您审核`,
  listed: (count) => `${count} 项任务挂牌督办`,
  unlisted: (count) => `${count} 项任务已摘牌`,
  proposed: (count) => `${count} 项任务建议挂牌督办`,
  checkpoint: (count) => `${count} 项任务的节点等您验收`,
  checkpointBack: (count) => `${count} 项任务的节点退回`,
  milestone: (count) => `${count} 项任务的阶段节点临近或到期`,
  consulted: (count) => `${count} 项任务请您提意见`,
  opined: (count) => `${count} 项任务的意见已答复`,
  extension: (count) => `${count} 项延期申请等您决定`,
  objection: (count) => `${count} 项差评申诉等您决定`,
  callBack: (count) => `${count} 件差评等您回访`,
  ticket: (count) => `${count} 件差评工单交您办理`,
  rated: (count) => `您收到 ${count} 次差评`,
  granted: (count) => `${count} 项任务同意延期`,
  refused: (count) => `${count} 项任务不同意延期`,
  late: (count) => `${count} 项整改任务已逾期`,
  amend: (count) => `${count} 项退回的任务等您补正`,
  near: (count) => `${count} 项整改任务临近时限`,
  monthly: (count) => `${count} 项长期任务等您报告`,
  sign: (count) => `${count} 项整改任务等您签收`,
  handedOut: (count) => `${count} 项整改任务交您办理`,
  passed: (count) => `${count} 项整改任务已销号`,
};

const ABOVE: Readonly<Record<Matter, Words>> = {
  ...OWN,
  review: (count) => `${count} 项任务审核超过时限`,
  milestone: (count) => `${count} 项任务的阶段节点逾期`,
  amend: (count) => `${count} 项退回的任务没有补正`,
  callBack: (count) => `${count} 件差评没有回访`,
  ticket: (count) => `新增 ${count} 件差评工单`,
  monthly: (count) => `${count} 项长期任务没有报告`,
  sign: (count) => `${count} 项整改任务没有签收`,
  handedOut: (count) => `${count} 项整改任务已交办`,
};

const SHORT: Readonly<Record<Matter, string>> = {
  returned: '退回修改',
  reopened: '重新整改',
  urged: '催办',
  review: '待审核',
  listed: '挂牌督办',
  unlisted: '已摘牌',
  proposed: '建议挂牌',
  checkpoint: '节点待验收',
  checkpointBack: '节点退回',
  milestone: '阶段节点',
  consulted: '请您提意见',
  opined: '意见已答复',
  extension: '申请延期',
  objection: '差评申诉',
  callBack: '待回访',
  ticket: '差评工单',
  rated: '收到差评',
  granted: '同意延期',
  refused: '不同意延期',
  late: '已逾期',
  amend: '待补正',
  near: '临近时限',
  monthly: '待报告',
  sign: '待签收',
  handedOut: '新任务',
  passed: '已销号',
};

/** To somebody above, what was to be done by others and was not. */
const SHORT_ABOVE: typeof SHORT = { ...SHORT, review: '审核超时', amend: '未补正', monthly: '未报告', sign: '未签收', callBack: '未回访' };

/** `已逾期 2 项、临近时限 3 项`; what has no room is counted in the whole: `… 等 9 项`. */
function mixed(counts: ReadonlyMap<Matter, number>, total: number, words: typeof SHORT): string {
  const parts = [...counts].map(([matter, count]) => `${words[matter]} ${count} 项`);
  const whole = parts.join('、');
  if (lengthOf(whole) <= TITLE_ROOM) return whole;
  const end = `等 ${total} 项`;
  let kept = parts[0] ?? '';
  for (const part of parts.slice(1)) {
    if (lengthOf(`${kept}、${part}${end}`) > TITLE_ROOM) break;
    kept = `${kept}、${part}`;
  }
  return `${kept}${end}`;
}

export function titleOf(all: AllTold): string {
  const counts = countsOf(all);
  const [first] = all;
  if (counts.size > 1 || all.some(({ side }) => side !== first.side)) {
    return mixed(counts, all.length, all.every(({ side }) => side === 'above') ? SHORT_ABOVE : SHORT);
  }
  const words = (first.side === 'above' ? ABOVE : OWN)[first.matter](all.length);
  const isLeader = first.side === 'above' && all.every(({ post, vacant }) => post === 'leader' && vacant === null);
  return isLeader && first.matter === 'late' ? `您分管的 ${all.length} 项任务已逾期` : words;
}

const SHORT_FROM = 4;
const SHORT_TO = 12;
const fitsShort = (words: string): boolean => lengthOf(words) >= SHORT_FROM && lengthOf(words) <= SHORT_TO;

/** Of one alone, where the word for it is too short for a title. */
const SHORT_OF_ONE: Readonly<Partial<Record<Matter, string>>> = { handedOut: '新任务交您办理', passed: '任务已销号', unlisted: '任务已摘牌' };
/** What is not said as `3 项任务…`. */
const SHORT_OF_SEVERAL: Readonly<Partial<Record<Matter, Words>>> = {
  handedOut: (count) => `${count} 项新任务`,
  ticket: (count) => `${count} 件差评工单`,
  objection: (count) => `${count} 件差评申诉`,
  rated: (count) => `收到 ${count} 次差评`,
};

/** `3 项任务临近时限`, of one alone how it stands: `还剩 3 天`. 4 to 12 characters. */
export function shortTitleOf(all: AllTold, ofOne: (told: Told) => string): string {
  const counts = countsOf(all);
  const [first, ...others] = all;
  const isAbove = all.every(({ side }) => side === 'above');
  const same = SHORT_OF_SEVERAL[first.matter]?.(all.length) ?? `${all.length} 项任务${(isAbove ? SHORT_ABOVE : SHORT)[first.matter]}`;
  const words = others.length === 0 ? (SHORT_OF_ONE[first.matter] ?? ofOne(first)) : counts.size === 1 ? same : `${all.length} 项督办事项`;
  return fitsShort(words) ? words : `${all.length} 项督办事项`;
}

/** `综合科 1 项，最长 2 天；政务服务科 1 项，1 天`. */
function byUnit(late: readonly Told[], { roster }: Around): string {
  const units = new Map<string, readonly number[]>();
  for (const { task, days } of late) units.set(task.unitId, [...(units.get(task.unitId) ?? []), -(days ?? 0)]);
  const words = [...units].map(([id, days]) => {
    const longest = `${days.length > 1 ? '最长 ' : ''}${Math.max(...days)} 天`;
    return `${roster.unit(id)?.name ?? '未定单位'} ${days.length} 项，${longest}`;
  });
  const rest = words.length - MOST_UNITS;
  return [...words.slice(0, MOST_UNITS), ...(rest > 0 ? [`另有 ${rest} 个单位`] : [])].join('；');
}

function howUrgent(all: readonly Told[]): string {
  const first = (matter: Matter) =>
    all.filter((told) => told.matter === matter && told.days !== null).sort((a, b) => (a.days ?? 0) - (b.days ?? 0))[0];
  const [late, near] = [first('late'), first('near')];
  return [
    ...(late === undefined ? [] : [`最长${daysInWords(late.days ?? 0)}`]),
    ...(near === undefined ? [] : [`最近一项${near.isCarried ? '顺延到今天' : daysInWords(near.days ?? 0)}`]),
  ].join('，');
}

/** Empty where there is nothing to add to the title. */
export function subtitleOf(all: AllTold, around: Around): string {
  const [first] = all;
  const isHandOut = all.every(({ matter }) => matter === 'handedOut') && new Set(all.map(({ task }) => task.roundId)).size === 1;
  if (isHandOut) return cut(around.roundName(first.task.roundId) ?? '', SUBTITLE_ROOM);
  const isLateAbove = all.every(({ side, matter }) => side === 'above' && matter === 'late');
  return isLateAbove ? cut(byUnit(all, around), SUBTITLE_ROOM) : howUrgent(all);
}
