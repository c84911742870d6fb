/** A policy in plain words, `到期前 7 天、3 天和到期当天 → 责任人`, and what differs between two books. Pure. */
import { chainWords } from '../ledger/review.js';
import { POST_WORDS } from '../people/post-words.js';
import type { Ladder, Policy, Rung, RungPost, WatchKind } from './model.js';
import type { OwnRules, PolicyBook, PolicyScope } from './policy-book.js';

export const WATCH_WORDS: Readonly<Record<WatchKind, string>> = {
  due: '完成时限',
  sign: '签收',
  review: '审核',
  amend: '退回补正',
  monthly: '每月报告',
  extension: '延期申请',
  callBack: '差评回访',
  milestone: '阶段节点',
};
export const WATCHES = Object.keys(WATCH_WORDS) as readonly WatchKind[];

const NAMED_DAY: Readonly<Record<WatchKind, string>> = {
  due: '到期',
  sign: '签收期限',
  review: '审核期限',
  amend: '补正期限',
  monthly: '报告日',
  extension: '决定期限',
  callBack: '回访期限',
  milestone: '节点日期',
};
const LATE: Readonly<Record<WatchKind, string>> = {
  due: '逾期',
  sign: '签收逾期',
  review: '审核逾期',
  amend: '补正逾期',
  monthly: '当月过后',
  extension: '决定逾期',
  callBack: '回访逾期',
  milestone: '节点逾期',
};

export const FIGURE_WORDS: Readonly<Record<keyof Policy['workdaysFor'], string>> = {
  immediate: '立行立改',
  sign: '签收',
  review: '审核',
  amend: '退回补正',
  extension: '决定延期',
  callBack: '差评回访',
  ticket: '差评整改',
};
export const FIGURES = Object.keys(FIGURE_WORDS) as readonly (keyof Policy['workdaysFor'])[];

export const rungPostWords = (post: RungPost): string => (post === 'reviewer' ? '审核人' : POST_WORDS[post]);

const unitOf = (counts: Ladder['counts']): string => (counts === 'workday' ? '个工作日' : '天');

/** `到期前 7 天`, `到期当天`, `逾期 7 天起每 7 天`. */
export function whenWords(watch: WatchKind, { offset, every }: Rung, counts: Ladder['counts']): string {
  if (offset === 0) return `${NAMED_DAY[watch]}当天`;
  const days = `${Math.abs(offset)} ${unitOf(counts)}`;
  if (offset < 0) return `${NAMED_DAY[watch]}前 ${days}`;
  return `${LATE[watch]} ${days}${every === undefined ? '' : `起每 ${every} ${unitOf(counts)}`}`;
}

const toWords = (to: readonly RungPost[]): string => to.map(rungPostWords).join('、');

const rungWords = (watch: WatchKind, rung: Rung, counts: Ladder['counts']): string => `${whenWords(watch, rung, counts)} → ${toWords(rung.to)}`;

/** A run of rungs to the same people is one: `到期前 7 天、3 天和到期当天`. */
function runWords(watch: WatchKind, run: readonly Rung[], counts: Ladder['counts']): string {
  const stem = `${NAMED_DAY[watch]}前 `;
  const parts = run.map((rung, index) => {
    const words = whenWords(watch, rung, counts);
    return index > 0 && words.startsWith(stem) ? words.slice(stem.length) : words;
  });
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join('、')}和${last}`;
}

function runsOf(rungs: readonly Rung[]): readonly (readonly Rung[])[] {
  const runs: Rung[][] = [];
  for (const rung of [...rungs].sort((a, b) => a.offset - b.offset)) {
    const run = runs.at(-1);
    const isSame = run?.[0]?.to.join() === rung.to.join() && rung.offset <= 0;
    if (run !== undefined && isSame) run.push(rung);
    else runs.push([rung]);
  }
  return runs;
}

/** `到期前 7 天、3 天和到期当天 → 责任人；逾期 1 天 → 责任领导`; `不提醒` without a rung. */
export function ladderWords(watch: WatchKind, { counts, rungs }: Ladder): string {
  if (rungs.length === 0) return '不提醒';
  return runsOf(rungs)
    .map((run) => `${runWords(watch, run, counts)} → ${toWords(run[0]?.to ?? [])}`)
    .join('；');
}

const figuresWords = ({ workdaysFor }: OwnRules): string => FIGURES.map((kind) => `${FIGURE_WORDS[kind]} ${workdaysFor[kind]} 个工作日`).join('，');

const repeatWords = (repeats: number): string => (repeats === 0 ? '没有回应的不再提醒' : `没有回应的再提醒 ${repeats} 次`);

const mentionWords = ({ mentions }: Pick<Policy, 'mentions'>): string =>
  mentions ? '单位群里@逾期、当天到期的责任人和绿色通道点名的办理人' : '群里不点名';

const generalWords = ({ speak, staleAfterDays, monthlyReportDay, repeats, mentions }: Policy): string =>
  `只在工作日 ${speak.from} 至 ${speak.until} 发送；${repeatWords(repeats)}；每月 ${monthlyReportDay} 日报告；${staleAfterDays} 天没有更新转黄灯；${mentionWords({ mentions })}`;

/** A whole book, a sentence a line. */
export function bookLines({ base, exceptions }: PolicyBook, wordsOf: (scope: PolicyScope) => string): readonly string[] {
  const linesOf = (place: string, rules: OwnRules) => [
    ...WATCHES.map((watch) => `${place}${WATCH_WORDS[watch]}：${ladderWords(watch, rules.ladders[watch])}`),
    `${place}时限：${figuresWords(rules)}`,
    `${place}验收步骤：${chainWords(rules.chain)}`,
  ];
  return [...linesOf('', base), generalWords(base), ...exceptions.flatMap(({ scope, policy }) => linesOf(`${wordsOf(scope)} · `, policy))];
}

function ladderChange(watch: WatchKind, before: Ladder, after: Ladder): readonly string[] {
  const wordsOf = ({ rungs, counts }: Ladder) => rungs.map((rung) => rungWords(watch, rung, counts));
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  const added = fresh.filter((words) => !old.includes(words));
  const gone = old.filter((words) => !fresh.includes(words));
  const parts = [...(gone.length === 0 ? [] : [`取消“${gone.join('；')}”`]), ...(added.length === 0 ? [] : [`增加“${added.join('；')}”`])];
  // A ladder of nothing but days on which it is due says nothing of how days are counted.
  if (parts.length === 0 && before.counts !== after.counts) parts.push(after.counts === 'workday' ? '改按工作日计算' : '改按自然日计算');
  return parts.length === 0 ? [] : [`${WATCH_WORDS[watch]}：${parts.join('，')}`];
}

function rulesChange(before: OwnRules, after: OwnRules): readonly string[] {
  const figures = FIGURES.filter((kind) => before.workdaysFor[kind] !== after.workdaysFor[kind]);
  return [
    ...WATCHES.flatMap((watch) => ladderChange(watch, before.ladders[watch], after.ladders[watch])),
    ...(before.chain.join() === after.chain.join() ? [] : [`验收步骤由“${chainWords(before.chain)}”改为“${chainWords(after.chain)}”`]),
    ...figures.map((kind) => `${FIGURE_WORDS[kind]}时限由 ${before.workdaysFor[kind]} 个工作日改为 ${after.workdaysFor[kind]} 个工作日`),
  ];
}

function generalChange(before: Policy, after: Policy): readonly string[] {
  const hours = ({ speak }: Policy) => `${speak.from} 至 ${speak.until}`;
  return [
    ...(hours(before) === hours(after) ? [] : [`发送时段由 ${hours(before)} 改为 ${hours(after)}`]),
    ...(before.monthlyReportDay === after.monthlyReportDay ? [] : [`每月报告日由 ${before.monthlyReportDay} 日改为 ${after.monthlyReportDay} 日`]),
    ...(before.repeats === after.repeats ? [] : [`由${repeatWords(before.repeats)}改为${repeatWords(after.repeats)}`]),
    ...(before.staleAfterDays === after.staleAfterDays
      ? []
      : [`由 ${before.staleAfterDays} 天没有更新改为 ${after.staleAfterDays} 天没有更新转黄灯`]),
    ...(before.mentions === after.mentions ? [] : [`由“${mentionWords(before)}”改为“${mentionWords(after)}”`]),
  ];
}

/** What an office reads beside who and when: `完成时限：取消“逾期 1 天 → 责任领导”，增加“逾期 2 天 → 责任领导”`. Empty: the same. */
export function changesWords(before: PolicyBook, after: PolicyBook, wordsOf: (scope: PolicyScope) => string): readonly string[] {
  const key = (scope: PolicyScope): string => `${scope.kind}:${scope.id}`;
  const known = new Map(before.exceptions.map((own) => [key(own.scope), own]));
  const kept = new Set(after.exceptions.map((own) => key(own.scope)));
  return [
    ...rulesChange(before.base, after.base),
    ...generalChange(before.base, after.base),
    ...before.exceptions.filter((own) => !kept.has(key(own.scope))).map((own) => `删除例外：${wordsOf(own.scope)}`),
    ...after.exceptions.flatMap((own) => {
      const old = known.get(key(own.scope));
      const place = `${wordsOf(own.scope)} · `;
      const changes = rulesChange(old?.policy ?? after.base, own.policy).map((words) => `${place}${words}`);
      return old === undefined ? [`新增例外：${wordsOf(own.scope)}`, ...changes] : changes;
    }),
  ];
}
