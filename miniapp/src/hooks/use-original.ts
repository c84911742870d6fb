/** 查看原图: fetches one untouched photo, signed in, and shows it large. Each look leaves a trace, so nothing is fetched ahead. */
import type { EvidenceItem } from '../../../core/contract/task-detail.js';
import { bytesOf } from '../api.js';
import { showPhoto } from '../platform.js';
import { type Errand, useErrand } from './use-errand.js';

export interface Originals extends Pick<Errand, 'isBusy' | 'wrong'> {
  readonly open: (item: EvidenceItem) => void;
}

export function useOriginal(): Originals {
  const errand = useErrand();
  const open = ({ id, originalUrl }: EvidenceItem): void => {
    if (originalUrl === null) return;
    void errand.run(async () => {
      await showPhoto(await bytesOf(originalUrl), id);
      return null;
    });
  };
  return { isBusy: errand.isBusy, wrong: errand.wrong, open };
}
