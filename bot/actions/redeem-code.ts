/** A one-time code becomes account, password and session; the very first one also the first person of the office. */
import { cleanName } from '../../core/people/contact.js';
import type { Person } from '../../core/people/model.js';
import { type Fault, faulty, Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';
import { accountName, isAccountName } from './account-name.js';
import { eventOf } from './event-of.js';
import { codeAsTyped } from './one-time-code.js';
import { isWeakPassword } from './weak-password.js';
import { type OpenedSession, openSession } from './sign-in.js';

export interface Redeemed {
  readonly code: string;
  readonly account: string;
  readonly password: string;
  readonly name?: string | undefined;
}

const voidCode = (): Refusal =>
  new Refusal('code-void', '一次性口令不对、已经用过或已过期。', { kind: 'unauthenticated', remedy: '请核对后再试，或联系巡察办重新生成。' });

function faultsOf(account: string, { password }: Redeemed, name: string, isFirst: boolean): readonly Fault[] {
  return [
    ...(isAccountName(account) ? [] : [{ place: '账号', message: '请用 2 到 40 个字母、数字或汉字，中间不留空格。' }]),
    ...(accountName(password) === account ? [{ place: '密码', message: '不能与账号相同。' }] : []),
    ...(isWeakPassword(password) ? [{ place: '密码', message: '太常见，容易被人猜到。请换一个，比如用几个不相干的词加上数字。' }] : []),
    ...(isFirst && name === '' ? [{ place: '姓名', message: '没有填写。' }] : []),
  ];
}

/** Only whoever has the right code comes this far and learns whose it is. */
const forWhom = (personId: string | null, name: string): string => (personId === null ? '' : `这个口令是发给${name}的，如不是您请不要使用。`);

/** Who the code is for; for the first one a new person of the office, while there is no account yet. */
async function personFor(services: Services, store: Store, personId: string | null, name: string): Promise<Person> {
  if (personId === null) {
    if (await store.accounts.any()) throw voidCode();
    return { id: services.newId(), name, unitId: null, phone: null, wecomUserId: null, dingtalkUserId: null, account: null, active: true };
  }
  const person = await store.people.person(personId);
  if (person === null || !person.active) throw voidCode();
  return person;
}

/**
 * Whoever redeems a code replaces the account and password of before; every older session of that person is void.
 * Refusals: `code-void`, `redeem-faults`, `account-taken`.
 */
export async function redeemCode(services: Services, asked: Redeemed): Promise<OpenedSession> {
  const codeHash = services.secrets.hashToken(codeAsTyped(asked.code));
  const code = await services.store.accounts.findCode(codeHash);
  if (code === null) throw voidCode();
  const account = accountName(asked.account);
  const name = cleanName(asked.name ?? '');
  const faults = faultsOf(account, asked, name, code.personId === null);
  if (faults.length > 0) throw faulty('redeem-faults', faults, '请改正后再提交。');
  const passwordHash = await services.passwords.hash(asked.password);
  const opened = await services.store.transaction(async (store) => {
    if (!(await store.accounts.useCode(codeHash))) throw voidCode();
    const person = await personFor(services, store, code.personId, name);
    if (!(await store.accounts.save({ account, personId: person.id, passwordHash }))) {
      throw new Refusal('account-taken', '这个账号已有人使用。', {
        kind: 'conflict',
        remedy: `请换一个账号。${forWhom(code.personId, person.name)}口令仍然有效。`,
      });
    }
    await store.people.savePeople([{ ...person, account }]);
    if (code.personId === null) await store.people.setPosts(person.id, [{ kind: 'office', personId: person.id, unitId: null }]);
    await store.accounts.closeSessionsOf(person.id);
    const action = code.personId === null ? 'firstAccountMade' : 'accountSet';
    await store.events.insert([eventOf(services, person.id, action, { kind: 'person', id: person.id }, { account })]);
    return openSession(services, store, person.id);
  });
  await services.store.accounts.clearFailures(account);
  services.log.info('code redeemed', { person: opened.personId });
  return opened;
}
