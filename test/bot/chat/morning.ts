/** What people read on a morning: tasks through the ladder and into messages, as sweep and delivery would, without a base. */
import type { Around } from '../../../bot/chat/around.js';
import { isSome } from '../../../bot/chat/around.js';
import { personMessage } from '../../../bot/chat/person-message.js';
import type { MessageWords, OutboxNotice } from '../../../bot/services.js';
import type { Finding, Task, TaskAction } from '../../../core/ledger/model.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { itemsOf } from '../../../core/notice/digest.js';
import { noticesOf } from '../../../core/notice/due-notices.js';
import { type ActToTell, noticesOfAct } from '../../../core/notice/act-notices.js';
import type { NoticeDraft } from '../../../core/notice/model.js';
import type { Note } from '../../../core/notice/note.js';
import type { Person, Post } from '../../../core/people/model.js';
import { rosterOf } from '../../../core/people/roster.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { type Day, dayOf, instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aFinding, CENTRE } from '../../support/make.js';

export const calendar = calendarOf(HOLIDAYS);
export const SECTION_LEADER: Post = { kind: 'leader', personId: 'chen', unitId: 'centre' };

export interface Setting {
  readonly day: Day;
  readonly time?: string;
  readonly posts?: readonly Post[];
  readonly finding?: Partial<Finding>;
  /** Earlier sends nobody knows the fate of. */
  readonly unknowns?: number;
  /** What the system has to tell the same reader. */
  readonly notes?: readonly Note[];
}

export const momentAt = ({ day, time = '08:40', posts = CENTRE.posts }: Setting) => ({
  now: instantAt(day, time),
  book: bookOf(DEFAULT_POLICY),
  calendar,
  roster: rosterOf(CENTRE.people, CENTRE.units, posts),
});

/** A house that lets groups name people, some of whom the platforms know. */
const NAMING = bookOf({ ...DEFAULT_POLICY, mentions: true });
const KNOWN_PEOPLE: readonly Person[] = CENTRE.people.map((person) =>
  person.id === 'he' ? { ...person, wecomUserId: 'HeJun', dingtalkUserId: '016422' } : person,
);
export const namingMoment = (setting: Setting) => ({
  ...momentAt(setting),
  book: NAMING,
  roster: rosterOf(KNOWN_PEOPLE, CENTRE.units, CENTRE.posts),
});

export function aroundAt(setting: Setting): Around {
  const { roster, book, now } = momentAt(setting);
  return { roster, book, calendar, today: dayOf(now), publicUrl: 'https://duban.test', roundName: () => '某市政务服务中心巡察反馈问题整改' };
}

/** One message for this person out of these notices; null where they get none. */
export function messageOf(personId: string, tasks: readonly Task[], drafts: readonly NoticeDraft[], setting: Setting): MessageWords | null {
  const own = drafts
    .filter(({ recipient }) => recipient.kind === 'person' && recipient.id === personId)
    .map((draft): OutboxNotice => ({ ...draft, lane: `preview:person:${personId}`, state: 'waiting', unknowns: setting.unknowns ?? 0 }));
  const facts = new Map(tasks.map((task) => [task.id, { task, finding: aFinding(setting.finding) }]));
  const told = itemsOf(own, facts, setting.day, calendar);
  return isSome(told) ? personMessage(told, aroundAt(setting), setting.notes) : null;
}

/** What this person reads in the morning if nothing had been told before. */
export const morningOf = (personId: string, tasks: readonly Task[], setting: Setting): MessageWords | null =>
  messageOf(
    personId,
    tasks,
    tasks.flatMap((task) => noticesOf(task, momentAt(setting))),
    setting,
  );

interface Act {
  readonly before: Task;
  readonly after: Task;
  readonly action: TaskAction;
  readonly by: string;
  readonly cameBack?: ActToTell['cameBack'];
}

/** What this person reads after an act of another. */
export function afterAct(personId: string, act: Act, setting: Setting): MessageWords | null {
  const moment = momentAt(setting);
  const actor = moment.roster.person(act.by);
  if (actor === null) throw new Error(`nobody is called ${act.by}`);
  return messageOf(
    personId,
    [act.after],
    noticesOfAct({ before: act.before, after: act.after, action: act.action, actor, cameBack: act.cameBack ?? null, ...moment }),
    setting,
  );
}
