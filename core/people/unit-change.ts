/** What a change makes of a unit and what is wrong with it: the tree stays a tree, sisters have different names. */
import type { Fault } from '../refusal.js';
import { cleanName } from './contact.js';
import type { Unit } from './model.js';
import type { Roster } from './roster.js';

/** Absent fields stay as they are; `parentId` null makes it an inspected unit of its own. */
export interface UnitFields {
  readonly name?: string | undefined;
  readonly parentId?: string | null | undefined;
}

export const changedUnit = (before: Unit, { name, parentId }: UnitFields): Unit => ({
  ...before,
  ...(name === undefined ? {} : { name: cleanName(name) }),
  ...(parentId === undefined ? {} : { parentId }),
});

export function unitFaults(after: Unit, roster: Roster): readonly Fault[] {
  const isBelowItself = after.parentId !== null && roster.below(after.id).includes(after.parentId);
  const twin = roster.units.find((unit) => unit.id !== after.id && unit.parentId === after.parentId && unit.name === after.name);
  return [
    ...(after.name === '' ? [{ place: '单位名称', message: '没有填写。' }] : []),
    ...(after.parentId !== null && roster.unit(after.parentId) === null && after.parentId !== after.id
      ? [{ place: '上级单位', message: '已不存在，请重新选择。' }]
      : []),
    ...(isBelowItself ? [{ place: '上级单位', message: '不能是它自己或它的下级单位。' }] : []),
    ...(twin === undefined ? [] : [{ place: '单位名称', message: `同一上级下已有“${twin.name}”。` }]),
  ];
}
