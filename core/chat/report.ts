/** A report of progress in one sentence: how far, and what was done, in the person's own words. */
import type { Wish } from './intent.js';
import { shareIn } from './numerals.js';
import { ALL_DONE, NOT_QUITE, REPORT, REPORT_HEAD, SHARE_LEAD, SHARE_TAIL } from './wordings.js';
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

type Report = Pick<Extract<Wish, { kind: 'progress' }>, 'percent' | 'text'>;

/** `task`: where the task is named, if by number. Null where nothing is reported. */
export function reportIn({ said, plain }: Sentence, task: readonly Span[]): Report | null {
  const hidden = task.reduce((words, { start, end }) => words.slice(0, start) + ' '.repeat(end - start) + words.slice(end), plain);
  const share = shareIn(hidden);
  if (share === null) return withoutShare(said, plain, hidden, task);
  const before = hidden.slice(0, share.start);
  const lead = SHARE_LEAD.exec(before)?.[0].length ?? 0;
  const tail = SHARE_TAIL.exec(plain.slice(share.end))?.[0].length ?? 0;
  const parts = without(said, [...task, { start: share.start - lead, end: share.end + tail }]);
  return { percent: share.percent, text: joined(parts) };
}

function withoutShare(said: string, plain: string, hidden: string, task: readonly Span[]): Report | null {
  const bare = trimmed(hidden);
  const isAll = ALL_DONE.test(bare) && !NOT_QUITE.test(bare);
  if (!REPORT.test(plain)) return null;
  const text = joined(without(said, task));
  // 报进展 with nothing to report is a question how.
  if (!isAll && text === '') return null;
  return { percent: isAll ? 100 : null, text };
}

const joined = (parts: readonly string[]): string =>
  parts
    .map((part) => trimmed(part.replace(REPORT_HEAD, '')))
    .filter((part) => part.length > 1)
    .join('，');
