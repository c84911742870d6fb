/** What the office should know before it takes a ledger over, though it stops nothing. */
import { quoted } from './typed-text.js';
import type { ImportBase } from './import-base.js';
import type { ImportPlan } from './import-plan.js';
import type { Round } from './model.js';
import { nearlySame } from './nearly-same.js';
import type { LedgerDraft } from './sheet/draft.js';
import { dayInFull } from '../time/day.js';
import { identity } from './sheet/findings.js';

const ALIKE = 0.85;
const NAMED = 10;

/** Stops now and then, so that a server can answer others in between. */
export function* planWarnings(draft: LedgerDraft, plan: ImportPlan, base: ImportBase, rounds: readonly Round[]): Generator<void, readonly string[]> {
  const alike = yield* nearSame(draft);
  return [
    ...namesake(draft, plan, rounds),
    ...sensitive(draft),
    ...alike,
    ...foundBefore(draft, base),
    ...plan.units.doubtful.map((name) => `系统中另有一个“${name}”，属于别的单位，这里按新单位处理。`),
    ...lacking(plan),
    ...(plan.isNewRound ? [] : ['已在系统中的任务，进展和状态以系统里的记录为准，不从台账更新。']),
  ];
}

function namesake(draft: LedgerDraft, plan: ImportPlan, rounds: readonly Round[]): readonly string[] {
  const other = plan.isNewRound ? rounds.find(({ name }) => name === draft.roundName) : undefined;
  if (other === undefined) return [];
  return [
    `系统中已有同名轮次，反馈日期是 ${dayInFull(other.feedbackDay)}；这份台账是 ${dayInFull(draft.feedbackDay)}，将作为新的轮次导入。如是同一轮次，请把反馈日期改为 ${dayInFull(other.feedbackDay)}，再重新核对。`,
  ];
}

function sensitive({ findings }: LedgerDraft): readonly string[] {
  const marked = findings.filter((finding) => finding.sensitive === true).map(({ number }) => number);
  if (marked.length === 0) return [];
  const named = `${marked.slice(0, NAMED).join('、')}${marked.length > NAMED ? ' 等' : ''}`;
  return [`${marked.length} 个问题标为敏感（${named}），发到聊天里的消息只写编号，不写内容。`];
}

function* nearSame({ findings }: LedgerDraft): Generator<void, readonly string[]> {
  const alike = yield* nearlySame(
    findings.map(({ text }) => text),
    ALIKE,
  );
  const groups = alike.map((places) => {
    const which = places.flatMap((place) => findings[place] ?? []).map(({ number, row }) => `${number}（第 ${row} 行）`);
    const [first, second] = which;
    const who = which.length === 2 ? `问题 ${first}与问题 ${second}` : `问题 ${listed(which, '个')}`;
    return `${who}的内容几乎相同，请确认不是重复统计。`;
  });
  return named(groups, '组几乎相同的问题');
}

/** Not all of a long list, and then it says how many more there are. */
const named = (warnings: readonly string[], what: string): readonly string[] =>
  warnings.length <= NAMED ? warnings : [...warnings.slice(0, NAMED), `另有 ${warnings.length - NAMED} ${what}没有列出。`];

const listed = (words: readonly string[], measure: string): string =>
  words.length <= NAMED ? words.join('、') : `${words.slice(0, NAMED).join('、')} 等 ${words.length} ${measure}`;

function foundBefore(draft: LedgerDraft, base: ImportBase): readonly string[] {
  const known = new Map(base.elsewhere.map((finding) => [identity(finding.text), finding]));
  const again = draft.findings.flatMap(({ number, text }) => {
    const before = known.get(identity(text));
    return before === undefined ? [] : [`问题 ${number} 与“${before.roundName}”的问题 ${before.number} 内容相同，请确认不是重复统计。`];
  });
  return named(again, '个与以前相同的问题');
}

function lacking({ lacking: tasks }: ImportPlan): readonly string[] {
  if (tasks.length === 0) return [];
  const lines = tasks.map(({ number, measure }) => `T${number}${quoted(measure.length > 16 ? `${measure.slice(0, 16)}…` : measure)}`);
  return [`系统中有 ${tasks.length} 项任务不在这份台账里，将保留不变：${listed(lines, '项')}。`];
}
