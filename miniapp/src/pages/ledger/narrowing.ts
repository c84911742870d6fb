/** What the ledger is narrowed by, as an address carries it. Needs no Taro. */
import type { TaskExportQuery } from '../../../../core/contract/task.js';
import { type Params, queryIn } from '../../paths.js';

export type Filter = TaskExportQuery;

/** Where each stands on the page: in a control of its own, or `said` in words beside a button that takes it off. */
const SHOWN: Readonly<Record<keyof Filter, 'own' | 'said'>> = {
  ...{ q: 'own', light: 'own', unitId: 'own', roundId: 'own', unconfirmed: 'own' },
  ...{ under: 'said', alone: 'said', category: 'said', findingId: 'said', leaderId: 'said', pick: 'said', status: 'said', ticketMonth: 'said' },
};
const NAMES = Object.keys(SHOWN) as readonly (keyof Filter)[];

/** What an address of this page asks for. What the service does not know it refuses in words. */
export const filterIn = (params: Params): Filter => queryIn(params, NAMES) as Filter;

/** The same without what is only said. */
export const unnarrowed = (filter: Filter): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => SHOWN[name as keyof Filter] === 'own')) as Filter;

/** A search or a filter that somebody set. */
export const isNarrowed = (filter: Filter): boolean => Object.values(filter).some((value) => value !== undefined && value !== '');
