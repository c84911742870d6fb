/** How photos look. Types only. */

/** How a photo looks, kept so that the same picture is known again (`core/trust/fingerprint`). */
export interface StoredFingerprint {
  readonly uploadId: string;
  /** World time of the upload: only what came before it can have been used before. */
  readonly at: Date;
  readonly grey: Uint8Array;
  readonly codes: Uint32Array;
}

/** An earlier photo that shows the same, 0 … 1. */
export interface Twin {
  readonly uploadId: string;
  readonly score: number;
}

export interface FingerprintStore {
  /** Once an upload; a second time changes nothing. */
  save(fingerprint: StoredFingerprint): Promise<void>;
  /** Those there are, with the twins found earlier; null: nobody has looked yet. */
  of(uploadIds: readonly string[]): Promise<readonly (StoredFingerprint & { readonly twins: readonly Twin[] | null })[]>;
  /** Every one made before `at`, its codes alone. Streams. */
  codesBefore(at: Date): AsyncIterable<Omit<StoredFingerprint, 'grey'>>;
  keepTwins(uploadId: string, twins: readonly Twin[]): Promise<void>;
  remove(uploadId: string): Promise<void>;
}
