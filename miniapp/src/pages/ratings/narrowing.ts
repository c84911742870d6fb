/** What the ratings are narrowed by, as an address carries it. Needs no Taro. */
import type { RatingExportQuery } from '../../../../core/contract/satisfaction.js';
import { type Params, queryIn } from '../../paths.js';

type Name = keyof RatingExportQuery;
export type Narrowing = Readonly<Partial<Record<Name, string>>>;

/** As a record, so that none can be forgotten. */
const NAMES: Readonly<Record<Name, true>> = { month: true, windowId: true, staffId: true, service: true, level: true, bad: true };

/** What an address of this page asks for. What the service does not know it refuses in words. */
export const narrowingIn = (params: Params): Narrowing => queryIn(params, Object.keys(NAMES) as readonly Name[]);

/** Bad ones alone, or no longer. */
export const badTurned = ({ bad, ...rest }: Narrowing): Narrowing => (bad === undefined ? { ...rest, bad: '1' } : rest);
