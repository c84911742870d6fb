/**
 * The janitor: uploads no report took up and ledgers nobody committed within a week, and bytes nothing refers to. Harmless when
 * run twice or late. Then what the outbox remembers longer than anybody needs it. Events, committed ledgers and reported evidence stay; sessions, codes and requests expire in the base itself.
 */
import { ATTEMPTS_KEPT_DAYS, isForgettable, NOTICES_KEPT_DAYS } from '../../core/notice/keeping.js';
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

const DAY_MS = 86_400_000;

/** Attempts by machine time, notices by world time. Answers what was removed. */
export async function forgetDeliveries({ store, clock, log }: Services): Promise<{ readonly attempts: number; readonly notices: number }> {
  const until = new Date(clock.now().getTime() - NOTICES_KEPT_DAYS * DAY_MS);
  let notices = 0;
  for await (const batch of store.outboxMemory.settledBefore(until)) {
    const open = await store.tasks.stillOpen(batch.flatMap(({ taskId }) => taskId ?? []));
    const old = batch.filter((notice) => isForgettable(notice, (taskId) => !open.has(taskId)));
    if (old.length > 0) notices += await store.outboxMemory.removeSettled(old.map(({ id }) => id));
  }
  await store.outboxMemory.removeReceipts(until);
  const attempts = await store.outboxMemory.removeAttempts(ATTEMPTS_KEPT_DAYS);
  if (attempts + notices > 0) log.info('old deliveries forgotten', { attempts, notices });
  return { attempts, notices };
}
