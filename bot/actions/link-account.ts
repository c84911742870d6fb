/** Whoever the platform named and we did not know signed in otherwise, was asked, and links the account to themselves: once, for good. */
import type { AccountLinked, LinkAccount } from '../../core/contract/session.js';
import type { Person, Viewer } from '../../core/people/model.js';
import { changedPerson } from '../../core/people/person-change.js';
import { Refusal } from '../../core/refusal.js';
import type { AppKind, Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import { accountField, personBy, userIdOf } from './lanes.js';
import { once } from './once.js';
import { rosterNow } from './person-detail.js';
import { requestOf } from './request.js';

const voidTicket = (): Refusal =>
  new Refusal('ticket-void', '绑定的时间过了，没有绑定。', { kind: 'conflict', remedy: '不影响使用。下次在平台里打开时可以再绑定。' });

const taken = (name: string): Refusal =>
  new Refusal('platform-account-taken', `这个${name}账号已登记在别人名下，没有绑定。`, { kind: 'conflict', remedy: '请联系巡察办核对。' });

/** Another account is replaced by the office alone: who knows a password for an hour must not take over a person's messages. */
const hasAnother = (name: string): Refusal =>
  new Refusal('platform-account-kept', `您名下登记的是另一个${name}账号，没有绑定。`, {
    kind: 'conflict',
    remedy: `如果您换了${name}账号，请联系巡察办改正。`,
  });

async function linked({ channels }: Services, store: Store, personId: string, kind: AppKind, userId: string): Promise<Person> {
  const roster = await rosterNow(store);
  const before = roster.person(personId);
  if (before === null || !before.active) throw voidTicket();
  const { name } = channels[kind];
  const holder = personBy(kind, userId, roster);
  if (holder !== null && holder.id !== personId) throw taken(name);
  if (holder === null && userIdOf(kind, before) !== null) throw hasAnother(name);
  return changedPerson(before, { [accountField(kind)]: userId });
}

/** The same `requestId` again changes nothing. Refusals: `ticket-void`, `platform-account-taken`, `platform-account-kept`. */
export async function linkAccount(services: Services, viewer: Viewer, { requestId, ticket }: LinkAccount): Promise<AccountLinked> {
  const ticketHash = services.secrets.hashToken(ticket);
  const { id } = viewer.person;
  const kind = await once(services, requestOf(viewer, requestId, { linkAccount: ticketHash }), '已绑定。', async (store) => {
    const taken = await store.handshakes.take(ticketHash);
    if (taken?.about.is !== 'stranger') throw voidTicket();
    await store.people.savePeople([await linked(services, store, id, taken.kind, taken.about.userId)]);
    await store.apps.clearUnreached(taken.kind, id);
    const data = { [accountField(taken.kind)]: taken.about.userId };
    await store.events.insert([eventOf(services, id, 'accountLinked', { kind: 'person', id }, data)]);
    return taken.kind;
  });
  services.log.info('account linked', { app: kind, person: id });
  services.kick();
  return { words: `已绑定。以后在${services.channels[kind as AppKind].name}里打开，不用再输密码。` };
}
