/** The demo's service windows with a few days' ratings, so that there is a code to scan and a rate to look at. */
import type { Unit } from '../../core/people/model.js';
import { LEVELS, TAGS } from '../../core/rating/levels.js';
import type { ServiceWindow } from '../../core/rating/model.js';
import { dayOf } from '../../core/time/day.js';
import { rate } from '../actions/ratings/rate.js';
import { saveWindow } from '../actions/ratings/windows.js';
import { signedCode } from '../actions/ratings/signed-code.js';
import { viewerFor } from '../actions/viewer.js';
import type { Services } from '../services.js';

const UNIT = '政务服务科';

const WINDOWS = [
  { name: '1 号窗口 · 社保', staff: [{ workNumber: '011', name: '李丽' }], services: ['社保登记', '养老待遇核定'] },
  {
    name: '2 号窗口 · 综合',
    staff: [
      { workNumber: '012', name: '王珊' },
      { workNumber: '013', name: '丁一鸣' },
    ],
    services: ['营业执照', '许可证变更'],
  },
] as const;

/** By window: how many rated 非常满意, 满意, 基本满意. */
const RATED = [
  [14, 4, 0],
  [3, 2, 1],
] as const;

export async function seedWindows(services: Services, officeId: string): Promise<void> {
  const office = await viewerFor(services, officeId);
  const unit = (await services.store.people.units()).find(({ name }: Unit) => name === UNIT);
  if (unit === undefined) throw new Error(`the sample ledger has no ${UNIT}`);
  const people = await services.store.people.people();
  const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? null;
  for (const { name, staff, services: offered } of WINDOWS) {
    await saveWindow(services, office, null, {
      ...{ requestId: services.newId(), name, unitId: unit.id, handlerId: idOf('何俊'), leaderId: idOf('陈立'), active: true },
      staff: staff.map((one) => ({ ...one, personId: null })),
      services: [...offered],
    });
  }
  const windows = await services.store.windows.list();
  for (const [index, { name }] of WINDOWS.entries()) {
    const window = windows.find((one) => one.name === name);
    if (window !== undefined) await rateSome(services, window, RATED[index] ?? []);
  }
}

/** Each by a service number of its own, as from the tickets of a queue machine. */
async function rateSome(services: Services, window: ServiceWindow, counts: readonly number[]): Promise<void> {
  const day = dayOf(services.clock.now());
  let turn = 0;
  for (const [index, count] of counts.entries()) {
    const level = LEVELS[index] ?? 5;
    for (let left = count; left > 0; left -= 1) {
      turn += 1;
      const serviceNumber = `${window.name.slice(0, 1)}${String(turn).padStart(3, '0')}`;
      const code = signedCode(services, { kind: 'service', windowId: window.id, number: window.codeNumber, day, serviceNumber });
      const staff = window.staff[turn % window.staff.length];
      const tag = TAGS[level][turn % TAGS[level].length];
      await rate(
        services,
        code,
        {
          ...{ requestId: services.newId(), deviceId: services.newId(), level, comment: '' },
          tags: tag === undefined ? [] : [tag],
          ...(staff === undefined ? {} : { staffId: staff.workNumber }),
          service: window.services[turn % window.services.length] ?? '',
        },
        '127.0.0.1',
      );
    }
  }
}
