/** Service windows as the office keeps them: names, staff, services, who handles bad ratings; their codes revoked and renewed. */
import type { RulesSave, WindowLine, WindowRoom, WindowSave } from '../../../core/contract/window.js';
import { demand, mayEditWindows, oversees } from '../../../core/people/may-do.js';
import type { Viewer } from '../../../core/people/model.js';
import type { Roster } from '../../../core/people/roster.js';
import type { ServiceWindow } from '../../../core/rating/model.js';
import { handlerOf } from '../../../core/rating/open-ticket.js';
import { windowsSeen } from '../../../core/rating/scope.js';
import { type Fault, faulty, Refusal } from '../../../core/refusal.js';
import type { Services } from '../../services.js';
import { eventOf } from '../event-of.js';
import { once } from '../once.js';
import { requestOf } from '../request.js';
import { keyWords } from './api-key.js';
import { keepRatingRules, ratingRules } from './rating-rules.js';
import { ratingUrl } from './signed-code.js';

export const noSuchWindow = (): Refusal =>
  new Refusal('window-not-found', '没有找到这个窗口，或者它不在您的查看范围内。', { kind: 'not-found', remedy: '请从窗口列表打开。' });

/** The windows this person may see; whoever may see none is refused. */
export async function windowsOf(services: Services, viewer: Viewer): Promise<readonly ServiceWindow[]> {
  const seen = windowsSeen(viewer, await services.store.windows.list());
  demand(seen.length > 0 || mayEditWindows(viewer) || oversees(viewer), '查看服务窗口');
  return seen;
}

/** Names of the staff by work number. */
export const staffNames = (windows: readonly ServiceWindow[]): ReadonlyMap<string, string> =>
  new Map(windows.flatMap(({ staff }) => staff.map(({ workNumber, name }) => [workNumber, name] as const)));

/** Refusal `window-not-found` also where it is another unit's. */
export async function findWindow(services: Services, viewer: Viewer, id: string): Promise<ServiceWindow> {
  const found = windowsSeen(viewer, await services.store.windows.list()).find((window) => window.id === id);
  if (found === undefined) throw noSuchWindow();
  return found;
}

function lineOf(services: Services, window: ServiceWindow, roster: Roster): WindowLine {
  const { id, name, unitId, handlerId, leaderId, staff, services: offered, active, codeNumber } = window;
  return {
    ...{ id, name, unitId, handlerId, leaderId, active },
    unitName: roster.unit(unitId)?.name ?? '',
    handlerName: handlerOf(window, [], roster)?.name ?? null,
    staff: [...staff],
    services: [...offered],
    ratingUrl: active ? ratingUrl(services, { kind: 'window', windowId: id, number: codeNumber }) : null,
  };
}

export async function readWindows(services: Services, viewer: Viewer): Promise<WindowRoom> {
  const seen = await windowsOf(services, viewer);
  const roster = await services.roster();
  const mayEdit = mayEditWindows(viewer);
  const pathOf = (unitId: string) => [...roster.above(unitId)].reverse().flatMap((id) => roster.unit(id)?.name ?? []);
  return {
    windows: [...seen]
      .sort((a, b) => a.name.localeCompare(b.name, 'zh-Hans-CN', { numeric: true }))
      .map((window) => lineOf(services, window, roster)),
    mayEdit,
    units: mayEdit ? roster.units.map(({ id }) => ({ id, words: pathOf(id).join(' / ') })) : [],
    people: mayEdit
      ? roster.people
          .filter(({ active }) => active)
          .map(({ id, name, unitId }) => ({ id, words: [name, roster.unit(unitId)?.name ?? ''].filter((part) => part !== '').join(' · ') }))
      : [],
    rules: await ratingRules(services.store),
    keyWords: mayEdit ? await keyWords(services) : null,
  };
}

function faultsOf(asked: WindowSave, others: readonly ServiceWindow[], roster: Roster): readonly Fault[] {
  const numbers = asked.staff.map(({ workNumber }) => workNumber);
  const isKnown = (id: string | null) => id === null || roster.person(id)?.active === true;
  const elsewhere = (workNumber: string, name: string) =>
    others.flatMap(({ staff }) => staff).find((one) => one.workNumber === workNumber && one.name !== name);
  return [
    ...(others.some(({ name }) => name === asked.name) ? [{ place: '窗口名称', message: `“${asked.name}”已经有了，请换一个名称。` }] : []),
    ...(roster.unit(asked.unitId) === null ? [{ place: '所属单位', message: '没有这个单位，请重新选择。' }] : []),
    ...(isKnown(asked.leaderId) ? [] : [{ place: '责任领导', message: '没有这个人或已停用，请重新选择。' }]),
    ...(isKnown(asked.handlerId) ? [] : [{ place: '差评处理人', message: '没有这个人或已停用，请重新选择。' }]),
    ...(new Set(numbers).size === numbers.length ? [] : [{ place: '窗口人员', message: '有工号写了两次，请去掉一个。' }]),
    ...asked.staff
      .filter(({ personId }) => !isKnown(personId))
      .map(({ name }) => ({ place: '窗口人员', message: `${name}对应的用户不存在，请重新选择。` })),
    ...asked.staff.flatMap(({ workNumber, name }) => {
      const other = elsewhere(workNumber, name);
      return other === undefined ? [] : [{ place: '窗口人员', message: `工号 ${workNumber} 在别的窗口是${other.name}，请核对。` }];
    }),
    ...(new Set(asked.services).size === asked.services.length ? [] : [{ place: '办理事项', message: '有事项写了两次，请去掉一个。' }]),
  ];
}

/** `id` null: a new one. Refusals: `not-allowed`, `window-not-found`, `window-faults`. */
export async function saveWindow(services: Services, viewer: Viewer, id: string | null, asked: WindowSave): Promise<WindowRoom> {
  demand(mayEditWindows(viewer), '修改服务窗口');
  const { requestId, ...content } = asked;
  const roster = await services.roster();
  await once(services, requestOf(viewer, requestId, { saveWindow: id, ...content }), '已保存。', async (store) => {
    const all = await store.windows.list();
    const before = all.find((window) => window.id === id) ?? null;
    if (id !== null && before === null) throw noSuchWindow();
    const faults = faultsOf(
      asked,
      all.filter((window) => window.id !== id),
      roster,
    );
    if (faults.length > 0) throw faulty('window-faults', faults, '请改正后再保存。');
    await store.people.hold();
    const windowId = id ?? services.newId();
    await store.windows.save({ ...content, id: windowId, codeNumber: before?.codeNumber ?? 1 });
    await store.events.insert([
      eventOf(services, viewer.person.id, before === null ? 'added' : 'changed', { kind: 'window', id: windowId }, { ...content }),
    ]);
    return windowId;
  });
  return readWindows(services, viewer);
}

/** Every code printed or shown so far is void; a new one takes its place. */
export async function renewCode(services: Services, viewer: Viewer, id: string, requestId: string): Promise<WindowRoom> {
  demand(mayEditWindows(viewer), '更换窗口的二维码');
  await once(services, requestOf(viewer, requestId, { renewCode: id }), '已更换。', async (store) => {
    const window = await store.windows.find(id);
    if (window === null) throw noSuchWindow();
    const codeNumber = window.codeNumber + 1;
    await store.windows.save({ ...window, codeNumber });
    await store.events.insert([eventOf(services, viewer.person.id, 'codeRenewed', { kind: 'window', id }, { codeNumber })]);
    return id;
  });
  return readWindows(services, viewer);
}

export async function saveRatingRules(services: Services, viewer: Viewer, { requestId, rules }: RulesSave): Promise<WindowRoom> {
  demand(mayEditWindows(viewer), '修改评价规则');
  await once(services, requestOf(viewer, requestId, { ratingRules: rules }), '已保存。', async (store) => {
    await keepRatingRules(store, rules);
    await store.events.insert([eventOf(services, viewer.person.id, 'changed', { kind: 'setting', id: 'ratingRules' }, { ...rules })]);
    return 'ratingRules';
  });
  return readWindows(services, viewer);
}
