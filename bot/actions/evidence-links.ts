/** Where a phone fetches a picture: signed addresses, good for an hour, since an image tag carries no token. */
import type { Services, StoredUpload } from '../services.js';

export type EvidenceSize = 'thumb' | 'view' | 'original';

/** Addresses are relative to the public URL. Null while there is no thumbnail (a file, or bytes still on their way). */
export function evidenceLinks(services: Services, upload: StoredUpload): { readonly thumbUrl: string | null; readonly viewUrl: string } {
  const link = (size: EvidenceSize) => services.evidenceUrl(upload.id, size);
  return { thumbUrl: upload.thumbBlobId === null ? null : link('thumb'), viewUrl: link(upload.viewBlobId === null ? 'original' : 'view') };
}
