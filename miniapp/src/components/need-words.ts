/** An item of the evidence list in words: what there is, what is missing, what is asked for. Needs no Taro. */
import type { TaskDetail } from '../../../core/contract/task.js';
import { KIND_WORDS } from '../../../core/ledger/evidence.js';

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
