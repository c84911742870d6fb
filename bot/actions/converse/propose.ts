/** From a wish to a question: which task or tasks are meant. Nothing is changed here. */
import type { Intent, Wish } from '../../../core/chat/intent.js';
import type { SentPhoto, TaskRow } from '../../services.js';
import { deedOf } from './deed.js';
import { MINUTES, refusalOf } from './question.js';
import { proposeFor, type Wished } from './propose-for.js';
import { findMeant, type Found, openOfOwn, whichReply } from './one-task.js';
import { bringPhotos, meantByPhoto } from './photos.js';
import { askForAll, MOST_OWN, possibleOfOwn, receiptReply } from './several.js';
import type { Reply } from './reply.js';
import type { Talk } from './talk.js';

type Report = Extract<Wish, { kind: 'progress' }>;

/** Said of nothing in particular, or outright of all. */
const isOfAll = ({ which }: Wish): boolean => which.numbers.length === 0 && which.unknown === null;
const ALL = /全部|都|所有|统统/;

export async function propose(wished: Wished, talk: Talk): Promise<Reply> {
  const { wish, heard } = wished;
  if (talk.where.kind === 'person' && isOfAll(wish)) {
    if (wish.kind === 'acknowledge') return receiptReply(heard, talk);
    const unsigned = wish.kind === 'sign' && ALL.test(heard) ? await possibleOfOwn('sign', talk) : [];
    if (unsigned.length > 0) return askForAll('sign', unsigned, heard, talk);
  }
  const found = await narrowed(await findMeant(wish.which, talk), wish, talk);
  if ('none' in found) return found.none;
  if ('several' in found) return askWhich(wished, found.several, talk);
  return proposeFor(found.row, wished, talk);
}

/** 签收 said of nothing in particular means the task last talked about where it can be said of that one, else one of one's own that it can. */
async function narrowed(found: Found, wish: Wish, talk: Talk): Promise<Found> {
  if ('none' in found || wish.which.numbers.length > 0) return found;
  const isPossible = async (row: TaskRow): Promise<boolean> => (await refusalOf(deedOf(wish, row, [], talk.desk).action, row, talk)) === null;
  if ('row' in found && (await isPossible(found.row))) return found;
  const possible: TaskRow[] = [];
  for (const row of (await openOfOwn(talk)).slice(0, MOST_OWN)) if (await isPossible(row)) possible.push(row);
  const [row, ...others] = possible;
  if (row === undefined) return found;
  return others.length === 0 ? { row } : { several: possible };
}

/** Photos alone: the figure stays, and whoever sent them says yes before they count. */
export const PHOTOS_ALONE: Report = { kind: 'progress', which: { numbers: [], unknown: null }, percent: null, text: '' };

/** What is said beside photos tells of them: whatever it could mean by itself, it is a report, and of the task that it names. */
export function besidePhotos(intent: Intent, heard: string): Report {
  if (intent.kind === 'progress') return intent;
  if (heard === '') return PHOTOS_ALONE;
  const which = 'which' in intent ? intent.which : PHOTOS_ALONE.which;
  return { ...PHOTOS_ALONE, which, text: intent.kind === 'task' ? '' : heard };
}

/** Photos that were sent to the bot: offered as evidence for the task that is named, or last talked about, or it is asked for which. */
export async function proposeSent(photos: readonly SentPhoto[], wish: Report, heard: string, talk: Talk): Promise<Reply> {
  const found = isOfAll(wish) ? await meantByPhoto(talk) : await findMeant(wish.which, talk);
  if ('none' in found) return found.none;
  const wished = { wish, heard };
  if ('several' in found) return askWhich({ ...wished, photos }, found.several, talk);
  return proposeFor(found.row, { ...wished, evidenceIds: await bringPhotos(talk, found.row, photos) }, talk);
}

async function askWhich({ wish, heard, photos }: Omit<Wished, 'evidenceIds'>, rows: readonly TaskRow[], talk: Talk): Promise<Reply> {
  const { services, viewer, where, messageId } = talk;
  const about = { kind: 'choice', wish, heard, ...(photos === undefined ? {} : { photos }) } as const;
  await services.store.conversations.ask(viewer.person.id, where.room, { id: messageId, about }, MINUTES);
  return whichReply(rows, talk, messageId);
}
