/** Notices → one message. Loads what the words need, as it is now, and leaves the words to pure functions. */
import { itemsOf } from '../../core/notice/digest.js';
import { type Moment, sweepReach } from '../../core/notice/due-notices.js';
import { groupCounts } from '../../core/notice/group-counts.js';
import type { GroupId, NoticeKind, Recipient } from '../../core/notice/model.js';
import { type Note, noteIn } from '../../core/notice/note.js';
import { mondayOf } from '../../core/notice/weekly.js';
import { WHOLE_BASE } from '../../core/people/scope.js';
import { dayOf } from '../../core/time/day.js';
import { momentOf } from '../actions/sweep.js';
import { fileOfWeek, keptWeek } from '../actions/week-reports.js';
import type { Compose, MessageWords, OutboxNotice, Services, TaskRow, WeekPart } from '../services.js';
import { type Around, isSome } from './around.js';
import { emergencyMessage } from './emergency-message.js';
import { groupMessage } from './group-message.js';
import { namingClocks, namingDigest } from './naming.js';
import { noteMessage } from './note-message.js';
import { personMessage } from './person-message.js';
import { type Told, weeklyDocument, weeklyMessage, weeklyPicture } from './weekly-message.js';

async function aroundOf(services: Services, { roster, book, calendar, now }: Moment): Promise<Around> {
  const rounds = new Map((await services.store.ledger.rounds()).map((round) => [round.id, round.name]));
  const { publicUrl } = services.settings;
  return { roster, book, calendar, today: dayOf(now), publicUrl, roundName: (id) => rounds.get(id) ?? null };
}

/** A unit's chat hears of what the unit and those below it lead. */
async function rowsOfGroup({ store }: Services, group: GroupId, { roster, book, calendar, now }: Moment): Promise<readonly TaskRow[]> {
  const rows: TaskRow[] = [];
  if (group.startsWith('unit:')) {
    for (const unitId of roster.below(group.slice('unit:'.length))) {
      for (const row of await store.tasks.all(WHOLE_BASE, { unitId })) if (row.task.unitId === unitId) rows.push(row);
    }
    return rows;
  }
  for await (const row of store.tasks.watched(sweepReach(book, calendar, dayOf(now)))) rows.push(row);
  return rows;
}

type Composed = Promise<MessageWords>;

async function groupWords(services: Services, group: GroupId, told: readonly OutboxNotice[], notes: readonly Note[], moment: Moment): Composed {
  const rows = await rowsOfGroup(services, group, moment);
  const counts = groupCounts(
    rows.map(({ task }) => task),
    moment,
  );
  const words = groupMessage(group, counts, isAgain(told), await aroundOf(services, moment), notes);
  return namingDigest(words, group, rows, moment);
}

async function personWords(services: Services, told: readonly OutboxNotice[], notes: readonly Note[], moment: Moment): Composed {
  const around = await aroundOf(services, moment);
  const rows = await services.store.tasks.many([...new Set(told.flatMap(({ taskId }) => taskId ?? []))]);
  const items = itemsOf(told, new Map(rows.map((row) => [row.task.id, row])), around.today, around.calendar);
  if (!isSome(items)) throw new Error('a message without anything to tell');
  return personMessage(items, around, notes);
}

/** The outbox hands out what is urgent alone, so nothing but notes can stand beside a clock. */
async function clockWords(services: Services, to: Recipient, clocks: readonly OutboxNotice[], notes: readonly Note[], moment: Moment): Composed {
  const rows = new Map(
    (await services.store.tasks.many([...new Set(clocks.flatMap(({ taskId }) => taskId ?? []))])).map((row) => [row.task.id, row]),
  );
  const told = clocks.flatMap((notice) => {
    const row = rows.get(notice.taskId ?? '');
    return row === undefined ? [] : [{ notice, ...row }];
  });
  const words = emergencyMessage(to, told, { roster: moment.roster, now: moment.now, publicUrl: services.settings.publicUrl }, notes);
  return to.kind === 'group' ? namingClocks(words, to.id, told, moment) : words;
}

async function toldWeek(services: Services, [first]: readonly OutboxNotice[], moment: Moment): Promise<Told> {
  const monday = mondayOf(first?.day ?? dayOf(moment.now));
  const kept = await keptWeek(services, monday, { ...moment, today: dayOf(moment.now) });
  const url = (part: WeekPart): string => `${services.settings.publicUrl}${services.weekUrl(monday, part)}`;
  return { ...kept, pictureUrl: url('picture'), documentUrl: url('report') };
}

/** It says more than the morning's digest: where both wait after an outage, it alone is told. */
async function weekWords(services: Services, told: readonly OutboxNotice[], notes: readonly Note[], moment: Moment): Composed {
  return weeklyMessage(await toldWeek(services, told, moment), isAgain(told), await aroundOf(services, moment), notes);
}

async function weekPicture(services: Services, told: readonly OutboxNotice[], moment: Moment): Composed {
  const week = await toldWeek(services, told, moment);
  return weeklyPicture(week, await services.reports.weekPicture(week.report, week.before), services.settings);
}

async function weekDocument(services: Services, told: readonly OutboxNotice[], moment: Moment): Composed {
  const week = await toldWeek(services, told, moment);
  const { fileName: name, bytes } = await fileOfWeek(services, week);
  return weeklyDocument(week, { name, bytes });
}

const isAgain = (notices: readonly OutboxNotice[]): boolean => notices.some(({ unknowns }) => unknowns > 0);

/** Notes that come alone are a message of their own; beside tasks they stand at its end, for a reader gets one message. */
export const compose: Compose = async (services, recipient, notices) => {
  const notes = notices.flatMap((notice) => noteIn(notice) ?? []);
  const told = notices.filter((notice) => noteIn(notice) === null);
  const [first, ...others] = notes;
  if (told.length === 0 && first !== undefined) return noteMessage([first, ...others], isAgain(notices), services.settings.publicUrl);
  const moment = await momentOf(services);
  const clocks = told.filter(({ kind }) => kind === 'emergency');
  if (clocks.length > 0) return clockWords(services, recipient, clocks, notes, moment);
  const of = (kind: NoticeKind): readonly OutboxNotice[] => told.filter((notice) => notice.kind === kind);
  const [words, pictures, documents] = [of('weekly'), of('weeklyPicture'), of('weeklyDocument')];
  if (words.length > 0) return weekWords(services, words, notes, moment);
  // Beside anything else they stand back: their addresses are in the words of the week.
  if (pictures.length > 0 && pictures.length + documents.length === told.length && notes.length === 0) return weekPicture(services, pictures, moment);
  if (documents.length === told.length && notes.length === 0) return weekDocument(services, documents, moment);
  return recipient.kind === 'group' ? groupWords(services, recipient.id, told, notes, moment) : personWords(services, told, notes, moment);
};
