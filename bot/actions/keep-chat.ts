/** The office keeps the members of an application's group: looks at the difference, then lets it be mended. */
import type { ChatMembers } from '../../core/contract/robot.js';
import { demand, mayEditRobots } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import type { PlatformApp, Robot, Services } from '../services.js';
import { chatApp, type Difference, differenceOf, membersAnswer, wantedIn } from './chat-members.js';
import { eventOf } from './event-of.js';
import { findRobot } from './robot-line.js';

const refused = (words: string): Refusal => new Refusal('chat-not-kept', '群成员没有更新。', { kind: 'conflict', remedy: words });

interface Kept {
  readonly app: PlatformApp;
  readonly robot: Robot;
  readonly difference: Difference;
}

async function look(services: Services, viewer: Viewer, id: string): Promise<Kept> {
  demand(mayEditRobots(viewer), '管理群机器人');
  const robot = await findRobot(services, id);
  if (robot.kind !== 'wecomChat') throw refused('这是群里自己添加的机器人，成员请在群里管理。');
  const [app, roster] = [await chatApp(services), await services.roster()];
  const found = await services.channels.wecomChat.find(app, robot);
  if (found.kind === 'failed') throw refused(found.words);
  return { app, robot, difference: differenceOf(wantedIn(robot.group, viewer.person, roster), found.userIds, roster) };
}

/** Refusals: `not-allowed`, `robot-not-found`, `connection-missing`, `chat-not-kept`. */
export async function readChatMembers(services: Services, viewer: Viewer, id: string): Promise<ChatMembers> {
  return membersAnswer((await look(services, viewer, id)).difference);
}

/** Twice is once: what is due follows from who is in the group now. The same refusals. */
export async function keepChatMembers(services: Services, viewer: Viewer, id: string): Promise<ChatMembers> {
  const { app, robot, difference } = await look(services, viewer, id);
  const { add, remove } = difference;
  if (add.length + remove.length > 0) {
    const changed = await services.channels.wecomChat.change(app, robot, { name: robot.name, add, remove });
    if (changed.kind !== 'sent') throw refused(changed.words.replace('系统会自动重发', '请稍后再试'));
    await services.store.events.insert([eventOf(services, viewer.person.id, 'membersKept', { kind: 'robot', id }, { add, remove })]);
  }
  return membersAnswer((await look(services, viewer, id)).difference);
}
