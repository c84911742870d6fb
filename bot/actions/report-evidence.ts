/** What counts as evidence of a report: uploaded by this person for this task, whole, and once. */
import type { DubanEvent } from '../../core/ledger/model.js';
import { Refusal } from '../../core/refusal.js';
import { evidenceIdsOf, type TaskFile } from './read-task.js';

/** `file` holds these uploads where they exist. Refusals: `before-unknown`, `evidence-twice`, `evidence-missing`, `evidence-used`. */
export function demandEvidence(file: TaskFile, ids: readonly string[], beforeIds: readonly string[]): void {
  if (beforeIds.some((id) => !ids.includes(id)))
    throw new Refusal('before-unknown', '标为“整改前”的照片不在这次的材料里。', { remedy: '请刷新后重新选择照片。' });
  if (ids.length === 0) return;
  if (new Set(ids).size !== ids.length) throw new Refusal('evidence-twice', '同一份材料选了两次，请去掉一份。');
  demandWhole(file, ids);
  demandFresh(file.events, ids);
}

function demandWhole({ uploads, row, desk }: TaskFile, ids: readonly string[]): void {
  const faults = ids.flatMap((id, index) => {
    const upload = uploads.get(id);
    const isWhole = upload !== undefined && upload.blobId !== null && upload.taskId === row.task.id && upload.personId === desk.viewer.person.id;
    return isWhole ? [] : [{ place: `第 ${index + 1} 份材料`, message: '还没有传完，请重新上传。' }];
  });
  if (faults.length > 0) throw new Refusal('evidence-missing', '有材料没有传上去。', { remedy: '文字已保存，请重传后再提交。', faults });
}

/** One photo is one piece of evidence: what stands in an earlier report does not count again. */
function demandFresh(events: readonly DubanEvent[], ids: readonly string[]): void {
  const used = new Set(events.flatMap(evidenceIdsOf));
  const faults = ids.flatMap((id, index) => (used.has(id) ? [{ place: `第 ${index + 1} 份材料`, message: '已附在之前的进展里，不用再传。' }] : []));
  if (faults.length > 0) throw new Refusal('evidence-used', '有材料已经附过了。', { remedy: '请去掉重复的材料后再提交。', faults });
}
