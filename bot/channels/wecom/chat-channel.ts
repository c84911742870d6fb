/**
 * Groups of WeCom's application (应用群, appchat): made by it, told by it in text. The platform gives a message there no name, so none
 * is taken back, and hands on nothing that is said there.
 */
import type { PlatformApp, Robot } from '../../services.js';
import { type AppOptions, openSealed } from '../app-credentials.js';
import type { ChatChannel, ChatFound, ReadAddress, SendResult } from '../channel.js';
import { mentionedIds, withMentions } from '../mentions.js';
import { reactionBefore, reactionTo, rowOf } from '../reactions.js';
import type { Called } from '../token-call.js';
import { TEXT_BYTES, withoutMarkup } from './app-card.js';
import { callWecom } from './app-call.js';
import { WECOM_CHAT } from './chat-answers.js';

/** Ten a minute to a group of 2,000 are all the 20,000 person-times that a corp has; a member gets at most 200 of all groups. */
const PER_MINUTE = 10;
const CHAT_ID = /^[0-9A-Za-z]{1,32}$/;
const TAIL = 4;

function readChatId(chatId: string): ReadAddress {
  if (CHAT_ID.test(chatId)) return { faults: [], address: chatId, tail: chatId.slice(-TAIL) };
  return { faults: [{ place: '群的 chatid', message: '应是不超过 32 个的字母和数字。请向建群的人要 chatid，或留空新建一个群。' }] };
}

const isSuccess = (called: Called): boolean =>
  called.kind === 'called' && called.exchange.kind === 'answered' && rowOf(WECOM_CHAT, called.exchange)?.class === 'success';

const failed = (result: SendResult): ChatFound => ({ kind: 'failed', words: 'words' in result ? result.words : '' });

function foundIn(called: Called): ChatFound {
  if (called.kind === 'failed') return failed(called.result);
  const json = isSuccess(called) && called.exchange.kind === 'answered' ? called.exchange.json : null;
  const info = json?.['chat_info'] as Readonly<Record<string, unknown>> | undefined;
  const list = info?.['userlist'];
  if (info === undefined || !Array.isArray(list)) return failed(reactionBefore(WECOM_CHAT, called.exchange));
  return { kind: 'found', name: String(info['name'] ?? ''), userIds: list.map(String) };
}

export function wecomChat(options: AppOptions): ChatChannel {
  const settled = (called: Called): SendResult => (called.kind === 'failed' ? called.result : reactionTo(WECOM_CHAT, called.exchange));
  const post = async (app: PlatformApp, what: 'create' | 'update' | 'send', body: unknown): Promise<SendResult> =>
    settled(await callWecom(app, { path: `/cgi-bin/appchat/${what}`, body }, options));

  /** `work` with the group's id, where it can still be opened. */
  const inChat = async <T>({ sealedAddress }: Pick<Robot, 'sealedAddress'>, work: (chatId: string) => Promise<T>, not: (result: SendResult) => T) => {
    const chatId = openSealed(sealedAddress, options.secrets);
    return chatId === null ? not(LOST) : work(chatId);
  };

  return {
    kind: 'wecomChat',
    by: 'wecomApp',
    perMinute: PER_MINUTE,
    maxBytes: TEXT_BYTES,
    carries: [],
    readChatId,
    send: async (target, { text, mentions }) => {
      if (target.kind !== 'chat') throw new Error('an application speaks in its own groups');
      // By name in the words: clients before 5.0.6 know the list beside them alone as nothing.
      const content = withMentions(withoutMarkup(text), mentions, TEXT_BYTES, null);
      const ids = mentionedIds(mentions, 'wecomUserId');
      return inChat(
        target.robot,
        (chatid) =>
          post(target.app, 'send', { chatid, msgtype: 'text', text: { content, ...(ids.length === 0 ? {} : { mentioned_list: ids }) }, safe: 0 }),
        (result) => result,
      );
    },
    create: (app, { chatId, name, ownerId, userIds }) =>
      post(app, 'create', { chatid: chatId, name, ...(ownerId === null ? {} : { owner: ownerId }), userlist: userIds }),
    find: (app, robot) =>
      inChat(robot, async (chatid) => foundIn(await callWecom(app, { path: '/cgi-bin/appchat/get', query: { chatid } }, options)), failed),
    change: (app, robot, { name, add, remove }) =>
      inChat(
        robot,
        (chatid) =>
          post(app, 'update', {
            ...{ chatid, name },
            ...(add.length === 0 ? {} : { add_user_list: add }),
            ...(remove.length === 0 ? {} : { del_user_list: remove }),
          }),
        (result) => result,
      ),
  };
}

const LOST = {
  kind: 'refused',
  stops: 'target',
  words: '保存的群打不开，加密用的密钥可能已更换。请恢复原来的密钥，或移除它再重新建群。',
} as const satisfies SendResult;
