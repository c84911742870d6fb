/** Fills in the type Services from what has been opened. `main.ts` and the tests' world both come through here. */
import { randomBytes } from 'node:crypto';
import { HOLIDAYS } from '../core/time/holidays.js';
import { calendarOf, type HolidayYear } from '../core/time/calendar.js';
import { completePolicy } from '../core/notice/complete-policy.js';
import { DEFAULT_POLICY } from '../core/notice/default-policy.js';
import { bookOf, type PolicyBook } from '../core/notice/policy-book.js';
import { demandPolicy } from '../core/notice/policy-faults.js';
import { rosterOf, type Roster } from '../core/people/roster.js';
import { openChannels } from './channels/open-channels.js';
import { compose } from './chat/compose.js';
import { reports } from './documents/reports.js';
import { codes } from './documents/codes.js';
import { workbooks } from './documents/workbooks.js';
import { openImages } from './evidence/images.js';
import { fairTurns } from './fair-turns.js';
import { openSignedPaths } from './signed-paths.js';
import { openPasswords } from './passwords.js';
import type { Blobs, Clock, Log, Secrets, Services, Settings, Store } from './services.js';

/** Ratings in one process: few at once, so that each is quick; of one network one after the other, and no queue of a flood's length, from however many. */
const RATING_TURNS = { atOnce: 4, ofOne: 1, waiting: 2, lanes: 500 };

export interface Opened {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly allowedRobotHosts: readonly string[];
  readonly log: Log;
  kick(): void;
  kickSweep(): void;
  kickTickets(): void;
}

/** 24 characters of 0-9a-f: machine milliseconds, then chance. Sorts by time of making. */
const newId = (): string => Date.now().toString(16).padStart(12, '0') + randomBytes(6).toString('hex');

/** The roster is read anew only when somebody was changed, by whatever process. */
function rosterFrom(store: Store): () => Promise<Roster> {
  let kept: { readonly version: number; readonly roster: Roster } | null = null;
  return async () => {
    const version = await store.people.version();
    if (kept?.version !== version)
      kept = { version, roster: rosterOf(...(await Promise.all([store.people.people(), store.people.units(), store.people.posts()]))) };
    return kept.roster;
  };
}

/**
 * The last saved version; before the first, version 0: a policy written into the settings, or the one of a new base. A broken
 * one is refused before anything is reckoned by it.
 */
async function bookIn(store: Store): Promise<PolicyBook> {
  const saved = await store.policies.latest();
  if (saved !== null) return { ...saved.book, base: demandPolicy(saved.book.base) };
  const stored = await store.settings.get<unknown>('policy');
  return bookOf(stored === null ? DEFAULT_POLICY : demandPolicy(completePolicy(stored)));
}

export function assembleServices({ store, blobs, clock, settings, secrets, allowedRobotHosts, log, kick, kickSweep, kickTickets }: Opened): Services {
  return {
    clock,
    settings,
    store,
    blobs,
    secrets,
    log,
    kick,
    kickSweep,
    kickTickets,
    newId,
    images: openImages(),
    workbooks,
    reports,
    codes,
    passwords: openPasswords(),
    calendar: async () => calendarOf([...HOLIDAYS, ...((await store.settings.get<HolidayYear[]>('calendar')) ?? [])]),
    policy: async () => (await bookIn(store)).base,
    policyBook: () => bookIn(store),
    roster: rosterFrom(store),
    compose,
    ratingTurns: fairTurns(RATING_TURNS),
    ...openSignedPaths(secrets),
    channels: openChannels({
      previews: store.previews,
      tokens: store.tokens,
      budgets: store.budgets,
      detours: store.detours,
      secrets,
      allowedRobotHosts,
    }),
  };
}
