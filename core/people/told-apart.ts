/** A name as it is read beside others: two people of one name are told apart by their unit. Pure. */
import type { Person } from './model.js';
import type { Roster } from './roster.js';

/** `贺强`, or `贺强（高校基建处）` where another active person has the name; where no unit is known, by how the phone number ends. */
export function toldApart(person: Person, roster: Roster): string {
  const isShared = roster.people.some(({ id, name, active }) => active && name === person.name && id !== person.id);
  if (!isShared) return person.name;
  const unit = roster.unit(person.unitId)?.name;
  if (unit !== undefined) return `${person.name}（${unit}）`;
  return person.phone === null ? person.name : `${person.name}（尾号 ${person.phone.slice(-4)}）`;
}
