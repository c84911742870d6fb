/** The way into an empty base: a code, printed once at the start, for the first account of the office. */
import type { Services } from '../services.js';
import { codeAsTyped, firstJoinLink, newCode } from './one-time-code.js';

const GOOD_FOR_HOURS = 24;

/** Null as soon as there is any account. Each call voids the code before it. */
export async function firstAccountCode(
  services: Services,
): Promise<{ readonly code: string; readonly link: string; readonly isRenewed: boolean } | null> {
  if (await services.store.accounts.any()) return null;
  const code = newCode();
  const isRenewed = await services.store.accounts.saveCode(services.secrets.hashToken(codeAsTyped(code)), null, GOOD_FOR_HOURS);
  return { code, link: firstJoinLink(services.settings.publicUrl, code), isRenewed };
}
