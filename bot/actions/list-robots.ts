/** The group robots and the groups that may have one. */
import type { RobotList } from '../../core/contract/robot.js';
import { demand, mayEditRobots } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import type { Services } from '../services.js';
import { CHAT_APP, chatOffer } from './chat-members.js';
import { groupWords } from './read-chat.js';
import { robotLine } from './robot-line.js';

/** 巡察办, 领导小组, then every unit. */
export function robotGroups(roster: Roster): RobotList['groups'] {
  const ids = ['office', 'leadingGroup', ...roster.units.map((unit) => `unit:${unit.id}`)];
  return ids.map((id) => ({ id, words: groupWords(id, roster) }));
}

export async function listRobots(services: Services, viewer: Viewer): Promise<RobotList> {
  demand(mayEditRobots(viewer), '管理群机器人');
  const [roster, robots] = await Promise.all([services.roster(), services.store.robots.list()]);
  const [groups, app] = [robotGroups(roster), await services.store.apps.find(CHAT_APP)];
  const chat = chatOffer(
    app,
    viewer.person,
    roster,
    groups.map(({ id }) => id),
  );
  return { robots: robots.map((robot) => robotLine(robot, roster)), groups, chat };
}
