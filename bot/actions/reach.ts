/** Where messages arrive today, in words that stay true without a robot and for people who cannot sign in. */
import type { StartPreview } from '../../core/contract/import.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import type { Person } from '../../core/people/model.js';
import { peopleReached, servedGroups, type Switchboard } from './lanes.js';

const HERE_ALONE = '只出现在消息预览和各人的“我的任务”里。';

/** `served`: groups with a robot in service; `reached`: people whom an application reaches. */
export function whereWords(served: number, reached: number): string {
  if (served === 0 && reached === 0) return `还没有接入群机器人：消息${HERE_ALONE}`;
  if (reached === 0) return `群机器人现在服务 ${served} 个群。其余的群和发给个人的消息，${HERE_ALONE}`;
  const people = `个人消息可以送达 ${reached} 人`;
  return served === 0
    ? `${people}。发给其余的人和各个群的消息，${HERE_ALONE}`
    : `群机器人现在服务 ${served} 个群，${people}。其余的消息${HERE_ALONE}`;
}

const signInWords = (people: number, cannot: number): string =>
  `首批收到消息的 ${people} 人里有 ${cannot} 人还不能登录，看不到自己的任务。请在人员里给他们生成一次性口令。`;

export function reachOf(drafts: readonly NoticeDraft[], board: Switchboard, canSignIn: (person: Person) => boolean): StartPreview['reach'] {
  const served = servedGroups(board).size;
  const told = new Set(drafts.filter(({ recipient }) => recipient.kind === 'person').map(({ recipient }) => recipient.id));
  const hasNoWayIn = (person: Person | null): boolean => person === null || !canSignIn(person);
  const cannotSignIn = [...told].filter((id) => hasNoWayIn(board.roster.person(id))).length;
  const words = [whereWords(served, peopleReached(board)), ...(cannotSignIn === 0 ? [] : [signInWords(told.size, cannotSignIn)])];
  return { servedGroups: served, people: told.size, cannotSignIn, words };
}
