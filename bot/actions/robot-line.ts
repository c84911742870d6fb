/** One robot as the office sees it: never its address. */
import type { RobotLine } from '../../core/contract/robot.js';
import type { Roster } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import type { Robot, Services } from '../services.js';
import { groupWords } from './read-chat.js';

/** `群机器人“巡察办群”`, `应用群“巡察办群”`. */
export const robotName = ({ kind, name }: Pick<Robot, 'kind' | 'name'>): string => `${kind === 'wecomChat' ? '应用群' : '群机器人'}“${name}”`;

export function robotLine({ id, kind, name, group, stopped, worked, addressTail }: Robot, roster: Roster): RobotLine {
  const state = stopped === null ? 'ready' : 'stopped';
  const stateWords = stopped !== null ? `已停用：${stopped}` : worked === true ? '正常' : '还没有发成功过';
  return { id, kind, name, group, groupWords: groupWords(group, roster), state, stateWords, addressTail };
}

/** Throws Refusal `robot-not-found`. */
export async function findRobot({ store }: Services, id: string): Promise<Robot> {
  const robot = await store.robots.find(id);
  if (robot === null) throw new Refusal('robot-not-found', '没有找到这个机器人。', { kind: 'not-found', remedy: '可能已被移除，请刷新列表。' });
  return robot;
}
