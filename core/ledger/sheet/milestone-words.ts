/** What the 阶段节点 cell says: `2026-11-30 方案印发（文件已公开）；12月10日前 试运行`. */
import type { Day } from '../../time/day.js';
import type { DeadlineReading } from '../deadline-wording.js';
import { type MilestoneSet, MOST_ACCEPTANCE_WORDS, MOST_MILESTONE_WORDS, MOST_MILESTONES } from '../milestones.js';
import { twiceIn } from '../twice.js';

/** Null: the cell is empty, and says nothing. */
export type MilestonesRead = { readonly milestones: readonly MilestoneSet[] | null } | { readonly fault: string };

/** A day as people write it, at the head of a part: whatever holds digits, 年, 月 and the like. */
const DATED = /^((?:\d{4}\s*[年.\-/])?\s*\d{1,2}\s*[月.\-/]\s*(?:\d{1,2}\s*[日号]?|底|初|中旬|上旬|下旬)\s*前?)[\s:,]*(.+)$/;
const ACCEPTED = /^(.+?)\((.+)\)$/;
const MOST_LENGTH = 1_500;
const HOW = '请写成“2026-11-30 方案印发；2026-12-10 试运行”';

export function readMilestones(text: string, deadline: (words: string) => DeadlineReading): MilestonesRead {
  if (text.length > MOST_LENGTH) return { fault: `这一格超过 ${MOST_LENGTH} 个字，不像阶段节点。${HOW}。` };
  const parts = text
    .normalize('NFKC')
    .split(/[;\n。]/)
    .map((part) => part.trim().replace(/^\(?\d{1,2}[、)]\s*/, ''))
    .filter((part) => part !== '');
  if (parts.length === 0) return { milestones: null };
  if (parts.length > MOST_MILESTONES) return { fault: `阶段节点写了 ${parts.length} 个，最多 ${MOST_MILESTONES} 个。请把相近的合成一个。` };
  const milestones: MilestoneSet[] = [];
  for (const part of parts) {
    const [, words = '', said = ''] = DATED.exec(part) ?? [];
    const day = dayIn(words, deadline);
    const [, name = said, acceptance = ''] = ACCEPTED.exec(said) ?? [];
    if (day === null || name.trim() === '' || name.trim().length > MOST_MILESTONE_WORDS || acceptance.length > MOST_ACCEPTANCE_WORDS)
      return { fault: `“${part.slice(0, 20)}”看不出是哪一天的什么节点。${HOW}，名称不超过 ${MOST_MILESTONE_WORDS} 个字。` };
    milestones.push({ name: name.trim(), acceptance: acceptance.trim(), day });
  }
  const twice = twiceIn(milestones, ({ name }) => name);
  return twice === undefined ? { milestones } : { fault: `阶段节点“${twice.name}”写了两次。请改成不同的名称。` };
}

function dayIn(words: string, deadline: (words: string) => DeadlineReading): Day | null {
  if (words === '') return null;
  const reading = deadline(words);
  return !('fault' in reading) && reading.due.kind === 'day' ? reading.due.day : null;
}
