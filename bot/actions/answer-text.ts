/** What is answered to a sentence in a chat: the one door to the conversation. */
import type { Card } from '../../core/contract/chat.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';

export interface Asked {
  /** Null: nobody we know. */
  readonly viewer: Viewer | null;
  /** `person:<id>`. */
  readonly room: string;
  /** Empty for what is no text: a picture, a file. */
  readonly text: string;
  /** The platform's own account of who asks, for the office to register; null: it does not tell. */
  readonly account: string | null;
}

const unknownWords = (account: string | null): string =>
  account === null
    ? '平台没有告诉督办系统您的账号，不能为您办理。请确认您在本单位的通讯录里，并请巡察办核对督办机器人已经发布。'
    : `督办系统还没有登记您的账号，不能为您办理。请把您的姓名和账号“${account}”告诉巡察办，登记后这里就能收到您的督办消息。`;

export async function answerText(
  { settings }: Services,
  { viewer, account }: Asked,
): Promise<{ readonly words: string; readonly card: Card | null }> {
  if (viewer === null) return { words: unknownWords(account), card: null };
  const words = `${viewer.person.name}，您好。您的督办消息会发到这里，请点消息里的链接或按钮办理。\n我的任务：${settings.publicUrl}/#/pages/my/index`;
  return { words, card: null };
}
