/** The janitor: uploads no report took up within a week, and bytes nothing refers to. Harmless when run twice or late. */
import type { Services } from '../services.js';

const KEPT_DAYS = 7;

/** Machine time throughout. Answers what was removed. */
export async function cleanUp(services: Services): Promise<{ readonly uploads: number; readonly blobs: number }> {
  const { uploads } = services.store;
  let removed = 0;
  for (const upload of await uploads.abandoned(KEPT_DAYS)) {
    // The row first: a report that takes it up this instant keeps it, and its blobs with it.
    if (!(await uploads.remove(upload.id))) continue;
    for (const id of [upload.blobId, upload.viewBlobId, upload.thumbBlobId]) if (id !== null) await services.blobs.remove(id);
    removed += 1;
  }
  const blobs = await services.blobs.removeStrays(KEPT_DAYS, (ids) => uploads.referenced(ids));
  if (removed + blobs > 0) services.log.info('uploads cleaned up', { uploads: removed, blobs });
  return { uploads: removed, blobs };
}
