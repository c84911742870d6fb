/** The office binds a group's robot. Its address and secret are sealed at once and never shown again. */
import type { RobotLine, RobotNew } from '../../core/contract/robot.js';
import { demand, mayEditRobots } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { type Roster, rosterOf } from '../../core/people/roster.js';
import { type Fault, faulty, Refusal } from '../../core/refusal.js';
import type { ReadAddress } from '../channels/channel.js';
import type { Robot, Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import { robotGroups } from './list-robots.js';
import { once } from './once.js';
import { requestOf } from './request.js';
import { findRobot, robotLine } from './robot-line.js';

const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** An address that was sealed with another key cannot be the same as far as we know. */
function isSameAddress(services: Services, robot: Robot, address: string): boolean {
  try {
    return services.secrets.open(robot.sealedAddress) === address;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Everything wrong at once. Two robots on one address would each keep the pace and together break it. */
export function robotFaults(
  services: Services,
  robots: readonly Robot[],
  roster: Roster,
  { name, group }: Pick<RobotNew, 'name' | 'group'>,
  read: ReadAddress,
): readonly Fault[] {
  const faults = [...read.faults];
  if (UNSEEN.test(name)) faults.push({ place: '名称', message: '含有换行或看不见的字符，请重新输入。' });
  if (!robotGroups(roster).some((one) => one.id === group))
    faults.push({ place: '所属群', message: '没有这个群，请重新选择巡察办、领导小组或单位。' });
  if (!('address' in read)) return faults;
  const twin = robots.find((robot) => isSameAddress(services, robot, read.address));
  if (twin !== undefined) faults.push({ place: '机器人地址', message: `已由机器人“${twin.name}”使用，一个地址只能添加一次。` });
  if (services.settings.demo && /^https?:/.test(read.address) && !LOOPBACK.test(read.address)) {
    faults.push({ place: '机器人地址', message: '演示模式不向真实的群发消息。请先清空演示，再添加机器人。' });
  }
  return faults;
}

/** The units as this transaction sees them: nothing else of the roster matters to a group. */
export const unitsNow = async (store: Store): Promise<Roster> => rosterOf([], await store.people.units(), []);

/** The same `requestId` again answers with the robot of the first time. Refusals: `not-allowed`, `robot-faults`. */
export async function addRobot(services: Services, viewer: Viewer, asked: RobotNew): Promise<RobotLine> {
  demand(mayEditRobots(viewer), '添加群机器人');
  const roster = await services.roster();
  const { requestId, ...content } = asked;
  const { kind, name, group } = content;
  const secret = asked.secret === undefined || asked.secret === '' ? null : asked.secret;
  const id = await once(services, requestOf(viewer, requestId, { addRobot: content }), '已添加。', async (store) => {
    const read = services.channels[kind].readAddress(asked.address.trim(), secret);
    // A unit that is taken away meanwhile is not there any more.
    await store.people.hold();
    const faults = robotFaults(services, await store.robots.list(), await unitsNow(store), asked, read);
    if (faults.length > 0 || !('address' in read)) throw faulty('robot-faults', faults, '请改正后再添加。');
    const robotId = services.newId();
    const sealed = { sealedAddress: services.secrets.seal(read.address), sealedSecret: secret === null ? null : services.secrets.seal(secret) };
    await store.robots.save({ id: robotId, kind, name, group, ...sealed, addressTail: read.tail, stopped: null });
    await store.events.insert([eventOf(services, viewer.person.id, 'added', { kind: 'robot', id: robotId }, { kind, name, group })]);
    return robotId;
  });
  return robotLine(await findRobot(services, id), roster);
}
