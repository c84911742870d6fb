/** Three sample photos for those who have none at hand: drawings, nobody's picture, plainly marked as samples. */
import { readFile } from 'node:fs/promises';
import type { SamplePhotos } from '../../core/contract/upload.js';

const FOLDER = new URL('./photos/', import.meta.url);

const PHOTOS: readonly { readonly file: string; readonly name: string }[] = [
  { file: 'notice-board.jpg', name: '公示栏' },
  { file: 'service-windows.jpg', name: '服务窗口' },
  { file: 'training.jpg', name: '培训现场' },
];

export const samplePhotos = (): SamplePhotos => ({ photos: PHOTOS.map(({ file, name }) => ({ name, url: `/api/demo/photos/${file}` })) });

/** JPEG; null when there is none of that name. */
export async function samplePhoto(file: string): Promise<Buffer | null> {
  return PHOTOS.some((known) => known.file === file) ? readFile(new URL(file, FOLDER)) : null;
}
