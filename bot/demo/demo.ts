/** The demo as its routes see it: who is offered, what the strip says, the clock, the end. */
import { Refusal } from '../../core/refusal.js';
import { calendarOf, workdayFrom } from '../../core/time/calendar.js';
import { dayOf, instantAt, instantWords } from '../../core/time/day.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { openSession } from '../actions/sign-in.js';
import type { Inside } from '../start/house.js';
import type { MovableClock } from './clock.js';
import type { DemoControls } from './controls.js';
import { forward } from './forward.js';
import { guideOf } from './guide.js';
import { samplePhoto, samplePhotos } from './photos.js';
import { recallCast, rememberCast, seedDemo } from './seed.js';

/** The demo always begins on a workday, half a minute before the first messages go out. */
export const firstMoment = (outside: Date): Date =>
  new Date(instantAt(workdayFrom(calendarOf(HOLIDAYS), dayOf(outside)), '08:39').getTime() + 30_000);

export interface DemoOptions {
  readonly clock: MovableClock;
  /** Where the play begins, for a base that was never played. */
  readonly begin: Date;
  /** Ends the demo and goes on as a normal service. */
  readonly end: DemoControls['clear'];
}

export async function openDemo({ services, settle, empty }: Inside, { clock, begin, end }: DemoOptions): Promise<DemoControls> {
  const cast = (await recallCast(services)) ?? (await firstCast());
  async function firstCast() {
    // A start that was broken off left half a ledger.
    await empty();
    clock.hold(begin);
    const made = await seedDemo(services);
    await rememberCast(services, made);
    return made;
  }
  clock.run();
  await clock.save();

  const state: DemoControls['state'] = async () => {
    const now = clock.now();
    return { now: now.toISOString(), nowWords: instantWords(now, dayOf(now)), people: [...cast.people], guide: await guideOf(services, cast) };
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    state,
    signIn: (personId) => {
      if (!cast.people.some((person) => person.id === personId))
        throw new Refusal('demo-person-unknown', '演示里没有这个人。', { kind: 'not-found' });
      return services.store.transaction((store) => openSession(services, store, personId));
    },
    forward: (to) => {
      // Two clicks are two steps, one after the other.
      const mine = turn.then(() => forward({ services, clock, settle }, to));
      turn = mine.catch(() => undefined);
      return mine.then(async (done) => ({ ...done, state: await state() }));
    },
    // A 快进 that is under way ends first.
    clear: () => turn.then(end),
    photos: samplePhotos,
    photo: samplePhoto,
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** In the demo everybody's password is known, so nothing may reach the outside. */
export function refuseOutsideHosts(hosts: readonly string[]): void {
  const outside = hosts.filter((host) => !LOOPBACK.test(host.replace(/:\d+$/, '')));
  if (outside.length === 0) return;
  throw new Refusal('demo-not-alone', `演示模式不能连接真实的群机器人（${outside.join('、')}），服务没有启动。`, {
    remedy: '请去掉 --demo 正式使用，或去掉这些机器人地址再演示。',
  });
}

/** The hosts of the robots and applications that a demo base holds. */
export async function robotHosts({ services }: Pick<Inside, 'services'>): Promise<readonly string[]> {
  const robots = await services.store.robots.list();
  const apps = await services.store.apps.list();
  const addresses = [...robots.map((robot) => services.secrets.open(robot.sealedAddress)), ...apps.flatMap(({ open }) => open['baseUrl'] ?? [])];
  return addresses.map((address) => new URL(address).host);
}
