/** Shows what was understood of a ledger and what it would change. Nothing is changed; the file is kept for the commit. */
import { createHash } from 'node:crypto';
import type { ImportPreview } from '../../core/contract/import.js';
import { demand, mayImport } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { type Day, dayOf } from '../../core/time/day.js';
import type { Services, StoredImport } from '../services.js';
import { previewAnswer } from './import-answer.js';
import { consider, readFile } from './import-reading.js';

export interface ImportUpload {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly roundName?: string;
  readonly feedbackDay?: Day;
}

/** `signal`: whoever asked has gone. Refusals: `not-allowed`, and the workbook's own (`workbook-…`) when the file cannot be read at all. */
export async function previewImport(services: Services, viewer: Viewer, upload: ImportUpload, signal?: AbortSignal): Promise<ImportPreview> {
  demand(mayImport(viewer), '导入台账');
  const stored: StoredImport = {
    id: services.newId(),
    personId: viewer.person.id,
    fileName: upload.fileName,
    at: services.clock.now(),
    bytes: upload.bytes,
    sha256: createHash('sha256').update(upload.bytes).digest('hex'),
    roundName: upload.roundName ?? null,
    feedbackDay: upload.feedbackDay ?? null,
    committedRoundId: null,
  };
  const answer = await shown(services, stored, signal);
  await services.store.imports.save(stored);
  services.log.info('ledger read', { import: stored.id, tasks: answer.counts.tasks, faults: answer.faults.length });
  return answer;
}

/** The same again, against the base as it is now. Refusals: `not-allowed`, `import-not-found`. */
export async function importPreview(services: Services, viewer: Viewer, id: string, signal?: AbortSignal): Promise<ImportPreview> {
  return shown(services, await storedImport(services, viewer, id), signal);
}

/** The uploaded workbook with its faulty cells marked and commented (.xlsx). */
export async function markedWorkbook(services: Services, viewer: Viewer, id: string, signal?: AbortSignal): Promise<Buffer> {
  const stored = await storedImport(services, viewer, id);
  const { faults } = await readFile(services, stored, await services.store.ledger.rounds(), signal);
  return services.workbooks.mark(stored.bytes, stored.fileName, faults, signal);
}

export async function storedImport(services: Services, viewer: Viewer, id: string): Promise<StoredImport> {
  demand(mayImport(viewer), '导入台账');
  const stored = await services.store.imports.find(id);
  if (stored === null) throw new Refusal('import-not-found', '没有找到这次上传的台账。', { kind: 'not-found', remedy: '请重新上传。' });
  return stored;
}

async function shown(services: Services, stored: StoredImport, signal?: AbortSignal): Promise<ImportPreview> {
  const reading = await readFile(services, stored, await services.store.ledger.rounds(), signal);
  const considered = await consider(services, reading.draft, {});
  return previewAnswer({ stored, reading, considered, calendar: await services.calendar(), today: dayOf(services.clock.now()) });
}
