/** An evidence list while it is edited. Needs no Taro. */
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { KIND_WORDS, wrongNeeds } from '../../../core/ledger/evidence.js';
import type { EvidenceNeed } from '../../../core/ledger/model.js';

export interface EditedNeed {
  readonly key: number;
  /** Empty: any piece of its kind. */
  readonly name: string;
  readonly kind: EvidenceNeed['kind'];
  readonly count: number;
}

export const startingNeeds = ({ evidenceNeeds }: Pick<TaskDetail, 'evidenceNeeds'>): readonly EditedNeed[] =>
  evidenceNeeds.map(({ words, kind, need }, key) => ({ key, name: words === KIND_WORDS[kind] ? '' : words, kind, count: need }));

export const needsOf = (needs: readonly EditedNeed[]): readonly EvidenceNeed[] =>
  needs.map(({ name, kind, count }) => ({ words: name.trim() === '' ? KIND_WORDS[kind] : name.trim(), kind, count }));

/** Why it cannot be set yet; null: it can. */
export const needsLack = (needs: readonly EditedNeed[]): string | null => wrongNeeds(needsOf(needs));
