/** Wishes that change data — extension, snooze, submission, signing, acknowledging — read out of a sentence that is no question and no denial. */
import type { Day } from '../time/day.js';
import { daysIn, nextDate, type SaidDay, spanIn } from './days.js';
import type { Known, Which, Wish, WishKind } from './intent.js';
import { numberIn, NUMERAL } from './numerals.js';
import { type Sentence, trimmed, without } from './report.js';
import { COURTESY, FILLER, HEARSAY, REASON_HEAD, WISH_REST, WISHES } from './wordings.js';
import { type Named, numbersIn, type Span, wordsIn } from './which.js';

/** What stands right before a verb and takes it back, or says that somebody else decides. */
const TAKEN_BACK = /(?:没有?|不|别|未|勿|无需|不用|不是|同意|批准|驳回|拒绝)(?:再|要|想|用|需|必|申请|提出?|给|我|能|会|过|的|\s)*$/;
/** It was done before. A receipt may be said so, a wish not. */
const PAST = /(?:昨天|昨日|前天|上周|上个?月|已经?|早就|早已|之前|以前|曾经?|刚才|刚刚)(?:我|都|就|给|把|\s)*$/;
/** What comes right after it and takes it back, or asks what became of it. */
const UNDONE = /^(?:申请|的|是|\s)*(?:撤|取消|作废|不要|算了|批|通过|没有?$|了没|过(?!来|两|几|了?[一二三四五六七八九十\d])|的$)/;

export interface Heard extends Sentence {
  /** `plain` with politeness blanked out, place by place. */
  readonly clean: string;
  readonly today: Day;
  readonly known: readonly Known[];
}

export const blank = (text: string, spans: readonly Span[]): string =>
  spans.reduce((words, { start, end }) => words.slice(0, start) + ' '.repeat(end - start) + words.slice(end), text);

export const spansOf = (text: string, pattern: RegExp): readonly Span[] =>
  [...text.matchAll(new RegExp(pattern, 'g'))].map((found) => ({ start: found.index, end: found.index + found[0].length }));

export function wishIn(heard: Heard): Exclude<Wish, { kind: 'progress' }> | null {
  for (const { kind, pattern } of WISHES) {
    const found = pattern.exec(heard.clean);
    if (found === null) continue;
    const verb = { start: found.index, end: found.index + found[0].length };
    if (isTakenBack(heard, verb, kind)) return null;
    if (kind === 'askExtension') return extension(heard, verb);
    if (kind === 'snooze') return snooze(heard, verb);
    return { kind, which: whichIn(heard, [verb], numbersIn(heard.clean, daysIn(heard.clean, heard.today))) };
  }
  return null;
}

/** What is only planned or guessed. */
const PLANNED = /打算|计划|准备(?!好|齐|完|妥|就绪|充分)|可能|也许|估计|恐怕|(?:下个?月|下周|明年)再|等[^,，]{1,12}再/;

/** 如果可以 is courtesy. */
const CONDITION = /(?:如果|要是|假如|万一)(?!可以|行|方便|允许|同意|您)/;

/** In the same clause: what somebody else said, or only a plan. A reason may be either. */
function isOthers(before: string): boolean {
  const clause = before.split(/[,，。;；]/).at(-1) ?? '';
  return HEARSAY.test(clause) || PLANNED.test(clause) || CONDITION.test(before);
}

/** Task numbers stand between without changing the sense: 同意18号延期. */
function isTakenBack({ clean, today }: Heard, { start, end }: Span, kind: WishKind): boolean {
  const before = blank(clean, numbersIn(clean, daysIn(clean, today))).slice(0, start);
  if (!(kind === 'acknowledge' || kind === 'snooze') && isOthers(clean.slice(0, start))) return true;
  return TAKEN_BACK.test(before) || UNDONE.test(clean.slice(end)) || (kind !== 'acknowledge' && PAST.test(before));
}

/** By number where one stands, else by words beside what is read already. */
function whichIn({ clean, known }: Heard, read: readonly Span[], named: readonly Named[]): Which {
  const numbers = [...new Set(named.map(({ number }) => number))];
  return numbers.length > 0 ? { numbers, unknown: null } : wordsIn(blank(clean, read), known, false).which;
}

/** `到20号` is a day of the month; `18号延期20号` too, but the only number of a sentence names its task. */
function dayAfterTo(clean: string, today: Day): readonly SaidDay[] {
  return [...clean.matchAll(new RegExp(`(到|至|为|延期|推迟|宽限)(${NUMERAL})[号日]`, 'g'))].flatMap((found) => {
    const [words, verb = '', number = ''] = found;
    const isDay = verb.length === 1 || numbersIn(clean.slice(0, found.index), []).length > 0;
    const day = isDay ? nextDate(today, numberIn(number) ?? 0) : null;
    return day === null ? [] : [{ start: found.index + verb.length, end: found.index + words.length, day }];
  });
}

function extension(heard: Heard, verb: Span): Wish & { kind: 'askExtension' } {
  const { said, clean, today } = heard;
  const days = [...daysIn(clean, today), ...dayAfterTo(clean, today)].sort((a, b) => a.start - b.start);
  const meant = days.find(({ start }) => /[到至为]\s*$|延期\s*$|推迟\s*$|宽限\s*$/.test(clean.slice(0, start))) ?? days[0] ?? null;
  const named = numbersIn(clean, days);
  const span = meant === null ? spanIn(blank(clean, named)) : null;
  const told = meant ?? span;
  const read = [...named, verbWithTo(clean, verb), ...(told === null ? [] : [told])];
  const which = whichIn(heard, [...read, { start: verb.end, end: clean.length }], named);
  const place = named.length > 0 || which.numbers.length === 0 ? [] : wordsBefore(heard, verb);
  return { kind: 'askExtension', which, day: meant?.day ?? null, days: span?.days ?? null, reason: reasonIn(said, [...read, ...place], heard) };
}

/** A task named by its words is no part of the reason. */
const wordsBefore = ({ clean, known }: Heard, verb: Span): readonly Span[] => {
  const { span } = wordsIn(clean.slice(0, verb.start), known, false);
  return span === null ? [] : [{ start: span.start, end: markAfter(clean, span.end) }];
};

/** Where the words that point at a task end: 那项任务的. */
export const markAfter = (clean: string, end: number): number => end + (/^(?:[那这](?:项|个|条)|任务|的)*/.exec(clean.slice(end))?.[0].length ?? 0);

const verbWithTo = (clean: string, { start, end }: Span): Span => ({
  start,
  end: end + (/^(?:一下|申请|时间|\s)*[到至为]?/.exec(clean.slice(end))?.[0].length ?? 0),
});

function reasonIn(said: string, read: readonly Span[], { plain }: Heard): string {
  const polite = [...spansOf(plain, COURTESY), ...spansOf(plain, FILLER)];
  return without(said, [...read, ...polite])
    .map((part) => trimmed(trimmed(part).replace(WISH_REST, '').replace(REASON_HEAD, '')))
    .filter((part) => part.length > 1)
    .join('，');
}

/** Of two 号 the one that stands before the verb is the day: `3号30号再提醒我`. */
function snooze(heard: Heard, verb: Span): Wish & { kind: 'snooze' } {
  const { clean, today } = heard;
  const [day] = daysIn(clean, today);
  const named = numbersIn(clean, day === undefined ? [] : [day]);
  const dated = day === undefined && named.length > 1 ? named.findLast(({ mayBeDay, end }) => mayBeDay && end <= verb.start) : undefined;
  const until = day?.day ?? (dated === undefined ? null : nextDate(today, dated.number));
  const tasks = named.filter((one) => one !== dated);
  return { kind: 'snooze', which: whichIn(heard, [verb, ...(day === undefined ? [] : [day])], tasks), until };
}
