/** Where messages arrive today, in words that stay true without a robot and for people who cannot sign in. */
import type { StartPreview } from '../../core/contract/import.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import type { Roster } from '../../core/people/roster.js';

/** Persons have no lane but the preview chat and their own tasks, whether a robot serves a group or not. */
export const whereWords = (served: number): string =>
  served === 0
    ? '还没有接入群机器人：消息只出现在消息预览和各人的“我的任务”里。'
    : `群机器人现在服务 ${served} 个群。其余的群和发给个人的消息，只出现在消息预览和各人的“我的任务”里。`;

const signInWords = (people: number, cannot: number): string =>
  `首批收到消息的 ${people} 人里有 ${cannot} 人还不能登录，看不到自己的任务。请在人员里给他们生成一次性口令。`;

/** `servedGroups`: group chats that have a robot in service. */
export function reachOf(drafts: readonly NoticeDraft[], servedGroups: number, roster: Roster): StartPreview['reach'] {
  const told = new Set(drafts.filter(({ recipient }) => recipient.kind === 'person').map(({ recipient }) => recipient.id));
  const cannotSignIn = [...told].filter((id) => (roster.person(id)?.account ?? null) === null).length;
  const words = [whereWords(servedGroups), ...(cannotSignIn === 0 ? [] : [signInWords(told.size, cannotSignIn)])];
  return { servedGroups, people: told.size, cannotSignIn, words };
}
