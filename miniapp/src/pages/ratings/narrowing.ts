/** What the ratings are narrowed by, as an address carries it. Needs no Taro. */
import type { RatingExportQuery } from '../../../../core/contract/satisfaction.js';
import { decoded } from '../../paths.js';

export type Narrowing = Readonly<Partial<Record<keyof RatingExportQuery, string>>>;

const NAMES: Readonly<Record<keyof RatingExportQuery, true>> = { month: true, windowId: true, staffId: true, service: true, level: true, bad: true };

/** What an address of this page asks for. What the service does not know it refuses in words. */
export const narrowingIn = (params: Readonly<Record<string, string | undefined>>): Narrowing =>
  Object.fromEntries(Object.keys(NAMES).flatMap((name) => (params[name] === undefined ? [] : [[name, decoded(params[name])]])));

/** Bad ones alone, or no longer. */
export const badTurned = ({ bad, ...rest }: Narrowing): Narrowing => (bad === undefined ? { ...rest, bad: '1' } : rest);
