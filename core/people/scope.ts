/** Who may see what, decided once: the filter that every list and read of tasks goes through. */
import type { PostKind, Viewer } from './model.js';

/** What a person may see of tasks, as plain data. */
export interface TaskScope {
  readonly everything: boolean;
  /** Tasks whose leading or co-responsible unit is one of these. */
  readonly unitIds: readonly string[];
  /** Tasks this person owns, co-owns or leads, or submitted, and tickets of ratings of theirs. */
  readonly personId: string | null;
  /** Before 开始督办 only the office sees a task. */
  readonly beforeStart: boolean;
}

/** Posts that open the tasks of their units; held for everything they open everything. Experts see only what they assess (A14). */
const SEEING: readonly PostKind[] = [
  'liaison',
  'leader',
  'principal',
  'office',
  'functionalDepartment',
  'party',
  'discipline',
  'leadingGroup',
  'auditor',
];

/** A liaison or leader sees a unit, never the whole base, even where the post was entered without a unit. */
const WHOLE: readonly PostKind[] = ['office', 'functionalDepartment', 'discipline', 'leadingGroup', 'auditor'];

export function scopeOf(viewer: Viewer): TaskScope {
  const everything = viewer.posts.some((post) => post.unitId === null && WHOLE.includes(post.kind));
  return {
    everything,
    unitIds: [...new Set(SEEING.flatMap((kind) => viewer.unitsBelow[kind] ?? []))],
    personId: viewer.person.id,
    beforeStart: viewer.posts.some((post) => post.kind === 'office' && post.unitId === null),
  };
}

/** The scope of the system itself: sweeps, reports, the janitor. */
export const WHOLE_BASE: TaskScope = { everything: true, unitIds: [], personId: null, beforeStart: true };
