/** The group robots and the groups that may have one. */
import type { RobotList } from '../../core/contract/robot.js';
import { demand, mayEditRobots } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import type { Services } from '../services.js';
import { CHAT_APP, chatOffer } from './chat-members.js';
import { groupWords } from './read-chat.js';
import { robotLine } from './robot-line.js';

/** 巡察办, 领导小组, then every unit; one that is called like these two is told apart: `巡察办（单位）`. */
export function robotGroups(roster: Roster): RobotList['groups'] {
  const line = (id: string) => ({ id, words: groupWords(id, roster) });
  const named = ['office', 'leadingGroup'].map(line);
  const units = roster.units.map(({ id }) => line(`unit:${id}`));
  const isShared = (words: string): boolean => named.some((group) => group.words === words);
  return [...named, ...units.map(({ id, words }) => ({ id, words: isShared(words) ? `${words}（单位）` : words }))];
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
