/** Codes to be seen: the printed sheets of all windows, one picture, and those of a day for a screen or one service. */
import type { CodeAsked, CodeShown } from '../../../core/contract/window.js';
import { demand, mayEditWindows } from '../../../core/people/may-do.js';
import type { Viewer } from '../../../core/people/model.js';
import type { RatingCode } from '../../../core/rating/code.js';
import type { ServiceWindow } from '../../../core/rating/model.js';
import { Refusal } from '../../../core/refusal.js';
import { dayOf } from '../../../core/time/day.js';
import type { Services } from '../../services.js';
import { ratingUrl } from './signed-code.js';
import { findWindow, noSuchWindow } from './windows.js';

const printed = ({ id, codeNumber }: ServiceWindow): RatingCode => ({ kind: 'window', windowId: id, number: codeNumber });

const closed = (): Refusal => new Refusal('window-closed', '这个窗口已停用，没有评价码。', { kind: 'conflict', remedy: '请先启用窗口。' });

/** The printed code as a PNG. */
export async function codePicture(services: Services, viewer: Viewer, id: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  demand(mayEditWindows(viewer), '打印窗口的二维码');
  const window = await findWindow(services, viewer, id);
  if (!window.active) throw closed();
  return { name: `${window.name}评价码.png`, bytes: await services.codes.picture(ratingUrl(services, printed(window))) };
}

/** One A5 page for each window in service, as a Word document. */
export async function codeSheets(services: Services, viewer: Viewer): Promise<Buffer> {
  demand(mayEditWindows(viewer), '打印窗口的二维码');
  const roster = await services.roster();
  const windows = (await services.store.windows.list()).filter(({ active }) => active);
  if (windows.length === 0) throw new Refusal('no-windows', '还没有窗口可以打印。', { kind: 'conflict', remedy: '请先添加窗口。' });
  const inOrder = [...windows].sort((a, b) => a.name.localeCompare(b.name, 'zh-Hans-CN', { numeric: true }));
  return services.codes.sheets(
    inOrder.map((window) => ({ unitName: roster.unit(window.unitId)?.name ?? '', name: window.name, url: ratingUrl(services, printed(window)) })),
  );
}

async function codeOfToday(services: Services, window: ServiceWindow, { serviceNumber }: CodeAsked): Promise<CodeShown> {
  if (!window.active) throw closed();
  const day = dayOf(services.clock.now());
  const head = { windowId: window.id, number: window.codeNumber, day };
  const url = ratingUrl(services, serviceNumber === undefined ? { kind: 'screen', ...head } : { kind: 'service', ...head, serviceNumber });
  const picture = `data:image/png;base64,${(await services.codes.picture(url)).toString('base64')}`;
  return { url, picture, words: serviceNumber === undefined ? '今天有效，供屏幕显示。' : `办件 ${serviceNumber}：今天有效，评价一次。` };
}

/** For whoever works at the window: shown to the citizen on a phone or a screen. */
export const showCode = async (services: Services, viewer: Viewer, id: string, asked: CodeAsked): Promise<CodeShown> =>
  codeOfToday(services, await findWindow(services, viewer, id), asked);

/** For a queue machine, which has brought its key. `window`: id or name. */
export async function codeForMachine(services: Services, window: string, asked: CodeAsked): Promise<CodeShown> {
  const found = (await services.store.windows.list()).find(({ id, name }) => id === window || name === window);
  if (found === undefined) throw noSuchWindow();
  return codeOfToday(services, found, asked);
}
