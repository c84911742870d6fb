/**
 * Earlier photos that show the same. Looked for once a photo, when somebody first judges it: what came before a photo does not
 * change any more. Reads every earlier photo's code, so the cost grows with their number and is paid by the reviewer's first look.
 */
import { buffer } from 'node:stream/consumers';
import { fingerprintOf, isAlike, likeness, mayBeAlike, type Sought, soughtOf } from '../../core/trust/fingerprint.js';
import type { Services, StoredUpload, Twin } from '../services.js';

/** Many more than are shown: those that no report took up are passed over when they are read, and must not push out the others. */
const MOST_TWINS = 100;

type Store = Pick<Services, 'store'>;

interface Search {
  readonly uploadId: string;
  readonly at: Date;
  readonly sought: Sought;
  readonly candidates: string[];
}

/** How a photo looks is kept when it comes in, without the mark on what others see; a file has no looks. */
export async function keepFingerprint(services: Services, { id, at }: Pick<StoredUpload, 'id' | 'at'>, photo: Buffer): Promise<void> {
  const grey = await services.images.grey(photo);
  await services.store.fingerprints.save({ uploadId: id, at, ...fingerprintOf(grey) });
}

async function candidatesOf({ store }: Store, searches: readonly Search[]): Promise<void> {
  const last = searches.reduce((latest, { at }) => (at > latest ? at : latest), new Date(0));
  for await (const other of store.fingerprints.codesBefore(last)) {
    for (const { at, sought, candidates } of searches) if (other.at < at && mayBeAlike(sought, other)) candidates.push(other.uploadId);
  }
}

async function confirmed({ store }: Store, { sought, candidates }: Search): Promise<readonly Twin[]> {
  const others = await store.fingerprints.of(candidates);
  const scored = others.map((other) => ({ uploadId: other.uploadId, score: likeness(sought, other) }));
  return scored
    .filter(({ score }) => isAlike(score))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_TWINS);
}

/** Of these photos, all of them: made now where a process died in between, or where they came before there were any. */
async function fingerprintsOf(services: Services, uploads: readonly StoredUpload[]) {
  const { fingerprints } = services.store;
  const ids = uploads.map(({ id }) => id);
  const known = await fingerprints.of(ids);
  const missing = uploads.filter(
    ({ id, viewBlobId, blobId }) => viewBlobId !== null && blobId !== null && known.every(({ uploadId }) => uploadId !== id),
  );
  for (const upload of missing) {
    const { stream } = await services.blobs.read(upload.blobId ?? '');
    await keepFingerprint(services, upload, await buffer(stream));
  }
  return missing.length === 0 ? known : fingerprints.of(ids);
}

/** By upload id; those without any are left out. */
export async function twinsOf(services: Services, uploads: readonly StoredUpload[]): Promise<ReadonlyMap<string, readonly Twin[]>> {
  const { fingerprints } = services.store;
  const known = await fingerprintsOf(services, uploads);
  const found = new Map(known.flatMap(({ uploadId, twins }) => (twins === null ? [] : [[uploadId, twins] as const])));
  const searches = known
    .filter(({ twins }) => twins === null)
    .map(({ uploadId, at, grey }): Search => ({ uploadId, at, sought: soughtOf(grey), candidates: [] }));
  if (searches.length > 0) await candidatesOf(services, searches);
  for (const search of searches) {
    const twins = await confirmed(services, search);
    await fingerprints.keepTwins(search.uploadId, twins);
    found.set(search.uploadId, twins);
  }
  return new Map([...found].filter(([, twins]) => twins.length > 0));
}
