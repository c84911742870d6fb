/** Who left or joined a platform's directory, as the platform itself told: kept for the office, and told where work is left behind. */
import { isOpen } from '../../core/ledger/status.js';
import { LEFT_REMEDY, leftNote } from '../../core/notice/system-notes.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { AppKind, Incoming, Services } from '../services.js';
import { eventOf } from './event-of.js';
import { personBy, userIdOf } from './lanes.js';
import { tellOffice } from './tell-office.js';

type Change = Extract<Incoming['what'], { kind: 'directory' }>;

async function leave(services: Services, kind: AppKind, userId: string): Promise<void> {
  const { store, clock, channels } = services;
  const person = personBy(kind, userId, await services.roster());
  if (person === null || !person.active) return;
  const { name } = channels[kind];
  // By the account as it is written here, so that the mark is this person's.
  const account = userIdOf(kind, person) ?? userId;
  await store.apps.markUnreached({ kind, personId: person.id, userId: account, words: `已离开${name}通讯录。${LEFT_REMEDY}` });
  await store.events.insert([eventOf(services, null, 'leftDirectory', { kind: 'person', id: person.id }, { app: kind })]);
  const open = (await store.tasks.ofPerson(person.id)).filter(({ task }) => isOpen(task)).length;
  if (open > 0) await tellOffice(services, leftNote(person, kind, name, open, dayOf(clock.now())));
}

async function join(services: Services, kind: AppKind, userId: string): Promise<void> {
  const person = personBy(kind, userId, await services.roster());
  if (person !== null) await services.store.apps.clearUnreached(kind, person.id);
  await services.store.detours.clear(kind, userId);
}

/** The same again changes nothing. */
export async function noteDirectoryChange(services: Services, kind: AppKind, { change, userIds }: Change): Promise<void> {
  const at = services.clock.now();
  for (const userId of userIds) {
    await services.store.directories.noteChange({ kind, userId, change, at });
    await (change === 'left' ? leave : join)(services, kind, userId);
  }
  services.log.info('directory changed', { app: kind, change, members: userIds.length });
}

/** For 接入: who of ours left and is still in service, and how many joined whom nobody has registered. */
export async function changeWords(services: Services, kind: AppKind): Promise<string[]> {
  const { store, clock, channels } = services;
  const [changes, roster] = [await store.directories.changes(kind), await services.roster()];
  const { name } = channels[kind];
  const today = dayOf(clock.now());
  const left = changes.flatMap(({ change, userId, at }) => {
    const person = change === 'left' ? personBy(kind, userId, roster) : null;
    return person?.active === true ? [`${person.name} ${instantWords(at, today)} 离开了${name}通讯录。${LEFT_REMEDY}`] : [];
  });
  const joined = changes.filter(({ change, userId }) => change === 'joined' && personBy(kind, userId, roster) === null);
  const [first] = joined;
  const since =
    first === undefined
      ? []
      : [`${instantWords(first.at, today)} 以来有 ${joined.length} 人加入${name}通讯录，还没有登记账号。请点“按姓名匹配账号”重新读取。`];
  return [...left, ...since];
}
