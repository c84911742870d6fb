/** A chosen ledger as it was read, with the file itself, so that it can be read again under another name or day. */
import type { ImportPreview } from '../../../../core/contract/import.js';
import type { Picked } from '../../picked.js';
import type { RoundSent } from './round-fields.js';

export interface Reading {
  readonly file: Picked;
  readonly sent: RoundSent;
  readonly preview: ImportPreview;
}
