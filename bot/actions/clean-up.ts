/**
 * The janitor: uploads no report took up and ledgers nobody committed within a week, and bytes nothing refers to. Harmless when
 * run twice or late. Events, committed ledgers and reported evidence stay; sessions, codes and requests expire in the base itself.
 */
import type { Services } from '../services.js';

const KEPT_DAYS = 7;

/** Machine time throughout. Answers what was removed. */
export async function cleanUp(services: Services): Promise<{ readonly uploads: number; readonly blobs: number; readonly imports: number }> {
  const { uploads } = services.store;
  let removed = 0;
  for (const upload of await uploads.abandoned(KEPT_DAYS)) {
    // The row first: a report that takes it up this instant keeps it, and its blobs with it.
    if (!(await uploads.remove(upload.id))) continue;
    await services.store.fingerprints.remove(upload.id);
    for (const id of [upload.blobId, upload.viewBlobId, upload.thumbBlobId]) if (id !== null) await services.blobs.remove(id);
    removed += 1;
  }
  const blobs = await services.blobs.removeStrays(KEPT_DAYS, (ids) => uploads.referenced(ids));
  const imports = await services.store.imports.removeAbandoned(KEPT_DAYS);
  if (removed + blobs + imports > 0) services.log.info('leftovers removed', { uploads: removed, blobs, imports });
  return { uploads: removed, blobs, imports };
}
