/** Notices about the system itself, to the office: its persons and its group chat. Their words are kept in the notice. Pure. */
import type { Roster } from '../people/roster.js';
import { dayOf } from '../time/day.js';
import type { Moment } from './due-notices.js';
import type { NoticeDraft, Recipient } from './model.js';
import { noteKey } from './notice-key.js';
import { nextSpeakingTime } from './quiet-hours.js';

export interface Note {
  /** One sentence: what happened. */
  readonly title: string;
  /** A sentence each, zh-CN, in the order they are read. */
  readonly lines: readonly string[];
  /** Where its reader sees more or acts; null: there is nothing to do. */
  readonly opens: Opened | null;
}

const PAGES = ['task', 'operations', 'robots', 'connections', 'people', 'satisfaction'] as const;
export type NotePage = (typeof PAGES)[number];

/** `id`: the task, where it is one. */
export interface Opened {
  readonly page: NotePage;
  readonly id?: string;
}

export interface NoteToTell extends Note {
  /** What it is about, for good: the same again is told to nobody. `outage-2026-12-08`. */
  readonly about: string;
  /** Goes out at once, at night and on a day off too. */
  readonly urgent: boolean;
}

/** Its persons in service and its group chat. */
export const officeOf = (roster: Roster): readonly Recipient[] => [
  ...roster.people
    .filter(({ id, active }) => active && roster.postsOf(id).some(({ kind }) => kind === 'office'))
    .map(({ id }) => ({ kind: 'person', id }) as const),
  { kind: 'group', id: 'office' },
];

export const notesToOffice = (note: NoteToTell, moment: Moment): readonly NoticeDraft[] =>
  officeOf(moment.roster).map((recipient) => noteTo(recipient, note, moment));

/** To one reader, whoever it is. */
export function noteTo(recipient: Recipient, { about, title, lines, opens, urgent }: NoteToTell, { now, book, calendar }: Moment): NoticeDraft {
  return {
    key: noteKey(about, recipient),
    kind: 'note',
    recipient,
    taskId: null,
    deadlineNumber: 0,
    rung: 'note',
    posts: ['office'],
    vacant: null,
    notBefore: urgent ? now : nextSpeakingTime(book.base, calendar, now),
    unknown: 'again',
    urgent,
    facts: { title, lines, opens: opens?.page ?? null, opensId: opens?.id ?? null },
    day: dayOf(now),
  };
}

/** What such a notice says; null for every other notice. */
export function noteIn({ kind, facts }: NoticeDraft): Note | null {
  const { title, lines } = facts;
  if (kind !== 'note' || typeof title !== 'string') return null;
  return { title, lines: Array.isArray(lines) ? lines.map(String) : [], opens: openedIn(facts) };
}

/** Notes that were kept before they led anywhere name no page. */
function openedIn({ opens, opensId }: NoticeDraft['facts']): Opened | null {
  const page = PAGES.find((name) => name === opens);
  if (page === undefined) return null;
  return typeof opensId === 'string' ? { page, id: opensId } : { page };
}
