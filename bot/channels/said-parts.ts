/** A message of words and pictures in parts, read whole or not at all: of one that is read in part nobody knows what is missing. */
import type { Incoming } from '../services.js';

/** What one part says: words, or a picture as its platform calls it; null: nothing that we read. */
export type Part = { readonly text: string } | { readonly ref: string } | null;

export const asText = (value: unknown): Part => (typeof value === 'string' ? { text: value } : null);
export const asPicture = (ref: string | null): Part => (ref === null ? null : { ref });

export function whatInParts(parts: readonly Part[]): Extract<Incoming['what'], { readonly kind: 'text' | 'photos' | 'unread' }> {
  if (parts.length === 0 || parts.includes(null)) return { kind: 'unread' };
  const refs = parts.flatMap((part) => (part !== null && 'ref' in part ? [part.ref] : []));
  const text = parts
    .flatMap((part) => (part !== null && 'text' in part ? [part.text] : []))
    .join('\n')
    .trim();
  return refs.length === 0 ? { kind: 'text', text } : { kind: 'photos', refs, text };
}
