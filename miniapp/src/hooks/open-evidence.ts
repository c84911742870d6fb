/** A tap on evidence: photos large and zoomable by the platform's own viewer. */
import Taro from '@tarojs/taro';
import type { EvidenceItem } from '../../../core/contract/task.js';
import { addressOf } from '../api.js';

export function openEvidence(evidence: readonly EvidenceItem[], index: number): void {
  const photos = evidence.filter((item) => item.kind === 'photo');
  const tapped = evidence[index];
  if (tapped === undefined || tapped.kind !== 'photo') return;
  void Taro.previewImage({ current: addressOf(tapped.viewUrl), urls: photos.map((item) => addressOf(item.viewUrl)) });
}
