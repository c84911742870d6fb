/** An item of the evidence list in words: what there is, what is missing, what is asked for. Needs no Taro. */
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { KIND_WORDS } from '../../../core/ledger/evidence.js';

type Task = Pick<TaskDetail, 'evidenceNeeds' | 'allowed' | 'percent'>;
export type Need = TaskDetail['evidenceNeeds'][number];

export const isMissing = (need: Need): boolean => need.have < need.need;

const isNamed = ({ words, kind }: Pick<Need, 'words' | 'kind'>): boolean => words !== KIND_WORDS[kind];

/** `照片`, `“会议纪要”`, `“制度文件”（文件）`. */
export const wantedWords = (need: Pick<Need, 'words' | 'kind'>): string =>
  isNamed(need) ? `“${need.words}”${need.kind === 'any' ? '' : `（${KIND_WORDS[need.kind]}）`}` : need.words;

export const needWords = (need: Need): string =>
  isMissing(need)
    ? `○ 还缺 ${need.need - need.have} 份${wantedWords(need)}${need.have > 0 ? `（已有 ${need.have} 份）` : ''}`
    : `✓ 有 ${need.have} 份${wantedWords(need)}`;

/** The items a piece may be put under. */
export const needsFor = (needs: readonly Need[], kind: 'photo' | 'file'): readonly Need[] =>
  needs.filter((need) => need.kind === 'any' || need.kind === kind);

/** Whether anybody has to say what a piece stands for: with one plain item there is nothing to say. */
export const asksForItem = (needs: readonly Need[]): boolean => needs.length > 1 || needs.some(isNamed);

/** What keeps a task that is reported as done from 申请验收; empty: nothing of its evidence does. */
export function lackingOf({ evidenceNeeds, allowed, percent }: Task): readonly Need[] {
  const submit = allowed.find(({ kind }) => kind === 'submit');
  return submit === undefined || submit.missing === null || percent < 100 ? [] : evidenceNeeds.filter(isMissing);
}

/** As one sentence for the foot of a page, which must not hide the page; null: nothing lacks. */
export function lackingWords(task: Task): string | null {
  const lacking = lackingOf(task);
  const items = lacking.map((need) => `${need.need - need.have} 份${wantedWords(need)}`);
  return items.length === 0 ? null : `▲ 还缺 ${items.join('、')}。点“报进展”添加，齐了才能申请验收。`;
}
