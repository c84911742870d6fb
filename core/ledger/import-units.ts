/** The units a ledger names: known ones of the base, or new ones below the inspected unit. */
import type { Unit } from '../people/model.js';
import type { ImportBase } from './import-base.js';
import type { Matched } from './import-match.js';
import type { LedgerDraft } from './sheet/draft.js';

export interface UnitsRead {
  /** 被巡察单位; null where the ledger names none. */
  readonly root: Unit | null;
  /** Every responsible unit by its name in the ledger, in order. */
  readonly byName: ReadonlyMap<string, Unit>;
  readonly added: readonly Unit[];
  /** Names that stand elsewhere in the base under another unit, and are taken for different ones. */
  readonly doubtful: readonly string[];
}

export function readUnits(draft: LedgerDraft, matched: Matched, base: ImportBase, newId: () => string): UnitsRead {
  const added: Unit[] = [];
  const doubtful: string[] = [];
  const add = (name: string, parentId: string | null): Unit => {
    const unit = { id: newId(), name, parentId };
    added.push(unit);
    return unit;
  };
  const rootName = draft.inspectedUnit;
  const root = rootName === null ? null : (rootIn(base, rootName) ?? add(rootName, null));
  const already = unitsOfTasks(matched, base);
  const byName = new Map<string, Unit>();
  for (const name of new Set(draft.tasks.flatMap(({ units }) => units))) {
    if (root !== null && name === root.name) {
      byName.set(name, root);
      continue;
    }
    const known =
      already.get(name) ??
      base.units.find((unit) => unit.name === name && (root === null ? unit.parentId === null : isBelow(unit, root, base.units)));
    if (known === undefined && base.units.some((unit) => unit.name === name)) doubtful.push(name);
    byName.set(name, known ?? add(name, root?.id ?? null));
  }
  return { root, byName, added, doubtful };
}

function rootIn(base: ImportBase, name: string): Unit | undefined {
  const named = base.units.filter((unit) => unit.name === name);
  return (
    named.find(({ id }) => id === base.round?.inspectedUnitId) ??
    named.find(({ parentId }) => parentId === null) ??
    (named.length === 1 ? named[0] : undefined)
  );
}

/** What the same rows were given at an earlier import, wherever the office has moved those units since. */
function unitsOfTasks(matched: Matched, base: ImportBase): ReadonlyMap<string, Unit> {
  const byId = new Map(base.units.map((unit) => [unit.id, unit]));
  const found = new Map<string, Unit>();
  for (const [draft, task] of matched.tasks) {
    for (const id of [task.unitId, ...task.coUnitIds]) {
      const unit = byId.get(id);
      if (unit !== undefined && draft.units.includes(unit.name)) found.set(unit.name, unit);
    }
  }
  return found;
}

function isBelow(unit: Unit, root: Unit, units: readonly Unit[]): boolean {
  const seen = new Set<string>();
  for (let at: Unit | undefined = unit; at !== undefined && !seen.has(at.id); at = units.find(({ id }) => id === at?.parentId)) {
    if (at.parentId === root.id) return true;
    seen.add(at.id);
  }
  return false;
}
