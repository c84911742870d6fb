/** The office renames a unit, moves it below another, or adds one. All faults at once. */
import type { UnitChange, UnitLine } from '../../core/contract/person.js';
import { demand, mayEditPeople } from '../../core/people/may-do.js';
import type { Unit, Viewer } from '../../core/people/model.js';
import { changedUnit, unitFaults } from '../../core/people/unit-change.js';
import { faulty, Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import { once } from './once.js';
import { rosterNow } from './person-detail.js';
import { requestOf } from './request.js';

const missing = (): Refusal => new Refusal('unit-not-found', '没有找到这个单位。', { kind: 'not-found', remedy: '请刷新人员列表。' });

async function save(services: Services, store: Store, viewer: Viewer, id: string | null, change: UnitChange): Promise<string> {
  const roster = await rosterNow(store);
  const before: Unit | null = id === null ? { id: services.newId(), name: '', parentId: null } : roster.unit(id);
  if (before === null) throw missing();
  const after = changedUnit(before, change);
  const faults = unitFaults(after, roster);
  if (faults.length > 0) throw faulty('unit-faults', faults, '请改正后再保存。');
  await store.people.saveUnits([after]);
  const { requestId: _requestId, ...data } = change;
  const subject = { kind: 'unit', id: after.id } as const;
  await store.events.insert([eventOf(services, viewer.person.id, id === null ? 'added' : 'changed', subject, data)]);
  return after.id;
}

/** `id` null adds. The same `requestId` again changes nothing. Refusals: `not-allowed`, `unit-not-found`, `unit-faults`. */
export async function saveUnit(services: Services, viewer: Viewer, id: string | null, change: UnitChange): Promise<UnitLine> {
  demand(mayEditPeople(viewer), '修改单位');
  const { requestId, ...content } = change;
  const request = requestOf(viewer, requestId, { saveUnit: id, ...content });
  const saved = await once(services, request, '已保存。', (store) => save(services, store, viewer, id, change));
  const unit = (await services.store.people.units()).find((one) => one.id === saved);
  if (unit === undefined) throw missing();
  return { id: unit.id, name: unit.name, parentId: unit.parentId };
}
