/**
 * What somebody means by a sentence: text → intent. Pure. Tolerant of width, spaces, missing marks, politeness, traditional
 * characters and slips; a question or a denial is never read as a wish that changes data.
 */
import { addDays, type Day } from '../time/day.js';
import { likeness } from './alike.js';
import { daysIn, nextDate, reachIn } from './days.js';
import { folded, typed } from './fold.js';
import type { Guess, Intent, Known, Which, Whose, Wish, WishKind } from './intent.js';
import { isSlip, numberIn, NUMERAL, shareIn } from './numerals.js';
import { type Report, reportIn, trimmed } from './report.js';
import {
  ASKING,
  CANCELS,
  CONFIRMS,
  COURTESY,
  DECISIONS,
  DEED,
  FILLER,
  HELP,
  HOW,
  KEPT,
  NEGATED,
  NOT_QUITE,
  QUESTIONS,
  REPORT,
  SAY,
  THANKS,
  URGES,
  WHOSE,
  WISHES,
} from './wordings.js';
import { type Named, numbersIn, type Span, together, wordsIn } from './which.js';
import { blank, type Heard, markAfter, spansOf, wishIn } from './wish.js';

export interface Surroundings {
  readonly today: Day;
  /** The tasks that words may mean, those nearest to the speaker first. */
  readonly known: readonly Known[];
  /** Units and people that may be asked about by name. */
  readonly names: readonly string[];
}

export function understand(text: string, { today, known, names }: Surroundings): Intent {
  const said = typed(text);
  const plain = folded(said);
  const clean = blank(plain, [...spansOf(plain, COURTESY), ...spansOf(plain, FILLER)]);
  const heard: Heard = { said, plain, clean, today, known };
  return short(heard) ?? how(heard) ?? wish(heard) ?? decision(heard) ?? slip(heard) ?? asked(heard, namedIn(said, names)) ?? unclear(heard);
}

/** Meant before any task is looked for. */
const OF_NO_TASK: readonly Intent['kind'][] = ['confirm', 'cancel', 'thanks', 'help'];

/** False where what tasks are called could not make a sentence mean anything else: `known` may be left empty for it. */
export const hangsOnWords = (intent: Intent): boolean => !OF_NO_TASK.includes(intent.kind) && !('which' in intent && intent.which.numbers.length > 0);

/** 确认 and 取消 as whole sentences. */
function short({ clean, plain }: Heard): Intent | null {
  const bare = plain.replaceAll(/[\s,，。.!！、~]+|(?<=.)[啊呀吧哦的了]+$/g, '');
  if (CONFIRMS.test(bare) || CONFIRMS.test(trimmed(clean).replaceAll(/[\s,，]/g, ''))) return { kind: 'confirm' };
  if (THANKS.test(bare)) return { kind: 'thanks' };
  const isCancel = CANCELS.test(bare) || CANCELS.test(plain);
  return isCancel && bare.length <= 12 && !/\d/.test(bare) ? { kind: 'cancel' } : null;
}

function how({ clean, plain }: Heard): Intent | null {
  const bare = trimmed(clean).replaceAll(' ', '');
  const about = aboutOf(bare);
  if (HOW.test(bare) && (about !== null || bare.length <= MOST_BARE_HOW || USE.test(bare))) return { kind: 'help', about };
  return bare === '' || HELP.test(bare) || HELP.test(plain) ? { kind: 'help', about: null } : null;
}

/** 怎么弄; longer than this it asks about something, and of us only where something is to be used. */
const MOST_BARE_HOW = 5;
const USE = /用|操作|弄|搞|办|说|问|查|看|填|发|传|绑|登|找|改|交/;

function aboutOf(words: string): WishKind | null {
  const wished = WISHES.find(({ pattern }) => pattern.test(words));
  if (wished !== undefined) return wished.kind;
  if (/不能|不了|没法|来不及|完不成/.test(words)) return 'askExtension';
  return REPORT.test(words) ? 'progress' : null;
}

const TAIL = /[\s,，。.!！~]*(?:吧|啊|呀|呢|哦)?[\s,，。.!！~]*$/;

const isAsking = ({ clean }: Heard): boolean => ASKING.test(clean.replace(TAIL, '')) || /[?？]$/.test(clean.trim());

function wish(heard: Heard): Wish | null {
  if (isAsking(heard)) return null;
  return urged(heard) ?? wished(heard);
}

/** Only of a task that is named: whom 催吴倩 means is not for words to guess. */
function urged({ clean, today }: Heard): Wish | null {
  const numbers = numbersIn(clean, daysIn(clean, today)).map(({ number }) => number);
  return numbers.length > 0 && URGES.test(trimmed(clean)) ? { kind: 'urge', which: { numbers: [...new Set(numbers)], unknown: null } } : null;
}

function wished(heard: Heard): Wish | null {
  // What is called a report may speak of contracts signed and inspections asked for.
  return REPORTING.test(heard.clean) ? (progress(heard) ?? wishIn(heard)) : (wishIn(heard) ?? progress(heard));
}

/** 1号退回 缺会议纪要, 同意3号延期: not asked, not reported. */
function decision(heard: Heard): Intent | null {
  const { clean, today } = heard;
  if (isAsking(heard)) return null;
  const found = DECISIONS.find(({ pattern }) => pattern.test(clean));
  if (found === undefined) return null;
  const numbers = numbersIn(clean, daysIn(clean, today)).map(({ number }) => number);
  return { kind: 'decision', of: found.of, which: { numbers: [...new Set(numbers)], unknown: null } };
}

/** 31号完成101%: said of a task or as progress; what else grew by more than all of it is no report. */
function slip(heard: Heard): Intent | null {
  const { clean, plain, today } = heard;
  if (!isSlip(plain) || isAsking(heard)) return null;
  const numbers = numbersIn(clean, daysIn(clean, today)).map(({ number }) => number);
  return SLIPPED.test(clean) ? { kind: 'slip', which: { numbers: [...new Set(numbers)], unknown: null } } : null;
}
const SLIPPED = /完成|进度|进展|(?:号|任务)\s*[:：,，]?\s*[-负]?\d+(?:\.\d+)?\s*%/;

const REPORTING = /(?:更新|填报?|汇报|上报|报)(?:一?下)?(?:最新|整改)?(?:进展|进度)|进展\s*[:：]/;
/** Said outright to be a report, so that even what is not done yet may be told. */
const OUTRIGHT = /进展[\s:：,，]|(?:填报|汇报|上报|报进展|报进度|更新进展)/;
/** 招标已完成: finished, though not all of it. */
const DONE_PART = /(?:已经?|都|全部)(?:完成|办完|做完|弄完|办结|到位)(?:了|啦)?$|(?:完成|办完|做完|弄完|办结)(?:了|啦)$/;
/** `没到 60%`. */
const NOT_REACHED = /(?:没有?|未|不|离|距离?|差)(?:有|到|能|达|完成)*\s*$/;

function progress(heard: Heard): Wish | null {
  const { clean, plain, today } = heard;
  // 可以吗 is courtesy beside a wish; beside a figure it asks.
  if (new RegExp(COURTESY).test(plain)) return null;
  const named = together(clean, numbersIn(clean, daysIn(clean, today)));
  const { which, spans } = subject(heard, named);
  const report = reportIn(heard, spans);
  if (report === null) return null;
  // Named by words, the task is part of the sentence, and the sentence is the report.
  const text = named.length === 0 && spans.length > 0 ? trimmed(heard.said) : report.text;
  return isReported(heard, report, which, spans) ? { kind: 'progress', which, percent: report.percent, text } : null;
}

/** By number, or by the words that open the sentence. */
function subject({ clean, known }: Heard, named: readonly Named[]): { readonly which: Which; readonly spans: readonly Span[] } {
  if (named.length > 0) return { which: { numbers: named.map(({ number }) => number), unknown: null }, spans: named };
  const shift = clean.length - opening(clean).length;
  const { which, span } = wordsIn(opening(clean), known, true);
  return { which, spans: span === null ? [] : [{ start: span.start + shift, end: markAfter(clean, span.end + shift) }] };
}

/** A share is a report unless it was not reached; without one somebody has to say that it is, or what is finished. */
function isReported({ clean }: Heard, { percent }: Report, which: Which, task: readonly Span[]): boolean {
  const share = shareIn(clean);
  if (share !== null) return !NOT_REACHED.test(clean.slice(0, share.start));
  if (OUTRIGHT.test(clean)) return true;
  const bare = trimmed(blank(clean, task));
  if (NEGATED.test(clean) || /[^我]的$|任务$/.test(bare)) return false;
  if (percent !== null) return true;
  return which.numbers.length > 0 && ((DONE_PART.test(bare) && !NOT_QUITE.test(clean)) || isDeed(bare));
}

/** What became of the task itself is not told by whoever does it. */
const FATE = /签收|验收|申请|退回|驳回|逾期|超期|到期|催|什么|啥|哪|谁|怎/;
const isDeed = (bare: string): boolean => bare.length > 3 && (DEED.test(bare) || KEPT.test(bare)) && !FATE.test(bare);

/** 报进展 before the words of a task. */
const opening = (clean: string): string => clean.trimStart().replace(/^(?:报|填报|汇报|上报|更新)?(?:一下)?(?:进展|进度)?[\s:：,，]*/, '');

/** Words of questions, which stand in measures too. */
const VOCABULARY =
  /(?:整改)?任务(?!窗)|整改|情况|进度|进展|到期|截止|期限|逾期|超期|完成|统计|汇总|待办|什么时候|什么|哪些|几天|还有|没有|怎么样|看看|查询|负责|未/;

/** The longest name that is said: 综合科 is not 综合科技处. */
const namedIn = (said: string, names: readonly string[]): string | null =>
  names.filter((name) => name.length > 1 && said.includes(name)).sort((a, b) => b.length - a.length)[0] ?? null;

function asked(heard: Heard, named: string | null): Intent | null {
  if (named === null) return askedOf(heard, null);
  const at = heard.said.indexOf(named);
  const span = [{ start: at, end: at + named.length }];
  const rest = { ...heard, clean: blank(heard.clean, span), plain: blank(heard.plain, span) };
  // A name by itself asks how that one stands.
  return askedOf(rest, named) ?? (/任务|清单|列表/.test(rest.clean) ? { kind: 'myTasks', named } : { kind: 'statistics', of: null, named });
}

function askedOf(heard: Heard, name: string | null): Intent | null {
  const { clean, plain, today, known } = heard;
  const until = byDate(clean, today);
  // Asked when it is due, 18号到期 is task 18.
  const words = WHEN.test(clean) ? blank(clean, spansOf(clean, /到期|截止/)) : clean;
  const named = until === null ? numbersIn(words, daysIn(words, today)) : [];
  if (named.length > 0) return { kind: 'task', which: { numbers: [...new Set(named.map(({ number }) => number))], unknown: null } };
  if (THIS.test(clean)) return { kind: 'task', which: { numbers: [], unknown: null } };
  const compact = clean.replaceAll(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '');
  const question = QUESTIONS.find(({ pattern }) => pattern.test(compact) || pattern.test(plain))?.kind ?? (until === null ? null : 'dueSoon');
  const { which } = wordsIn(question === null ? clean : blank(clean, spansOf(clean, VOCABULARY)), known, false);
  if (which.numbers.length > 0 && (question === null || question !== 'weekly')) return { kind: 'task', which };
  switch (question) {
    case 'dueSoon':
      return { ...soon(clean, until, today), named: name };
    case 'statistics':
      return { kind: 'statistics', of: whoseIn(compact), named: name };
    case null:
      return which.unknown === null ? null : { kind: 'task', which };
    case 'weekly':
      return { kind: question };
    default:
      return { kind: question, named: name };
  }
}

const WHEN = /哪[天日]|什么时候|啥时候|何时|几[号时]|多久/;
/** 这个任务什么时候到期: of the one last talked about. */
const THIS = /^\s*[这那](?:个|项|条)(?:任务)?(?=.*(?:哪[天日]|什么时候|啥时候|何时|几号|多久|怎么样|进度|情况))/;

/** `31号前要交什么`: a day of the month, not a task. */
function byDate(clean: string, today: Day): Day | null {
  if (WHEN.test(clean)) return null;
  const found = new RegExp(`(?<![\\d月])(${NUMERAL})[号日](?=以?前|之前|截止|到期|要交)`).exec(clean);
  return found === null ? null : nextDate(today, numberIn(found[1] ?? '') ?? 0);
}

const WEEK = 7;

function soon(clean: string, by: Day | null, today: Day): { readonly kind: 'dueToday' } | { readonly kind: 'dueSoon'; readonly until: Day } {
  const until = by ?? reachIn(clean, today) ?? daysIn(clean, today)[0]?.day ?? addDays(today, WEEK);
  return until === today ? { kind: 'dueToday' } : { kind: 'dueSoon', until };
}

const whoseIn = (words: string): Whose => WHOSE.find(({ pattern }) => pattern.test(words))?.of ?? null;

const NEAR = 4;

function unclear({ plain }: Heard): Intent {
  const guesses = Object.entries(SAY) as unknown as readonly (readonly [Guess, (typeof SAY)[Guess]])[];
  const [nearest] = guesses.map(([guess, { words }]) => ({ guess, score: likeness(plain, words).score })).sort((a, b) => b.score - a.score);
  return { kind: 'unclear', guess: nearest !== undefined && nearest.score >= NEAR ? nearest.guess : 'help' };
}
