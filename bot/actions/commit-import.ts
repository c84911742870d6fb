/** The office's commit of a previewed ledger: the file is read again and taken over, all or nothing. Nothing is sent. */
import type { ImportCommit, ImportDone } from '../../core/contract/import.js';
import { demand, mayImport } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';
import { readFile } from './import-reading.js';
import { demandReadable, earlierAnswer, takeLedgerOver } from './import-take-over.js';
import { storedImport } from './preview-import.js';
import { requestOf } from './request.js';

/**
 * The same `requestId` again answers as the first time. Refusals: `not-allowed`, `import-not-found`, `ledger-faulty` (every
 * fault with its place), and those of `takeLedgerOver`.
 */
export async function commitImport(
  services: Services,
  viewer: Viewer,
  id: string,
  { requestId, people, acceptChanges }: ImportCommit,
): Promise<ImportDone> {
  demand(mayImport(viewer), '导入台账');
  const request = requestOf(viewer, requestId, { commitImport: id, people, acceptChanges });
  const earlier = await earlierAnswer(services, request);
  if (earlier !== null) return earlier;
  const stored = await storedImport(services, viewer, id);
  const reading = await readFile(services, stored, await services.store.ledger.rounds());
  demandReadable(reading);
  const source = { importId: stored.id, fileName: stored.fileName, sha256: stored.sha256 };
  return takeLedgerOver(services, { draft: reading.draft, choices: people, acceptChanges, request, source });
}
