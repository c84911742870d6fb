/** What was begun with a platform. Types only. */
import type { AppKind } from './apps.js';

/** What was begun with a platform and is to be ended by whoever began it. */
export interface Handshake {
  readonly kind: AppKind;
  readonly about:
    | { readonly is: 'sign-in'; readonly verifierHash: string }
    /** The platform says who holds the phone, and we do not know them. */
    | { readonly is: 'stranger'; readonly userId: string };
}

/** Each is good for minutes of machine time and for one use. */
export interface HandshakeStore {
  open(hash: string, handshake: Handshake, minutes: number): Promise<void>;
  /** For the one caller who asks first; null: used, run out, or never there. */
  take(hash: string): Promise<Handshake | null>;
}
