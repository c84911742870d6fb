/** For whoever judges a task: which of its photos were used before, side by side with the earlier one, and what each tells of itself. */
import type { Taken, Twin as TwinShown, Twins } from '../../core/contract/twin.js';
import { isReport } from '../../core/ledger/came-back.js';
import { demand, mayReadOriginals } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import { type Day, dayOf, dayWords } from '../../core/time/day.js';
import { captureDoubts, captureWords } from '../../core/trust/capture.js';
import type { Services, StoredUpload, TaskRow } from '../services.js';
import { evidenceLinks } from './evidence-links.js';
import { twinsOf } from './find-twins.js';
import { beforeIdsOf, evidenceIdsOf, findTask } from './read-task.js';
import { type Desk, deskOf } from './task-card.js';

function picturesOf(services: Services, upload: StoredUpload): TwinShown['theirs'] {
  const { thumbUrl, viewUrl } = evidenceLinks(services, upload);
  return thumbUrl === null ? null : { thumbUrl, viewUrl };
}

/** Where the earlier one stands; of a task the viewer may not see only that there is one. */
function wordsOf(own: TaskRow, theirs: TaskRow | null, earlier: StoredUpload, { roster, today }: Desk): string {
  const day = dayWords(dayOf(earlier.at), today);
  if (theirs === null) return `与 ${day}另一单位上传的照片几乎一样，请联系巡察办核对。`;
  const by = roster.person(earlier.personId)?.name ?? '';
  if (theirs.task.id === own.task.id) return `与本任务 ${day}${by}上传的照片几乎一样。`;
  const unit = roster.unit(theirs.task.unitId)?.name ?? '';
  return `与 T${theirs.task.number}（${unit}）${day}${by}上传的照片几乎一样。`;
}

/** So many are looked up for one that the viewer may see. */
const LOOKED_UP = 5;

/** The most alike one in a task that the viewer may see, else the most alike one; null: none was reported. */
async function nearestOf({ store }: Services, viewer: Viewer, reported: readonly StoredUpload[]) {
  for (const earlier of reported.slice(0, LOOKED_UP)) {
    const theirs = await store.tasks.find(earlier.taskId, scopeOf(viewer));
    if (theirs !== null) return { earlier, theirs };
  }
  const [earlier] = reported;
  return earlier === undefined ? null : { earlier, theirs: null };
}

interface Facts {
  readonly feedbackDay: Day | null;
  readonly before: ReadonlySet<string>;
  readonly today: Day;
}

const newestFirst = (a: StoredUpload, b: StoredUpload): number => b.at.getTime() - a.at.getTime();

/** What the task's photos tell of themselves, each held against the others. */
function takenOf(services: Services, photos: readonly StoredUpload[], { feedbackDay, before, today }: Facts): Pick<Twins, 'taken' | 'silent'> {
  const placeOf = ({ capture }: StoredUpload) => (capture?.place == null ? [] : [capture.place]);
  const told = photos.flatMap((photo): readonly Taken[] => {
    const { id, capture, at: uploadedAt } = photo;
    const picture = picturesOf(services, photo);
    if (picture === null || capture === null || (capture.takenAt === null && capture.place === null && capture.editor === null)) return [];
    const others = photos.filter((other) => other.id !== id).flatMap(placeOf);
    const held = { uploadedAt, feedbackDay, isBefore: before.has(id), others, today };
    return [{ evidenceId: id, picture, words: captureWords(capture, today), doubts: [...captureDoubts(capture, held)] }];
  });
  const isDoubtful = ({ doubts }: Taken): boolean => doubts.length > 0;
  return {
    taken: [...told.filter(isDoubtful), ...told.filter((one) => !isDoubtful(one))],
    silent: photos.filter(({ kind }) => kind === 'photo').length - told.length,
  };
}

/** Refusals: `task-not-found`, `not-allowed`. */
export async function readTwins(services: Services, viewer: Viewer, taskId: string): Promise<Twins> {
  const own = await findTask(services, viewer, taskId);
  const desk = await deskOf(services, viewer);
  demand(mayReadOriginals(viewer, own.task, desk.roster), '核对这项任务的照片');
  const { store } = services;
  const events = await store.events.of('task', taskId);
  const ids = events.filter(isReport).flatMap(evidenceIdsOf);
  const mine = await store.uploads.many([...new Set(ids)]);
  const twins = await twinsOf(services, mine);
  const earlierIds = [...new Set([...twins.values()].flat().map(({ uploadId }) => uploadId))];
  const attached = await store.uploads.attached(earlierIds);
  const uploads = new Map([...mine, ...(await store.uploads.many([...attached]))].map((upload) => [upload.id, upload]));

  const shown: TwinShown[] = [];
  for (const [evidenceId, found] of twins) {
    const photo = uploads.get(evidenceId);
    const pictures = photo === undefined ? null : picturesOf(services, photo);
    const reported = found.flatMap(({ uploadId }) => (attached.has(uploadId) ? (uploads.get(uploadId) ?? []) : []));
    const nearest = await nearestOf(services, viewer, reported);
    if (pictures === null || nearest === null) continue;
    const { earlier, theirs } = nearest;
    shown.push({
      evidenceId,
      words: wordsOf(own, theirs, earlier, desk),
      mine: pictures,
      theirs: theirs === null ? null : picturesOf(services, earlier),
    });
  }
  const round = await store.ledger.round(own.task.roundId);
  const facts = { feedbackDay: round?.feedbackDay ?? null, before: beforeIdsOf(events), today: desk.today };
  return { twins: shown, ...takenOf(services, [...mine].sort(newestFirst), facts) };
}
