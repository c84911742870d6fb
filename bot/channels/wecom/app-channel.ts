/** WeCom's application messages: to one person at a time, as a card or as text. */
import type { AppOptions } from '../app-credentials.js';
import type { AppChannel, Member, Message, PhotoFetched, SendResult } from '../channel.js';
import type { Called } from '../token-call.js';
import { holdLine } from '../long-line.js';
import { recallOf } from '../recall.js';
import { reactionTo } from '../reactions.js';
import { WECOM_APP } from './app-answers.js';
import { receiveWecom } from './app-callback.js';
import { callWecom } from './app-call.js';
import { appMessageBody, isAnswered, settledCard, TEXT_BYTES } from './app-card.js';
import { isMini, MINI_WAY_WORDS, miniMessageId, sendMini } from './mini-notice.js';
import { answerByBot } from './bot-answer.js';
import { botShape, hasBot } from './bot-line.js';
import { answerTo, notFetched, photoGone, photoTooLarge } from '../fetch-photo.js';
import { fetchBotPhoto, isBotPhoto } from './bot-photo.js';
import { type Purpose, spend, usageOf } from './budget.js';
import { checkWecom } from './app-check.js';
import { readWecomForm, WECOM_FORM } from './app-form.js';
import { readWecomDirectory } from './directory.js';
import { wecomDoor } from './sign-in.js';

/**
 * WeCom drops silently what goes beyond 30 a minute or 1,000 an hour to one person. Sixteen in any minute are 960 in any hour,
 * so one limit keeps both: four of them for what we say, twelve for what people ask.
 */
const [PER_MINUTE, REPLIES_PER_MINUTE] = [4, 12];

/** WeCom names whoever speaks. */
const unanswerable = Promise.resolve<SendResult>({ kind: 'refused', stops: 'nothing', words: '不知道是谁发来的，没有回复。' });

const PLATFORM = '企业微信';
/** A picture that somebody sent is kept by the platform for three days. */
const MEDIA_GONE = 40007;

function photoIn(called: Called): PhotoFetched {
  const answer = answerTo(called);
  if (typeof answer === 'string') return notFetched(PLATFORM, answer);
  if (answer.picture !== undefined) return { kind: 'fetched', bytes: answer.picture };
  if (answer.isTooLong === true) return photoTooLarge;
  const code = answer.json?.['errcode'];
  const noted = `HTTP ${answer.status} ${String(code ?? '')}`;
  return Number(code) === MEDIA_GONE ? photoGone(PLATFORM, noted) : notFetched(PLATFORM, noted);
}

export function wecomApp(options: AppOptions): AppChannel {
  const sendFor = async (purpose: Purpose, { app, userId }: Member, message: Message): Promise<SendResult> => {
    const over = await spend(options.budgets, app, purpose, new Date());
    if (over !== null) return over;
    const isReceiving = app.sealed['token'] !== undefined && app.sealed['aesKey'] !== undefined;
    const byMini = isAnswered(message.card, isReceiving)
      ? null
      : await sendMini({ kind: 'member', app, personId: null, userId }, message, purpose, options);
    if (byMini !== null) return byMini;
    const body = appMessageBody(message, { userId, agentId: app.open['agentId'] ?? '', isReceiving, purpose });
    const called = await callWecom(app, { path: '/cgi-bin/message/send', body }, options);
    return called.kind === 'failed' ? called.result : reactionTo(WECOM_APP, called.exchange);
  };
  const send: AppChannel['send'] = async (target, message) => {
    if (target.kind !== 'member') throw new Error('an application speaks to persons');
    return sendFor('message', target, message);
  };
  return {
    kind: 'wecomApp',
    name: '企业微信',
    callback: { path: 'wecom', where: '填到督办应用“接收消息”→“设置API接收”的 URL 里' },
    perMinute: PER_MINUTE,
    repliesPerMinute: REPLIES_PER_MINUTE,
    maxBytes: TEXT_BYTES,
    carries: [],
    form: WECOM_FORM,
    readForm: (given, kept) => readWecomForm(given, kept, options.allowedRobotHosts),
    check: (app, trial) => checkWecom(app, trial, options, ({ target, message }) => send(target, message, trial.at)),
    send,
    answer: async (app, to, message) => {
      const answered = await answerByBot(app, to, message, options);
      if (answered !== null) return answered;
      return to.userId === null ? unanswerable : sendFor('answer', { kind: 'member', app, personId: null, userId: to.userId }, message);
    },
    usage: async (app) => (await usageOf(options.budgets, app, new Date())).words,
    isLineAlone: true,
    listen: (app, ears) => (hasBot(app) ? holdLine(botShape(app, ears, options), options.linePatience) : null),
    receive: (app, knock) => receiveWecom(app, knock, options.secrets),
    fetchPhoto: async (app, ref) =>
      isBotPhoto(ref)
        ? fetchBotPhoto(ref, options)
        : photoIn(await callWecom(app, { path: '/cgi-bin/media/get', query: { media_id: ref } }, options)),
    ways: MINI_WAY_WORDS,
    recall: async ({ app }, platformId) => {
      const of = isMini(platformId)
        ? ({ body: { msgid: miniMessageId(platformId) }, credential: 'miniprogramSecret' } as const)
        : { body: { msgid: platformId } };
      const called = await callWecom(app, { path: '/cgi-bin/message/recall', ...of }, options);
      return recallOf('企业微信', called, ({ json }) => Number(json?.['errcode']) === 0);
    },
    door: wecomDoor(options),
    readDirectory: (app) => readWecomDirectory(app, options),
    settleCard: async (app, pressed) => {
      const to = { userids: [pressed.userId], agentid: Number(app.open['agentId']), response_code: pressed.code };
      const body = { ...to, ...settledCard(pressed) };
      const called = await callWecom(app, { path: '/cgi-bin/message/update_template_card', body }, options);
      return called.kind === 'failed' ? called.result : reactionTo(WECOM_APP, called.exchange);
    },
  };
}
