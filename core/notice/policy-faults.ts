/** What is wrong with a stored policy, all at once and in words: a rung that recurs every 0 days would never end. Pure. */
import { wrongChain } from '../ledger/review.js';
import { Refusal } from '../refusal.js';
import type { Policy, RungPost, WatchKind } from './model.js';

const WATCHES: Readonly<Record<WatchKind, string>> = {
  due: '完成时限',
  sign: '签收',
  review: '审核',
  amend: '补正',
  monthly: '每月报告',
  extension: '延期申请',
  callBack: '差评回访',
  milestone: '阶段节点',
};
const RECIPIENTS: readonly RungPost[] = ['owner', 'leader', 'principal', 'office', 'leadingGroup', 'reviewer'];
const WORKDAYS: Readonly<Record<keyof Policy['workdaysFor'], string>> = {
  immediate: '立行立改',
  sign: '签收',
  review: '审核',
  amend: '补正',
  extension: '决定延期',
  callBack: '差评回访',
  ticket: '差评整改',
};
/** Offsets beyond a year are a slip of the keyboard. */
const MOST_DAYS = 366;
/** A week of workdays: more would be a storm. */
const MOST_REPEATS = 5;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});
const isWhole = (value: unknown, from: number, to: number): boolean => Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const shown = (value: unknown): string =>
  value === undefined || Number.isNaN(value) ? '空' : `“${typeof value === 'string' ? value : JSON.stringify(value)}”`;
const unless = (isRight: boolean, fault: string): readonly string[] => (isRight ? [] : [fault]);

/** A fault with the field it belongs to: `due.1` (second rung), `due`, `days.sign`, `monthlyReportDay`, `speak.from`, `speak.until`, `repeats`, `staleAfterDays`, `mentions`. */
export interface PlacedFault {
  readonly at: string;
  readonly message: string;
}

const placed = (at: string, messages: readonly string[]): readonly PlacedFault[] => messages.map((message) => ({ at, message }));

function rungFaults(place: string, rung: unknown): readonly string[] {
  const { offset, every, to } = fieldsOf(rung);
  const posts: readonly unknown[] = Array.isArray(to) ? to : [];
  const strange = posts.filter((post) => !RECIPIENTS.some((one) => one === post));
  return [
    ...unless(isWhole(offset, -MOST_DAYS, MOST_DAYS), `${place}的天数应为 -${MOST_DAYS} 到 ${MOST_DAYS} 的整数，现在是${shown(offset)}。`),
    ...unless(every === undefined || isWhole(every, 1, MOST_DAYS), `${place}的重复间隔应为 1 到 ${MOST_DAYS} 天的整数，现在是${shown(every)}。`),
    ...unless(every === undefined || Number(offset) > 0, `${place}在时限之前，不能重复。`),
    ...unless(posts.length > 0, `${place}没有写提醒谁。`),
    ...strange.map((post) => `${place}的提醒对象${shown(post)}不认识。`),
  ];
}

function ladderFaults(watch: WatchKind, ladder: unknown): readonly PlacedFault[] {
  const place = `“${WATCHES[watch]}”的督办层级`;
  const { counts, rungs } = fieldsOf(ladder);
  if (!Array.isArray(rungs)) return placed(watch, [`${place}没有写。`]);
  const offsets = rungs.map((rung) => fieldsOf(rung)['offset']);
  const twice = [...new Set(offsets.filter((offset, index) => offsets.indexOf(offset) !== index))];
  return [
    ...placed(watch, unless(counts === 'calendar' || counts === 'workday', `${place}要写明按自然日还是工作日，现在是${shown(counts)}。`)),
    ...rungs.flatMap((rung, index) => placed(`${watch}.${index}`, rungFaults(`${place}第 ${index + 1} 级`, rung))),
    ...twice.map((offset) => ({ at: `${watch}.${offsets.lastIndexOf(offset)}`, message: `${place}里天数${shown(offset)}写了两次。` })),
  ];
}

const isTime = (value: unknown): value is string => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

function speakFaults(speak: unknown): readonly PlacedFault[] {
  const { from, until } = fieldsOf(speak);
  const written = (which: string, time: unknown) =>
    unless(isTime(time), `${which}的发送时间应在 00:00 到 23:59 之间，写成 08:40 这样，现在是${shown(time)}。`);
  const times = [...placed('speak.from', written('最早', from)), ...placed('speak.until', written('最晚', until))];
  if (times.length > 0) return times;
  return placed('speak.until', unless(String(from) < String(until), `最晚的发送时间 ${String(until)} 应晚于最早的 ${String(from)}。`));
}

/** Sentences in Chinese, each naming its place, with the field; empty for a policy that can be followed. */
export function faultsAt(policy: unknown): readonly PlacedFault[] {
  const { ladders, workdaysFor, chain, monthlyReportDay, speak, repeats, staleAfterDays, mentions } = fieldsOf(policy);
  const watches = Object.keys(WATCHES) as WatchKind[];
  const unknownLadders = Object.keys(fieldsOf(ladders)).filter((kind) => !(kind in WATCHES));
  return [
    ...watches.flatMap((watch) => ladderFaults(watch, fieldsOf(ladders)[watch])),
    ...unknownLadders.map((kind) => ({ at: kind, message: `督办层级${shown(kind)}不认识。` })),
    ...Object.entries(WORKDAYS).flatMap(([kind, words]) => {
      const days = fieldsOf(workdaysFor)[kind];
      return placed(`days.${kind}`, unless(isWhole(days, 0, MOST_DAYS), `${words}的工作日数应为 0 到 ${MOST_DAYS} 的整数，现在是${shown(days)}。`));
    }),
    ...placed('chain', unless(wrongChain(chain) === null, wrongChain(chain) ?? '')),
    // A month may have 28 days: a report on the 31st would be asked on no day at all.
    ...placed('monthlyReportDay', unless(isWhole(monthlyReportDay, 1, 28), `每月报告日应为 1 到 28 的整数，现在是${shown(monthlyReportDay)}。`)),
    ...speakFaults(speak),
    ...placed(
      'repeats',
      unless(isWhole(repeats, 0, MOST_REPEATS), `没有回应的提醒再提醒几次，应为 0 到 ${MOST_REPEATS} 的整数，现在是${shown(repeats)}。`),
    ),
    ...placed(
      'staleAfterDays',
      unless(isWhole(staleAfterDays, 1, MOST_DAYS), `多少天没有更新算停滞，应为 1 到 ${MOST_DAYS} 的整数，现在是${shown(staleAfterDays)}。`),
    ),
    ...placed('mentions', unless(typeof mentions === 'boolean', `单位群里点不点名，应为是或否，现在是${shown(mentions)}。`)),
  ];
}

export const policyFaults = (policy: unknown): readonly string[] => faultsAt(policy).map(({ message }) => message);

/** The stored policy as it is followed. Throws Refusal `policy-broken` with every fault, before anything is reckoned by it. */
export function demandPolicy(stored: unknown): Policy {
  const faults = policyFaults(stored);
  if (faults.length === 0) return stored as Policy;
  throw new Refusal('policy-broken', `督办规则有 ${faults.length} 处错误，没有按它发送任何提醒。${faults.join('')}`, {
    kind: 'unavailable',
    remedy: '请改正设置里的督办规则（policy），改好后自动继续。',
    faults: faults.map((message) => ({ place: '督办规则', message })),
  });
}
