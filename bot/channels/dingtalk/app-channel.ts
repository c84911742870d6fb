/** DingTalk's one-to-one messages by the robot of an application: to one person at a time, as a card or as text. */
import type { AppOptions } from '../app-credentials.js';
import type { AppChannel, Member, Message } from '../channel.js';
import { holdLine } from '../long-line.js';
import { recallOf } from '../recall.js';
import { answerDingtalk } from './app-answer.js';
import { callDingtalk } from './app-call.js';
import { receiveDingtalk } from './app-callback.js';
import { checkDingtalk } from './app-check.js';
import { DINGTALK_FORM, isStream, readDingtalkForm, waysOf } from './app-form.js';
import { receiveCard } from './card-callback.js';
import { receiveEvent } from './event-callback.js';
import { isCard, sendCard, settleCard } from './interactive-card.js';
import { usageOf } from './budget.js';
import { wayResult } from './way-result.js';
import { sendByWays, WAY_WORDS, type WayResult } from './ways.js';
import { isNotice, noticeFound, recallNotice, sendNotice } from './work-notice.js';
import { streamShape } from './app-stream.js';
import { readDingtalkDirectory } from './directory.js';
import { fetchRobotPhoto } from './robot-photo.js';
import { dingtalkDoor } from './sign-in.js';
import { oneToOneBody, PARAM_BYTES, robotCodeOf } from './app-message.js';

/** No limit for one person is published; what is too much comes back as `flowControlledStaffIdList`. As many as a group's robot. */
const [PER_MINUTE, REPLIES_PER_MINUTE] = [18, 18];

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function dingtalkApp(options: AppOptions): AppChannel {
  const send: AppChannel['send'] = async (target, message) => {
    if (target.kind !== 'member') throw new Error('an application speaks to persons');
    const byCard = await sendCard(target, message, options);
    if (byCard !== null) return byCard;
    return sendByWays(options.detours, target, waysOf(target.app), (way) =>
      way === 'notice' ? sendNotice(target, message, options) : sendByRobot(target, message),
    );
  };
  /** Answers go this way whatever notices do: a conversation is with the robot. */
  const sendByRobot = async ({ app, userId }: Member, message: Message): Promise<WayResult> => {
    const body = oneToOneBody(message, userId, robotCodeOf(app));
    return wayResult(await callDingtalk(app, '/v1.0/robot/oToMessages/batchSend', body, options), new Date());
  };
  return {
    kind: 'dingtalkApp',
    name: '钉钉',
    callback: { path: 'dingtalk', where: '填到督办应用“机器人”→“消息接收地址”里，“消息接收模式”选“HTTP模式”' },
    perMinute: PER_MINUTE,
    repliesPerMinute: REPLIES_PER_MINUTE,
    maxBytes: PARAM_BYTES,
    carries: [],
    form: DINGTALK_FORM,
    readForm: (given, kept) => readDingtalkForm(given, kept, options.allowedRobotHosts),
    check: (app, trial) => checkDingtalk(app, trial, options, ({ target, message }) => send(target, message, trial.at)),
    send,
    answer: async (app, to, message) => {
      const { userId } = to;
      const byCard =
        userId === null || to.group !== undefined ? null : await sendCard({ kind: 'member', app, personId: null, userId }, message, options);
      if (byCard !== null) return byCard;
      return answerDingtalk(
        to,
        message,
        options,
        async (userId) => (await sendByRobot({ kind: 'member', app, personId: null, userId }, message)).result,
      );
    },
    receive: (app, knock) => {
      if (knock.door === 'card') return receiveCard(app, knock, options.secrets);
      return knock.door === 'events' ? receiveEvent(app, knock, options.secrets) : receiveDingtalk(app, knock, options);
    },
    fetchPhoto: (app, ref) => fetchRobotPhoto(app, ref, options),
    settleCard: (app, pressed) => settleCard(app, pressed, options),
    found: (target, platformId) => noticeFound(target, platformId, options),
    mayBeFound: isNotice,
    usage: async (app) => (await usageOf(options.budgets, app, new Date())).words,
    ways: WAY_WORDS,
    recall: async (target, platformId) => {
      const { app } = target;
      if (isCard(platformId)) return { kind: 'kept', words: '钉钉的互动卡片发出后不能撤回。请另发一条说明。' };
      if (isNotice(platformId)) return recallNotice(target, platformId, options);
      // Written with a small t here alone.
      const body = { robotCode: robotCodeOf(app), processQueryKeys: [platformId] };
      const called = await callDingtalk(app, '/v1.0/robot/otoMessages/batchRecall', body, options);
      return recallOf('钉钉', called, ({ status, json }) => status === 200 && listIn(json?.['successResult']).includes(platformId));
    },
    lineWords: (app) => (isStream(app) ? '收消息用 Stream 模式：本系统主动连到钉钉，不需要公网地址。' : null),
    listen: (app, ears) => (isStream(app) ? holdLine(streamShape(app, ears, options), options.linePatience) : null),
    door: dingtalkDoor(options),
    readDirectory: (app) => readDingtalkDirectory(app, options),
  };
}
