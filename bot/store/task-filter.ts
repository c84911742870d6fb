/** A scope and a filter compiled into one MongoDB filter. What a person may see is decided in core, not here. */
import type { QueryFilter } from 'mongoose';
import { placesOfLight } from '../../core/insight/reckoning.js';
import { IN_REVIEW, OPEN } from '../../core/ledger/status.js';
import { OPEN_BEFORE, placesOf } from '../../core/ledger/urgency.js';
import { spanOfMonth } from '../../core/time/day.js';
import type { NamedTasks, Stander, TaskFilter, TaskScope } from '../services.js';
import { asSearched, type KeptTask } from './task-models.js';

/** Instants of a month in UTC+8. */
function inMonth(month: string): { readonly $gte: Date; readonly $lt: Date } {
  const { from, until } = spanOfMonth(month);
  return { $gte: from, $lt: until };
}

export type TaskQuery = QueryFilter<KeptTask>;

/** What a search word was found to name, looked up before the tasks are asked. */
export interface Named {
  /** The findings of the category asked for; null: none is. */
  readonly ofCategory: readonly string[] | null;
  /** The sensitive findings, where those are left out. */
  readonly sensitive: readonly string[];
  readonly unitIds: readonly string[];
  readonly personIds: readonly string[];
  readonly findingIds: readonly string[];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** The search word as it is compared; null where there is nothing to search for. */
export function wordOf(filter: TaskFilter): string | null {
  const word = asSearched(filter.q ?? '').trim();
  return word === '' ? null : word;
}

/** `T31`, `t 31` and `31` name a task by number. */
function numberIn(word: string): number | null {
  const digits = /^t?\s*(\d{1,9})$/.exec(word)?.[1];
  return digits === undefined ? null : Number(digits);
}

function scopeQuery(scope: TaskScope): TaskQuery[] {
  const seen: TaskQuery[] = [
    ...(scope.unitIds.length > 0 ? [{ unitIds: { $in: [...scope.unitIds] } }] : []),
    ...(scope.personId === null ? [] : [{ seenBy: scope.personId }]),
  ];
  return [
    ...(scope.beforeStart ? [] : [{ supervisedFrom: { $ne: null } }]),
    // An empty $or is an error of the database; a scope that covers nothing finds nothing.
    ...(scope.everything ? [] : [seen.length > 0 ? { $or: seen } : { _id: { $in: [] } }]),
  ];
}

function wordQuery(word: string, named: Named): TaskQuery {
  const number = numberIn(word);
  return {
    $or: [
      { words: { $regex: escaped(word) } },
      ...(number === null ? [] : [{ number }]),
      { findingId: { $in: [...named.findingIds] } },
      { unitIds: { $in: [...named.unitIds] } },
      { ownerId: { $in: [...named.personIds] } },
      { coOwnerIds: { $in: [...named.personIds] } },
    ],
  };
}

/** By the places, which an index has in their order, and by the status itself. */
const openQuery = (from: string, before: string): TaskQuery => ({ order: { $gte: from, $lt: before }, status: { $in: [...OPEN] } });

function dueQuery({ from, until }: NonNullable<TaskFilter['due']>): TaskQuery {
  return openQuery(...placesOf(from ?? null, until));
}

/** What is led by a unit, or owned by a person, is found along the indexes of `unitIds` and `seenBy`. */
function namedQuery({ unitIds, personIds }: NamedTasks): TaskQuery {
  const led = { unitIds: { $in: [...unitIds] }, unitId: { $in: [...unitIds] } };
  return { $or: [led, { seenBy: { $in: [...personIds] }, ownerId: { $in: [...personIds] } }] };
}

const standsOn = ({ personId }: Stander): TaskQuery[] => [{ ownerId: personId }, { coOwnerIds: personId }, { leaderId: personId }];

function mineQuery(stander: Stander): TaskQuery {
  const { personId, liaisonOf } = stander;
  const reported = { unitIds: { $in: [...liaisonOf] }, unitId: { $in: [...liaisonOf] } };
  return { $or: [{ seenBy: personId, $or: standsOn(stander) }, ...(liaisonOf.length === 0 ? [] : [reported])] };
}

const notMineQuery = (stander: Stander): TaskQuery => ({ $nor: [...standsOn(stander), { unitId: { $in: [...stander.liaisonOf] } }] });

const UNDECIDED: TaskQuery = {
  $or: [
    { status: { $in: [...IN_REVIEW] } },
    { 'extension.askedAt': { $type: 'date' } },
    // The first of the two is for the index.
    {
      status: { $in: [...OPEN] },
      'milestones.reachedAt': { $type: 'date' },
      milestones: { $elemMatch: { reachedAt: { $type: 'date' }, acceptedAt: null } },
    },
  ],
};

/** What a conversation and 我的任务 ask for. */
const talkParts = (filter: TaskFilter): readonly TaskQuery[] => [
  ...(filter.ids === undefined ? [] : [{ _id: { $in: [...filter.ids] } }]),
  ...(filter.numbers === undefined ? [] : [{ number: { $in: [...filter.numbers] } }]),
  ...(filter.open === undefined ? [] : [openQuery('', OPEN_BEFORE)]),
  ...(filter.due === undefined ? [] : [dueQuery(filter.due)]),
  ...(filter.lightNot === undefined ? [] : [{ 'reckoned.light': { $ne: filter.lightNot } }]),
  ...(filter.named === undefined ? [] : [namedQuery(filter.named)]),
  ...(filter.mine === undefined ? [] : [mineQuery(filter.mine)]),
  ...(filter.notMine === undefined ? [] : [notMineQuery(filter.notMine)]),
  ...(filter.undecided === undefined ? [] : [UNDECIDED]),
  ...(filter.clockRuns === undefined ? [] : [{ clockFrom: { $type: 'date' as const } }]),
];

export function taskQuery(scope: TaskScope, filter: TaskFilter, named: Named | null): TaskQuery {
  const parts = [...scopeQuery(scope), ...filterParts(filter, named)];
  return parts.length === 0 ? {} : { $and: parts };
}

/** Its places, along an index, and the light itself. */
function lightQuery(light: NonNullable<TaskFilter['light']>): TaskQuery {
  const [from, before] = placesOfLight(light);
  return { 'reckoned.place': { $gte: from, $lt: before }, 'reckoned.light': light };
}

/** What a filter asks for, each part a condition of its own. */
export function filterParts(filter: TaskFilter, named: Named | null): readonly TaskQuery[] {
  const word = wordOf(filter);
  return [
    ...(filter.status === undefined ? [] : [{ status: filter.status }]),
    ...(filter.unitId === undefined ? [] : [{ unitIds: filter.unitId }]),
    ...(filter.roundId === undefined ? [] : [{ roundId: filter.roundId }]),
    ...(filter.ledBy === undefined ? [] : [{ unitId: { $in: [...filter.ledBy] } }]),
    ...(filter.leaderId === undefined ? [] : [{ leaderId: filter.leaderId }]),
    ...(filter.findingId === undefined ? [] : [{ findingId: filter.findingId }]),
    ...(filter.light === undefined ? [] : [lightQuery(filter.light)]),
    ...(filter.pick === undefined ? [] : [{ 'reckoned.picks': filter.pick }]),
    ...(filter.ticketMonth === undefined ? [] : [{ 'ticket.openedAt': inMonth(filter.ticketMonth) }]),
    ...(filter.unconfirmed === undefined ? [] : [{ 'reckoned.unconfirmed': true }]),
    ...(named === null || named.sensitive.length === 0 ? [] : [{ findingId: { $nin: [...named.sensitive] } }]),
    ...(named?.ofCategory == null ? [] : [{ findingId: { $in: [...named.ofCategory] } }]),
    ...(word === null || named === null ? [] : [wordQuery(word, named)]),
    ...talkParts(filter),
  ];
}
