/** An id made of what it stands for: the same again is known again. */
import { createHash } from 'node:crypto';

/** `length` characters of 0-9a-f. */
export const idFrom = (parts: readonly unknown[], length: number): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, length);
