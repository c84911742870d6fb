/** What the routes below `/api/demo` can do, and the page at `/` relies on. Types only; `demo.ts` fills it in. */
import type { DemoCleared, DemoForwarded, DemoState } from '../../core/contract/demo.js';
import type { OpenedSession } from '../actions/sign-in.js';
import type { SamplePhotos } from '../../core/contract/upload.js';

export interface DemoControls {
  /** GET /api/demo — no session needed: the demo serves one machine. */
  state(): Promise<DemoState>;
  /** POST /api/demo/session, body DemoSignIn. Refusal `demo-person-unknown` for anyone who is not offered. */
  signIn(personId: string): Promise<OpenedSession>;
  /** POST /api/demo/forward, body DemoForward. Runs every skipped tick and delivers; answers when that is done. */
  forward(to: 'day' | 'next'): Promise<DemoForwarded>;
  /** POST /api/demo/clear. The process then goes on as a normal one on an empty base. */
  clear(): Promise<DemoCleared>;
  /** GET /api/demo/photos. */
  photos(): SamplePhotos;
  /** GET /api/demo/photos/:name; null when there is none. JPEG. */
  photo(name: string): Promise<Buffer | null>;
}
