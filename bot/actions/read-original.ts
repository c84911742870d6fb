/** The untouched photo, with place and time inside, for those who judge it. Every look leaves an event. */
import { mayReadOriginals } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import type { Services } from '../services.js';
import { eventOf } from './event-of.js';
import { asDownload, type Evidence, noSuchEvidence, originalClosed } from './read-evidence.js';
import { evidenceIdsOf } from './read-task.js';

/**
 * What stands in a report of a task in the person's scope; who does not see the task cannot tell it from none. Refusals:
 * `evidence-not-found`, `original-closed`, `blob-missing`.
 */
export async function readOriginal(services: Services, viewer: Viewer, uploadId: string): Promise<Evidence> {
  const { store } = services;
  const upload = await store.uploads.find(uploadId);
  const row = upload === null ? null : await store.tasks.find(upload.taskId, scopeOf(viewer));
  if (upload === null || row === null || upload.blobId === null) throw noSuchEvidence();
  if (!mayReadOriginals(viewer, row.task, await services.roster())) throw originalClosed();
  const events = await store.events.of('task', row.task.id);
  if (!events.some((event) => evidenceIdsOf(event).includes(upload.id))) throw noSuchEvidence();

  const { stream, contentType, bytes } = await services.blobs.read(upload.blobId);
  const subject = { kind: 'task', id: row.task.id } as const;
  await store.events.insert([eventOf(services, viewer.person.id, 'originalRead', subject, { uploadId: upload.id, name: upload.name })]);
  services.log.info('original read', { upload: upload.id, task: row.task.id, by: viewer.person.id });
  return { stream, contentType, bytes, disposition: asDownload(upload.name) };
}
