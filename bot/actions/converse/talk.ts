/** One turn of a conversation: who speaks, where, and what may be told there. */
import type { GroupId } from '../../../core/notice/model.js';
import type { Known } from '../../../core/chat/intent.js';
import { ownersOf, type Roster } from '../../../core/people/roster.js';
import type { Viewer } from '../../../core/people/model.js';
import { scopeOf, type TaskScope } from '../../../core/people/scope.js';
import { isOpen } from '../../../core/ledger/status.js';
import type { Services, TaskRow } from '../../services.js';
import { type Desk, deskOf } from '../task-card.js';

/**
 * `room` names the conversation, the same each time, e.g. `preview:person:<id>`. `group`: what a group chat stands for; null where
 * nobody has said so yet, and then it is told nothing.
 */
export type Where =
  | { readonly kind: 'person'; readonly room: string }
  | { readonly kind: 'group'; readonly room: string; readonly group: GroupId | null };

export interface Talk {
  readonly services: Services;
  readonly viewer: Viewer;
  readonly where: Where;
  /** Of the message that is answered. */
  readonly messageId: string;
  readonly desk: Desk;
  /** Everything that may be told here: the person's own scope, in a group only what the group may see as well. */
  readonly rows: readonly TaskRow[];
}

/** The office's and the leading group's chats see all; a unit's chat what the unit and those below it lead. */
function groupScope(group: GroupId | null, roster: Roster): TaskScope {
  const everything = group === 'office' || group === 'leadingGroup';
  const unitIds = group?.startsWith('unit:') === true ? roster.below(group.slice('unit:'.length)) : [];
  return { everything, unitIds, personId: null, beforeStart: false };
}

async function rowsFor({ store }: Services, viewer: Viewer, where: Where, roster: Roster): Promise<readonly TaskRow[]> {
  if (where.kind === 'person') return store.tasks.all(scopeOf(viewer), {});
  const scope = groupScope(where.group, roster);
  const rows = await store.tasks.all(scope, {});
  // Where it only helps, another unit's group hears of it.
  return scope.everything ? rows : rows.filter(({ task }) => scope.unitIds.includes(task.unitId));
}

export async function talkOf(services: Services, viewer: Viewer, where: Where, messageId: string): Promise<Talk> {
  const desk = await deskOf(services, viewer);
  return { services, viewer, where, messageId, desk, rows: await rowsFor(services, viewer, where, desk.roster) };
}

/** Owned, led, or to be reported on as a liaison. */
export const isMine = (viewer: Viewer, { task }: TaskRow): boolean =>
  ownersOf(task).includes(viewer.person.id) || task.leaderId === viewer.person.id || (viewer.unitsBelow.liaison?.includes(task.unitId) ?? false);

const MOST_KNOWN = 300;

/** What words may mean: one's own open tasks first. A group must not be able to guess at what it is told by number only. */
export function knownIn({ rows, viewer, where }: Talk): readonly Known[] {
  const rank = (row: TaskRow): number => (isMine(viewer, row) ? 0 : 2) + (isOpen(row.task) ? 0 : 1);
  return rows
    .filter(({ finding }) => where.kind === 'person' || !finding.sensitive)
    .map((row) => ({ row, rank: rank(row) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_KNOWN)
    .map(({ row: { task } }) => ({ number: task.number, measure: task.measure }));
}

const unitName = ({ desk }: Talk, { task }: TaskRow): string | undefined => desk.roster.unit(task.unitId)?.name;
const ownerName = ({ desk }: Talk, { task }: TaskRow): string | undefined => desk.roster.person(task.ownerId)?.name;

/** Whom one may ask about by name: whose tasks may be told here, and in a group no person. */
export function namesIn(talk: Talk): readonly string[] {
  const names = talk.rows.flatMap((row) => [unitName(talk, row), talk.where.kind === 'group' ? undefined : ownerName(talk, row)]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Those of the unit or person that is named; null: all that may be told here. */
export const rowsOf = (named: string | null, talk: Talk): readonly TaskRow[] =>
  named === null ? talk.rows : talk.rows.filter((row) => unitName(talk, row) === named || ownerName(talk, row) === named);

/** Of whom these are, in words: what is only partly seen is never told as the whole. */
export function wordsFor(named: string, rows: readonly TaskRow[], { viewer, desk }: Talk): string {
  const isUnit = rows.some(({ task }) => desk.roster.unit(task.unitId)?.name === named);
  return isUnit && rows.every((row) => isMine(viewer, row)) ? `${named}里您能看到的` : named;
}
