/** Why people could not sign in by a platform lately: shown to the office, and for a minute the platform is not asked again. */
import type { AppKind, Services } from '../services.js';

interface Trouble {
  readonly words: string;
  /** World time. */
  readonly at: string;
}

/** Wrong credentials often tried get our address barred for an hour. */
const PAUSE_MS = 60_000;

const nameOf = (kind: AppKind): string => `sign-in-trouble:${kind}`;

export const signInTrouble = ({ store }: Pick<Services, 'store'>, kind: AppKind): Promise<Trouble | null> =>
  store.settings.get<Trouble>(nameOf(kind));

export async function noteTrouble({ store, clock }: Services, kind: AppKind, words: string): Promise<void> {
  await store.settings.set(nameOf(kind), { words, at: clock.now().toISOString() } satisfies Trouble);
}

/** Whoever got in, or a check without fault, ends it. */
export async function forgetTrouble(services: Services, kind: AppKind): Promise<void> {
  if ((await signInTrouble(services, kind)) !== null) await services.store.settings.set(nameOf(kind), null);
}

export async function wasTroubledJustNow(services: Services, kind: AppKind): Promise<boolean> {
  const trouble = await signInTrouble(services, kind);
  return trouble !== null && services.clock.now().getTime() - Date.parse(trouble.at) < PAUSE_MS;
}
