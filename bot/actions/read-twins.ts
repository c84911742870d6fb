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

/** Refusals: `task-not-found`, `not-allowed`. A photo that came before this was built has no fingerprint and is passed over. */
export async function readTwins(services: Services, viewer: Viewer, taskId: string): Promise<Twins> {
  const own = await findTask(services, viewer, taskId);
  const desk = await deskOf(services, viewer);
  demand(mayReadOriginals(viewer, own.task, desk.roster), '核对这项任务的照片');
  const { store } = services;
  const ids = (await store.events.of('task', taskId)).filter(isReport).flatMap(evidenceIdsOf);
  const twins = await twinsOf(services, [...new Set(ids)]);
  const earlierIds = [...new Set([...twins.values()].flat().map(({ uploadId }) => uploadId))];
  const attached = await store.uploads.attached(earlierIds);
  const uploads = new Map((await store.uploads.many([...earlierIds, ...twins.keys()])).map((upload) => [upload.id, upload]));

  const shown: TwinShown[] = [];
  for (const [evidenceId, found] of twins) {
    const mine = uploads.get(evidenceId);
    const pictures = mine === undefined ? null : picturesOf(services, mine);
    const earlier = found.map(({ uploadId }) => uploads.get(uploadId)).find((upload) => upload !== undefined && attached.has(upload.id));
    if (pictures === null || earlier === undefined) continue;
    const theirs = await store.tasks.find(earlier.taskId, scopeOf(viewer));
    shown.push({
      evidenceId,
      words: wordsOf(own, theirs, earlier, desk),
      mine: pictures,
      theirs: theirs === null ? null : picturesOf(services, earlier),
    });
  }
  return { twins: shown };
}
