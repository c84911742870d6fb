/** In by account and password, out at once. Which of the two was wrong is never told, neither in words nor by time. */
import { Refusal } from '../../core/refusal.js';
import type { Person } from '../../core/people/model.js';
import type { Services, Store } from '../services.js';
import { accountName } from './account-name.js';
import { eventOf } from './event-of.js';

const SESSION_DAYS = 30;

export interface OpenedSession {
  readonly token: string;
  readonly personId: string;
}

const wrong = (): Refusal =>
  new Refusal('sign-in-wrong', '账号或密码不对。', {
    kind: 'unauthenticated',
    remedy: '请核对后再试。连续 5 次不对会锁定 15 分钟；忘记密码请联系巡察办重新发放一次性口令。',
  });

const locked = (): Refusal =>
  new Refusal('account-locked', '连续 5 次不对，这个账号已锁定。', {
    kind: 'unauthenticated',
    remedy: '请 15 分钟后再试，或联系巡察办重新发放一次性口令。',
  });

/** A session and its trace; the event names nobody's token. */
export async function openSession(services: Services, store: Store, personId: string): Promise<OpenedSession> {
  const token = services.secrets.newToken();
  await store.accounts.openSession({ tokenHash: services.secrets.hashToken(token), personId, days: SESSION_DAYS });
  await store.events.insert([eventOf(services, personId, 'signedIn', { kind: 'session', id: personId }, {})]);
  return { token, personId };
}

/** The person behind account and password; null after the same work where there is none. */
async function personOf(services: Services, account: string, password: string): Promise<Person | null> {
  const known = await services.store.accounts.find(account);
  if (known === null) {
    await services.passwords.hash(password);
    return null;
  }
  const isRight = await services.passwords.matches(known.passwordHash, password);
  const person = isRight ? await services.store.people.person(known.personId) : null;
  return person?.active === true ? person : null;
}

/**
 * Only wrong passwords are counted. A right one is let in only while fewer than five wrong ones were counted before it, so
 * guesses sent at once get no more tries than guesses sent in turn. Refusals: `sign-in-wrong`, `account-locked`.
 */
export async function signIn(
  services: Services,
  { account, password }: { readonly account: string; readonly password: string },
): Promise<OpenedSession> {
  const name = accountName(account);
  const { accounts } = services.store;
  if ((await accounts.lockedUntil(name)) !== null) throw locked();
  const person = await personOf(services, name, password);
  if (person === null) {
    services.log.warn('sign-in refused', { account: name.slice(0, 3) });
    throw (await accounts.countFailure(name)) === null ? wrong() : locked();
  }
  if (!(await accounts.admit(name))) throw locked();
  return services.store.transaction((store) => openSession(services, store, person.id));
}

/** The session is void at once, everywhere. A token nobody knows is no error. */
export async function signOut(services: Services, token: string): Promise<void> {
  await services.store.accounts.closeSession(services.secrets.hashToken(token));
}
