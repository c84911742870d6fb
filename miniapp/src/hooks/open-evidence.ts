/** A tap on evidence: photos large and zoomable by the platform's own viewer, files opened or downloaded. */
import Taro from '@tarojs/taro';
import type { EvidenceItem } from '../../../core/contract/task-detail.js';
import { addressOf } from '../api.js';
import { openFile } from '../platform.js';

export function openEvidence(evidence: readonly EvidenceItem[], index: number): void {
  const photos = evidence.filter((item) => item.kind === 'photo');
  const tapped = evidence[index];
  if (tapped === undefined) return;
  if (tapped.kind === 'file') {
    void openFile(addressOf(tapped.viewUrl), tapped.name).catch(() => Taro.showToast({ title: '文件没有打开，请稍后重试', icon: 'none' }));
    return;
  }
  void Taro.previewImage({ current: addressOf(tapped.viewUrl), urls: photos.map((item) => addressOf(item.viewUrl)) });
}
