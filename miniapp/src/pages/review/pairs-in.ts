/** Which photo stands beside which: each of before with one of after, the newest first. Needs no Taro. */
import type { EvidenceItem } from '../../../../core/contract/task-detail.js';

interface Shown {
  readonly thumbUrl: string;
  readonly viewUrl: string;
}

interface Pair {
  readonly before: Shown;
  readonly after: Shown | null;
}

type Photo = Pick<EvidenceItem, 'kind' | 'isBefore' | 'thumbUrl' | 'viewUrl'>;

const shownOf = ({ thumbUrl, viewUrl }: Photo): readonly Shown[] => (thumbUrl === null ? [] : [{ thumbUrl, viewUrl }]);

/** `evidence` newest first. Nothing where no photo shows the state before: those of after stand in the reports already. */
export function pairsIn(evidence: readonly Photo[]): readonly Pair[] {
  const photos = evidence.filter(({ kind }) => kind === 'photo');
  const before = photos.filter(({ isBefore }) => isBefore).flatMap(shownOf);
  const after = photos.filter(({ isBefore }) => !isBefore).flatMap(shownOf);
  return before.map((one, index) => ({ before: one, after: after[index] ?? null }));
}
