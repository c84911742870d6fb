/** Windows from a sheet: all or nothing; the same sheet again changes nothing, what it does not name stays. */
import type { WindowRoom } from '../../../core/contract/window.js';
import { demand, mayEditWindows } from '../../../core/people/may-do.js';
import type { Viewer } from '../../../core/people/model.js';
import type { ServiceWindow } from '../../../core/rating/model.js';
import { type ReadWindows, readWindowSheet } from '../../../core/rating/window-sheet.js';
import { faulty } from '../../../core/refusal.js';
import { canonical } from '../../../core/trust/canonical.js';
import type { Services } from '../../services.js';
import { eventOf } from '../event-of.js';
import { once } from '../once.js';
import { requestOf } from '../request.js';
import { readWindows } from './windows.js';

interface SentSheet {
  readonly requestId: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** What the window is now, where something differs; null: it is as the sheet says. */
function changed(before: ServiceWindow | undefined, draft: ReadWindows['windows'][number], newId: () => string): ServiceWindow | null {
  // A blank cell does not take away whom the office chose on the screen.
  const merged = { ...draft, handlerId: draft.handlerId ?? before?.handlerId ?? null, leaderId: draft.leaderId ?? before?.leaderId ?? null };
  const after = { ...merged, id: before?.id ?? newId(), codeNumber: before?.codeNumber ?? 1 };
  return before !== undefined && canonical(before) === canonical(after) ? null : after;
}

/** Refusals: `not-allowed`, `windows-faulty` with every row, and those of reading a workbook. */
export async function importWindows(
  services: Services,
  viewer: Viewer,
  { requestId, fileName, bytes }: SentSheet,
): Promise<{ room: WindowRoom; words: string }> {
  demand(mayEditWindows(viewer), '导入服务窗口');
  const roster = await services.roster();
  const sheets = await services.workbooks.read(bytes, fileName);
  const read = sheets
    .filter(({ rows }) => rows.some((cells) => cells.some((cell) => cell !== '')))
    .map(({ name, rows }) => readWindowSheet(name, rows, roster));
  const drafts = read.flatMap(({ windows }) => windows);
  const faults = [...read.flatMap((one) => one.faults), ...(read.length === 0 ? [{ place: fileName, message: '是空表。' }] : [])];
  const twice = drafts.filter(({ name }, index) => drafts.findIndex((one) => one.name === name) !== index);
  faults.push(...twice.map(({ name }) => ({ place: `“${name}”`, message: '在几张表里都有，请只留一处。' })));
  if (faults.length > 0) throw faulty('windows-faulty', faults, '没有导入任何窗口。请改好表格后重新导入。');
  let words = '';
  await once(services, requestOf(viewer, requestId, { importWindows: drafts }), '已导入。', async (store) => {
    await store.people.hold();
    const known = new Map((await store.windows.list()).map((window) => [window.name, window]));
    const fresh = drafts.flatMap((draft) => changed(known.get(draft.name), draft, services.newId) ?? []);
    for (const { id, codeNumber, ...content } of fresh) {
      await store.windows.save({ id, codeNumber, ...content });
      const action = known.has(content.name) ? 'changed' : 'added';
      await store.events.insert([eventOf(services, viewer.person.id, action, { kind: 'window', id }, { ...content, fileName })]);
    }
    const added = fresh.filter(({ name }) => !known.has(name)).length;
    words = `新增 ${added} 个窗口，更新 ${fresh.length - added} 个，没有变化 ${drafts.length - fresh.length} 个。`;
    return 'windows';
  });
  return { room: await readWindows(services, viewer), words: words === '' ? '这次导入先前已经完成。' : words };
}
