/** A picture or file by its signed address. Others see what was derived; the original of a photo holds place and time. */
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

const noSuchPicture = (): Refusal => new Refusal('evidence-not-found', '没有找到这份材料。', { kind: 'not-found', remedy: '请刷新页面后再看。' });

function blobOf(upload: StoredUpload, size: string, originals: boolean): string | null {
  if (size === 'thumb') return upload.thumbBlobId;
  if (size === 'view') return upload.viewBlobId;
  if (size !== 'original') return null;
  if (upload.kind === 'photo' && !originals) {
    throw new Refusal('original-closed', '原图含有拍摄时间、地点等信息，只供巡察办和审核人查看。', {
      kind: 'forbidden',
      remedy: '请看压缩后的图片。',
    });
  }
  return upload.blobId;
}

/** RFC 5987: letters, digits and a few signs stand for themselves. */
const asHeader = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * `originals`: whoever calls has made sure that the asker may see untouched photos (office, reviewer).
 * Refusals: `link-void`, `evidence-not-found`, `original-closed`.
 */
export async function readEvidence(
  services: Services,
  link: Link,
  { originals }: { readonly originals: boolean } = { originals: false },
): Promise<Evidence> {
  if (!services.evidenceUrlHolds(link)) {
    throw new Refusal('link-void', '这个图片地址已失效。', { kind: 'forbidden', remedy: '请回到任务页刷新后再看。' });
  }
  const upload = await services.store.uploads.find(link.id);
  const blobId = upload === null ? null : blobOf(upload, link.size, originals);
  if (upload === null || blobId === null) throw noSuchPicture();
  const { stream, contentType, bytes } = await services.blobs.read(blobId);
  const disposition = upload.kind === 'photo' ? 'inline' : `attachment; filename*=UTF-8''${asHeader(upload.name)}`;
  return { stream, contentType, bytes, disposition };
}
