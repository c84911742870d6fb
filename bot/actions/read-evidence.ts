/** A picture or file by its signed address: of a photo only what was derived. Its original is `read-original`'s, since it holds place and time. */
import { Refusal } from '../../core/refusal.js';
import type { Services, StoredUpload } from '../services.js';

export interface Link {
  readonly id: string;
  readonly size: string;
  readonly until: string;
  readonly mark: string;
}

export interface Evidence {
  readonly stream: NodeJS.ReadableStream;
  readonly contentType: string;
  readonly bytes: number;
  /** `inline` for pictures, else a download under the name it came with. */
  readonly disposition: string;
}

export const noSuchEvidence = (): Refusal =>
  new Refusal('evidence-not-found', '没有找到这份材料。', { kind: 'not-found', remedy: '请刷新页面后再看。' });

export const originalClosed = (): Refusal =>
  new Refusal('original-closed', '原图含有拍摄时间、地点等信息，只供巡察办、审核人和审计查看。', { kind: 'forbidden', remedy: '请看压缩后的图片。' });

function blobOf(upload: StoredUpload, size: string): string | null {
  if (size === 'thumb') return upload.thumbBlobId;
  if (size === 'view') return upload.viewBlobId;
  if (size !== 'original') return null;
  if (upload.kind === 'photo') throw originalClosed();
  return upload.blobId;
}

/** RFC 5987: letters, digits and a few signs stand for themselves. */
const asHeader = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** For saving, under the name it came with. */
export const asDownload = (name: string): string => `attachment; filename*=UTF-8''${asHeader(name)}`;

/** Refusals: `link-void`, `evidence-not-found`, `original-closed`. */
export async function readEvidence(services: Services, link: Link): Promise<Evidence> {
  if (!services.evidenceUrlHolds(link)) {
    throw new Refusal('link-void', '这个图片地址已失效。', { kind: 'forbidden', remedy: '请回到任务页刷新后再看。' });
  }
  const upload = await services.store.uploads.find(link.id);
  const blobId = upload === null ? null : blobOf(upload, link.size);
  if (upload === null || blobId === null) throw noSuchEvidence();
  const { stream, contentType, bytes } = await services.blobs.read(blobId);
  const disposition = upload.kind === 'photo' ? 'inline' : asDownload(upload.name);
  return { stream, contentType, bytes, disposition };
}
