/** Photos and files as they were sent up. Types only. */
import type { Capture } from '../../core/trust/capture.js';

export interface StoredUpload {
  /** Made by the client, unique with the person. */
  readonly id: string;
  readonly personId: string;
  readonly taskId: string;
  readonly kind: 'photo' | 'file';
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Null while the bytes are on their way. */
  readonly blobId: string | null;
  readonly viewBlobId: string | null;
  readonly thumbBlobId: string | null;
  /** What a photo tells of itself; null for a file, and for what came before it was read. */
  readonly capture: Capture | null;
  readonly at: Date;
}

export interface UploadStore {
  /** Writes the row before the first byte; answers the row that is there already if there is one. */
  begin(upload: StoredUpload): Promise<StoredUpload>;
  finish(upload: StoredUpload): Promise<void>;
  find(id: string): Promise<StoredUpload | null>;
  many(ids: readonly string[]): Promise<readonly StoredUpload[]>;
  /** Marks as part of a report, so that the janitor leaves them. Throws Refusal `evidence-missing` when it took one already. */
  attach(ids: readonly string[]): Promise<void>;
  /** Unattached and older than `days` of machine time; the janitor removes the rows and then their blobs. */
  abandoned(days: number): Promise<readonly StoredUpload[]>;
  /** Those of these blobs that some upload refers to. */
  referenced(blobIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these that stand in a report. */
  attached(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** False when a report took it up meanwhile: it stays then. */
  remove(id: string): Promise<boolean>;
}
