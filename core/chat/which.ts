/** Which task a sentence means: by number (3号, T31, #31, 第三项), or by words of its measure (潮汐窗口那项). */
import { likeness } from './alike.js';
import { folded } from './fold.js';
import type { Known, Which } from './intent.js';
import { numberIn, NUMERAL } from './numerals.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Named extends Span {
  readonly number: number;
  /** Only 号 stands there, which may also be a day of the month. */
  readonly mayBeDay: boolean;
}

const NOUN = '(?:整改)?(?:任务|问题|那项|那个|那条|这项|这个|这条|项目)?(?:任务)?的?';
/** What a number may count instead of naming a task. */
const COUNTED = '(?!\\s*(?:[%.\\-/:]\\d*|个|笔|户|台|份|次|人|家|天|日|周|月|年|成|分之|小时|万|元|件|所|米|期|处|名|多))';

const FORMS: readonly { readonly pattern: RegExp; readonly mayBeDay: boolean }[] = [
  { pattern: new RegExp(`(?:\\bt-?|#|no\\.?|编号|序号|任务(?:号|编号)?)\\s*(\\d{1,5})${COUNTED}(?:号|项)?${NOUN}`, 'g'), mayBeDay: false },
  { pattern: new RegExp(`任务(${NUMERAL})(?!览|起|共|下|些|定|样|直|切|般)${COUNTED}(?:号)?${NOUN}`, 'g'), mayBeDay: false },
  { pattern: new RegExp(`第\\s*(${NUMERAL})\\s*(?:项|条|号|个)${NOUN}`, 'g'), mayBeDay: false },
  { pattern: new RegExp(`(?<![月年\\d])(${NUMERAL})\\s*(?:号|项任务)(?!线|楼|窗|文|机|公告|以?前|之前|截止|到期|要交)${NOUN}`, 'g'), mayBeDay: true },
  { pattern: new RegExp(`^()?(\\d{1,5})(?=\\s|$|[,，、:：]|进|完)${COUNTED}`, 'g'), mayBeDay: false },
];

/** Every number that names a task, in the order of the text. `taken`: what is read as something else already. */
export function numbersIn(text: string, taken: readonly Span[]): readonly Named[] {
  const found: Named[] = [];
  const meets = (span: Span, others: readonly Span[]): boolean => others.some((one) => span.start < one.end && span.end > one.start);
  for (const { pattern, mayBeDay } of FORMS) {
    for (const parts of text.matchAll(pattern)) {
      const span = { start: parts.index, end: parts.index + parts[0].length };
      const number = numberIn(parts[2] ?? parts[1] ?? '');
      if (number === null || number < 1 || meets(span, [...taken, ...found])) continue;
      found.push({ ...span, number, mayBeDay: mayBeDay && !/[任问那这项]/.test(parts[0].slice(-2)) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `3号和12号`: named in one breath, so that what is said is said of all of them. */
export function together(text: string, named: readonly Named[]): readonly Named[] {
  const end = named.findIndex((one, index) => index > 0 && !/^\s*[、,，和与及跟]\s*$/.test(text.slice(named[index - 1]?.end ?? 0, one.start)));
  return end === -1 ? named : named.slice(0, end);
}

/** 那项, 那个任务: whatever stands before it means a task. */
const MARK = /[那这](?:项|个|条)(?:任务)?|任务|的事/;
/** Three characters in common; beside a mark two, if they are most of what stands before it. */
const ENOUGH = 6;
const ENOUGH_MARKED = 4;
const MOST = 0.6;
/** 采购终端 for 采购自助服务终端: all of its letters, in their order. */
const SHORTENED = 3;

function isShortened(words: string, measure: string): boolean {
  let at = 0;
  for (const letter of measure) if (letter === words[at]) at += 1;
  return words.length >= SHORTENED && at === words.length;
}

interface Meant {
  readonly which: Which;
  readonly span: Span | null;
}

/** The tasks whose measures fit best. `fromStart`: the words must open the sentence, since what follows is a report about it. */
export function wordsIn(text: string, known: readonly Known[], fromStart: boolean): Meant {
  const mark = MARK.exec(text);
  const bare = text.replace(MARK, (found) => ' '.repeat(found.length));
  // What stands before it in the same clause.
  const before =
    mark === null
      ? ''
      : (
          text
            .slice(0, mark.index)
            .split(/[,，。;；]/)
            .at(-1) ?? ''
        ).trim();
  const enough = before === '' ? ENOUGH : Math.min(ENOUGH, Math.max(ENOUGH_MARKED, 2 * before.length * MOST));
  const fits = known
    .map(({ number, measure }) => ({ number, ...likeness(bare, folded(measure)), isShort: isShortened(before, folded(measure)) }))
    .filter(({ score, start, isShort }) => (score >= enough || isShort) && (!fromStart || bare.slice(0, start).trim().length <= 1));
  const best = Math.max(0, ...fits.map(({ score }) => score));
  const meant = fits.filter(({ score }) => score === best);
  const [first] = meant;
  if (first !== undefined)
    return { which: { numbers: meant.map(({ number }) => number), unknown: null }, span: { start: first.start, end: first.end } };
  const isNamed = mark !== null && /[那这]/.test(mark[0]) && before.length >= 2;
  return { which: { numbers: [], unknown: isNamed ? before : null }, span: null };
}
