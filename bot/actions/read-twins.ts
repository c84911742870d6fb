/** For whoever judges a task: which of its photos were used before, side by side with the earlier one and in words. */
import type { Twin as TwinShown, Twins } from '../../core/contract/twin.js';
import { isReport } from '../../core/ledger/came-back.js';
import { demand, mayReadOriginals } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import { dayOf, dayWords } from '../../core/time/day.js';
import type { Services, StoredUpload, TaskRow } from '../services.js';
import { evidenceLinks } from './evidence-links.js';
import { twinsOf } from './find-twins.js';
import { evidenceIdsOf, findTask } from './read-task.js';
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

/** Refusals: `task-not-found`, `not-allowed`. */
export async function readTwins(services: Services, viewer: Viewer, taskId: string): Promise<Twins> {
  const own = await findTask(services, viewer, taskId);
  const desk = await deskOf(services, viewer);
  demand(mayReadOriginals(viewer, own.task, desk.roster), '核对这项任务的照片');
  const { store } = services;
  const ids = (await store.events.of('task', taskId)).filter(isReport).flatMap(evidenceIdsOf);
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
  return { twins: shown };
}
