/** What the cells of 量化指标 say: `等候时间：由 25 分钟降到 10 分钟` in one, or name, 基准值, 目标值 and 计量单位 in one each. */
import type { Target } from '../model.js';
import { MOST_TARGET_WORDS, wrongTargets } from '../targets.js';

export interface TargetCells {
  /** Names, or whole sentences. */
  readonly targets: string;
  readonly baseline: string;
  readonly goal: string;
  readonly goalUnit: string;
}

/** `targets`: null, the row says nothing that can be kept. `lacks`: why, where it says something; nothing is refused for that. */
export type TargetsRead =
  | { readonly targets: readonly Target[] | null; readonly lacks: string | null /** A day named beside them. */; readonly dayWords: string | null }
  | { readonly fault: string };

const MOST_LENGTH = 600;
const MOST_UNIT = 10;
const NAMELESS = '量化指标';
const FIGURE = String.raw`(-?\d[\d,]{0,12}(?:\.\d{1,4})?)`;
const UNIT = String.raw`([^\d\s:;]{0,${MOST_UNIT}}?)`;
const ABOUT = '(?:左右|以上|以下|以内|之内|及以上|及以下|内)?';
const MOVES = '(?:提升|提高|增加|增长|上升|升高|升|下降|降低|降|减少|减|压缩|压减|压降|缩短|缩减|控制|达|变)?';
/** `等候时间：由 25 分钟降到 10 分钟以内`, `等候时间25分钟→10分钟`. */
const FROM_TO = new RegExp(`^(.*?)[:,]?(?:由|从|自)?${FIGURE}${UNIT}${MOVES}(?:至|到|为|在|→|->|-->|=>)${FIGURE}${UNIT}${ABOUT}$`);
const BOUND = '(?:不低于|不少于|不小于|不超过|不高于|不多于|达到|达|至少|至多|控制在|降到|降至|提高到|提升到|升到|≥|≤|>=|<=|>|<|约)';
/** `不低于 98%`, `≤10分钟`, `25 分钟`. */
const ALONE = new RegExp(`^${BOUND}?${FIGURE}${UNIT}${ABOUT}$`);
/** `满意率不低于98%`, `新增窗口 4 个`: where to, not from where. */
const ONLY_GOAL = new RegExp(`^\\D*${FIGURE}\\D*$|${BOUND}${FIGURE}${UNIT}${ABOUT}$`);
/** `2026年12月底前`, `12月31日`, `2026-12-31`, `年底前`. */
const DAY = /(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|[上中下]旬)?(?:之前|以前|前)?|\d{4}[-./]\d{1,2}[-./]\d{1,2}前?|年底(?:之前|以前|前)?/;
const HOW = '请写成“等候时间：由 25 分钟降到 10 分钟”';
export const NO_BASELINE = '量化指标没有写现在是多少（基准值），没有导入。请补写后再导入，或者导入后在任务页点“设置量化指标”。';
export const NO_FIGURE = '量化指标没有写由多少到多少，没有导入。请补写后再导入，或者导入后在任务页点“设置量化指标”。';

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/[^\S\n]/g, '');
const partsOf = (text: string): readonly string[] =>
  plain(text)
    .split(/[;\n。]/)
    .map((part) => part.replace(/^\(?\d{1,2}[、)]/, '').replace(/[,:]+$/, ''))
    .filter((part) => part !== '');
const figure = (text: string): number => Number(text.replaceAll(',', ''));
const said = (text: string): string => `“${text.slice(0, 20)}”`;

export function readTargets(cells: TargetCells): TargetsRead {
  const long = Object.values(cells).find((text) => text.length > MOST_LENGTH);
  if (long !== undefined) return { fault: `这一格超过 ${MOST_LENGTH} 个字，不像量化指标。${HOW}。` };
  const dayWords = DAY.exec(plain(`${cells.targets}\n${cells.goal}`))?.[0] ?? null;
  const undated = (text: string): string => plain(text).replace(DAY, '').replace('()', '');
  const read = isInColumns(cells)
    ? inColumns({ ...cells, targets: undated(cells.targets), goal: undated(cells.goal) })
    : inOne(undated(cells.targets));
  if ('fault' in read || read.targets === null) return { dayWords: null, ...read };
  const wrong = wrongTargets(read.targets);
  const long30 = read.targets.find(({ name }) => name.length > MOST_TARGET_WORDS);
  if (long30 !== undefined) return { fault: `指标名称${said(long30.name)}超过 ${MOST_TARGET_WORDS} 个字。请改短。` };
  return wrong === null ? { ...read, dayWords } : { fault: wrong };
}

const isInColumns = ({ baseline, goal }: TargetCells): boolean => plain(baseline) !== '' || plain(goal) !== '';

type Read = { readonly targets: readonly Target[] | null; readonly lacks: string | null } | { readonly fault: string };
const NOTHING: Read = { targets: null, lacks: null };

/** Sentences, each with its name. */
function inOne(text: string): Read {
  const parts = partsOf(text);
  if (parts.length === 0) return NOTHING;
  if (!parts.some((part) => /\d/.test(part))) return { targets: null, lacks: NO_FIGURE };
  const targets: Target[] = [];
  for (const part of parts) {
    const [, name = '', from, fromUnit = '', to, toUnit = ''] = FROM_TO.exec(part) ?? [];
    if (from === undefined || to === undefined)
      return ONLY_GOAL.test(part) ? { targets: null, lacks: NO_BASELINE } : { fault: `${said(part)}看不出由多少到多少。${HOW}。` };
    if (fromUnit !== '' && toUnit !== '' && fromUnit !== toUnit) return { fault: `${said(part)}前后的单位不一样。请改成同一个计量单位。` };
    targets.push({ name: name.replace(/[:,]+$/, '') || NAMELESS, unit: toUnit || fromUnit, baseline: figure(from), goal: figure(to) });
  }
  return { targets, lacks: null };
}

/** A name, a figure to start from and one to reach, side by side; several of them under each other. */
function inColumns({ targets: named, baseline, goal, goalUnit }: TargetCells): Read {
  const [names, froms, goals, units] = [named, baseline, goal, goalUnit].map(partsOf) as [
    readonly string[],
    readonly string[],
    readonly string[],
    readonly string[],
  ];
  if (froms.length === 0) return { targets: null, lacks: NO_BASELINE };
  if (goals.length === 0) return { targets: null, lacks: NO_FIGURE };
  if (goals.length !== froms.length || (names.length !== goals.length && !(names.length === 0 && goals.length === 1)))
    return { fault: `量化指标写了 ${names.length} 个，基准值 ${froms.length} 个，目标值 ${goals.length} 个。请一一对应，各占一行。` };
  const targets: Target[] = [];
  for (const [at, to] of goals.entries()) {
    const [start, end] = [ALONE.exec(froms[at] ?? ''), ALONE.exec(to)];
    if (start?.[1] === undefined || end?.[1] === undefined)
      return { fault: `${said(start === null ? (froms[at] ?? '') : to)}不是一个数。请只写数字，如 25 和 10，计量单位另写。` };
    const own = [...new Set([units[at] ?? units[0] ?? '', end[2] ?? '', start[2] ?? ''])].filter((unit) => unit !== '');
    if (own.length > 1) return { fault: `${said(names[at] ?? NAMELESS)}的单位写了${own.map(said).join('和')}。请改成同一个计量单位。` };
    targets.push({ name: names[at] ?? NAMELESS, unit: (own[0] ?? '').slice(0, MOST_UNIT), baseline: figure(start[1]), goal: figure(end[1]) });
  }
  return { targets, lacks: null };
}
