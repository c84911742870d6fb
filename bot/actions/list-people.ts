/** Units, persons and posts for the office, with what is still missing. */
import type { PeopleList } from '../../core/contract/person.js';
import { gapsOf } from '../../core/people/gaps.js';
import { demand, mayEditPeople } from '../../core/people/may-do.js';
import type { Person, Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';
import { signInCheck } from './may-sign-in.js';
import { codeWarning } from './one-time-code.js';
import { loadsOf, NO_LOAD, personDetail, rosterNow } from './person-detail.js';

const zh = new Intl.Collator('zh-Hans-CN');

/** Those in service first, then by name as Chinese lists are sorted. */
const inOrder = (a: Person, b: Person): number => Number(b.active) - Number(a.active) || zh.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);

/** For the office only: telephone numbers are whole here. */
export async function listPeople(services: Services, viewer: Viewer): Promise<PeopleList> {
  demand(mayEditPeople(viewer), '查看全部人员');
  const roster = await rosterNow(services.store);
  const open = await services.store.tasks.hands();
  const loads = loadsOf(open);
  const canSignIn = await signInCheck(services);
  return {
    people: [...roster.people].sort(inOrder).map((person) => personDetail(person, roster, loads.get(person.id) ?? NO_LOAD, canSignIn(person))),
    units: roster.units.map(({ id, name, parentId }) => ({ id, name, parentId })),
    gaps: [...gapsOf(open, roster, canSignIn)],
    codeWarning: codeWarning(services.settings.publicUrl),
  };
}
