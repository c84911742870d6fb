/** A report of progress in one sentence: how far, and what was done, in the person's own words. */
import type { Wish } from './intent.js';
import { isSlip, shareIn } from './numerals.js';
import { ALL_DONE, DEED, KEPT, NOT_QUITE, REPORT, REPORT_HEAD, SHARE_LEAD, SHARE_TAIL, SUPPOSED } from './wordings.js';
import type { Span } from './which.js';

export interface Sentence {
  /** As typed, and the same folded: equal places. */
  readonly said: string;
  readonly plain: string;
}

const PUNCTUATION = /^[\s,，。;；:：、.!！~-]+|[\s,，;；:：、~-]+$/g;
export const trimmed = (words: string): string => words.replaceAll(PUNCTUATION, '').trim();

/** `said` without the spans, each part trimmed. */
export function without(said: string, spans: readonly Span[]): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start > at) parts.push(said.slice(at, start));
    at = Math.max(at, end);
  }
  return [...parts, said.slice(at)];
}

export type Report = Pick<Extract<Wish, { kind: 'progress' }>, 'percent' | 'text'>;

/** The clause around a place: what is supposed in another one does not touch it. */
function clauseAt(text: string, start: number, end: number): string {
  const from = Math.max(...[',', '，', ';', '；', '。'].map((mark) => text.lastIndexOf(mark, start))) + 1;
  return text.slice(from, end);
}

const WITHIN = /[^\s,，。;；:：、.!！~-]$/;

/** `task`: where the task is named. Null where nothing is reported. */
export function reportIn({ said, plain }: Sentence, task: readonly Span[]): Report | null {
  if (isSlip(plain)) return null;
  const hidden = task.reduce((words, { start, end }) => words.slice(0, start) + ' '.repeat(end - start) + words.slice(end), plain);
  const share = shareIn(hidden);
  if (share === null) return withoutShare(said, plain, hidden, task);
  if (SUPPOSED.test(clauseAt(hidden, share.start, hidden.length))) return null;
  const before = hidden.slice(0, share.start);
  const lead = SHARE_LEAD.exec(before)?.[0].length ?? 0;
  const tail = SHARE_TAIL.exec(plain.slice(share.end))?.[0].length ?? 0;
  const figure = { start: share.start - lead, end: share.end + tail };
  // 大概弄完了七成剩下的下个月搞: taken out of the middle of a sentence, it would leave another one behind.
  const isInside = WITHIN.test(hidden.slice(0, figure.start)) && /^[^\s,，。;；:：、!！]/.test(hidden.slice(figure.end));
  return { percent: share.percent, text: joined(without(said, isInside ? task : [...task, figure])) };
}

/** What is left of 已经全部办完了 once the words of finishing are taken away: nothing, or what it was that was finished. */
const FINISHING =
  /已经?|全部|都|全|我|也|完成|办完|做完|弄完|做好|弄好|办好|搞好|搞定|搞完|办结|完工|(?:整改|落实)到位|整改完?|任务|完毕|[了啦毕和与]|\s|[,，。、]/g;

function withoutShare(said: string, plain: string, hidden: string, task: readonly Span[]): Report | null {
  const bare = trimmed(hidden);
  if (![REPORT, DEED, KEPT].some((pattern) => pattern.test(plain)) || SUPPOSED.test(hidden)) return null;
  // 全部完成，公开栏换新了: what follows tells how.
  const head = bare.split(/[,，。;；]/)[0] ?? '';
  const isDone = (words: string): boolean => ALL_DONE.test(words) && !NOT_QUITE.test(bare);
  // 招标已完成 is a part of the task, not all of it.
  const isAll = [bare, head].some((words) => isDone(words) && words.replaceAll(FINISHING, '') === '');
  const text = joined(without(said, task));
  // 报进展 with nothing to report is a question how.
  return isAll || text !== '' ? { percent: isAll ? 100 : null, text } : null;
}

const joined = (parts: readonly string[]): string =>
  parts
    .map((part) => trimmed(part.replace(REPORT_HEAD, '')))
    .filter((part) => part.length > 1)
    .join('，');
