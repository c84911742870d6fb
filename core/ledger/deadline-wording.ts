/**
 * What a ledger's deadline cell says 完成时限, read against the feedback day. Leaves to `sheet` where the
 * cell stands; says for every wording it cannot read what to write instead.
 */
import { addWorkdays } from '../time/calendar.js';
import { type DeadlineContext, FORMS, type Found } from './deadline-forms.js';
import { withPlainDigits } from './deadline-numerals.js';
import type { Due } from './model.js';

export type { DeadlineContext };

/** `guess`: the ledger left the day open and we reckoned it 推定. */
export type DeadlineReading = { readonly due: Due; readonly guess: boolean } | { readonly fault: string };

/** Longer is prose, not a deadline. */
const MAX_LENGTH = 40;
const EXAMPLES = '例如 2026年12月31日、2026年11月底前、立行立改、长期坚持';
const IMMEDIATE = /^(立行立改|立知立改|即知即改|即行即改|立查立改|即查即改|立整立改|立说立改|边查边改|立即整改|立即)/;
const LASTING =
  /(长期坚持|长期整改|长期推进|长期|持续坚持|持续整改|持续推进|持续|常态化整改|常态化推进|常态化|常抓不懈|推进|开展|坚持|整改|落实|执行|保持)/g;
const LASTS = /长期|持续|常态化|常抓不懈/;
const BEFORE = /^(截至|截止到?|于|在|力争|预计|计划|确保|最迟|最晚|不迟于|不晚于|务必|原则上)+/;
const AFTER = /(之前|以前|前|之内|以内|内|止|截止|全部|基本|完成整改|整改完成|整改到位|落实到位|整改|完成|办结|到位|销号)+$/;

/** Reads one cell. Days are in Asia/Shanghai; 前 includes the day named. */
export function readDeadline(text: string, context: DeadlineContext): DeadlineReading {
  const words = text.trim();
  // Blanks and brackets may pad a deadline, but not to this length; patterns are not let loose on prose.
  const said = normal(words.slice(0, 3 * MAX_LENGTH));
  if (said === '') return { fault: `没有写完成时限。请补上，${EXAMPLES}。` };
  if (said.length > MAX_LENGTH) return { fault: unreadable(`${words.slice(0, 20)}…`, '') };
  if (isLasting(said)) return { due: { kind: 'standing', words }, guess: false };
  if (IMMEDIATE.test(said)) return immediate(said.replace(IMMEDIATE, ''), words, context);
  const found = dayIn(said.replace(/[,;、.]?(并|且)?(长期|持续|常态化).*$/, ''), context);
  if (found === null) return { fault: unreadable(words, said) };
  return 'fault' in found ? { fault: found.fault } : { due: { kind: 'day', day: found.day, words }, guess: found.guess };
}

/** Half-width, plain digits, without blanks, time of day, weekday and closing marks. */
function normal(words: string): string {
  return withPlainDigits(words)
    .replace(/(\d)[T\s]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$/, '$1')
    .replaceAll(/\s/g, '')
    .replaceAll(/\((周|星期|礼拜)[一二三四五六日天]\)/g, '')
    .replaceAll(/["“”'‘’《》]/g, '')
    .replace(/\((之前|以前|前|之内|以内|内)\)$/, '$1')
    .replace(/[。.;;,、!]+$/, '');
}

const isLasting = (said: string): boolean => LASTS.test(said) && said.replaceAll(LASTING, '').replaceAll(/[,;、.()并和且]/g, '') === '';

/** 立行立改, and 立行立改（9月30日前） where the ledger names the day itself. */
function immediate(rest: string, words: string, context: DeadlineContext): DeadlineReading {
  const stated = dayIn(rest.replaceAll(/[(),;、并且]/g, ''), context);
  if (stated !== null && 'fault' in stated) return stated;
  if (stated !== null) return { due: { kind: 'immediate', day: stated.day, words }, guess: false };
  const remains = rest.replaceAll(LASTING, '').replaceAll(/[(),;、并且]|完成/g, '');
  if (remains !== '') return { fault: unreadable(words, rest) };
  return { due: { kind: 'immediate', day: addWorkdays(context.calendar, context.feedbackDay, context.immediateWorkdays), words }, guess: true };
}

function dayIn(said: string, context: DeadlineContext): Found {
  const vague = /^(?:\d{2,4}年)?(?:\d{1,2}月份?)?(?:之前|以前|前)/.exec(said);
  if (vague !== null && vague[0] !== '前')
    return { fault: `“${vague[0]}”看不出含不含这个月（年）。请写到日，例如 2026年11月30日，或写 2026年11月底前。` };
  const bare = said.replace(BEFORE, '').replace(AFTER, '');
  for (const read of FORMS) {
    const found = read(bare, context);
    if (found !== null) return found;
  }
  return null;
}

function unreadable(words: string, said: string): string {
  const isRange = /\d(年|月|日|号)?(-|~|—|–|至|到)+(\d|今|明|次)/.test(said.replace(/^\d{4}-\d{1,2}-\d{1,2}/, '1'));
  return isRange
    ? `“${words}”是一段时间。请只写最后完成的那一天，例如 2026年12月31日。`
    : `看不懂完成时限“${words}”。请改成具体的写法，${EXAMPLES}。`;
}
