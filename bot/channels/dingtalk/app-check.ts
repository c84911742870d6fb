/** 检查连接 for DingTalk's robot: token, receiving, a message to oneself, which alone proves the robot and its permission. */
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import type { CheckStep, SendResult, Trial } from '../channel.js';
import { stateOf, step, toMyselfStep, wordsOf } from '../check-steps.js';
import { tryLine } from '../long-line.js';
import { freshToken } from './app-call.js';
import { cardAddress } from './card-callback.js';
import { hasEvents } from './event-callback.js';
import { registerCallback, templateOf, VARIABLE_WORDS } from './interactive-card.js';
import { usageOf } from './budget.js';
import { isStream } from './app-form.js';
import { streamDoor } from './app-stream.js';

/** Nothing of ours tells what the console has; messages out do not need it. */
const receivingStep = (publicUrl: string): CheckStep =>
  step(
    '接收消息',
    'open',
    `要让人在钉钉里直接回话，请在开放平台督办应用的“机器人”里，把“消息接收模式”选为“HTTP模式”，“消息接收地址”填 ${publicUrl}/api/callbacks/dingtalk，再发布新版本；没有公网地址的，在这里把“收消息的方式”改为 Stream 模式。只收提醒的可以不做。`,
  );

/** Whether DingTalk gives us a line, and whether it can be reached from here. */
async function streamStep(app: PlatformApp, options: AppOptions): Promise<CheckStep> {
  const name = '接收消息（Stream 模式）';
  const door = await streamDoor(app, options);
  if (door.kind !== 'open') return step(name, door.kind === 'refused' ? 'wrong' : 'later', door.words.replace('系统会自动重发', '请稍后再检查一次'));
  return (await tryLine(door.url, options.linePatience.openMs)) === 'taken'
    ? step(name, 'ok', '可以连到钉钉，不需要公网地址。开放平台里“机器人”→“消息接收模式”也要选“Stream模式”并发布。')
    : step(
        name,
        'open',
        `从这台服务器连不上 ${door.url.host}，收不到大家的回话；发消息不受影响。请让维护人员在防火墙上放行到这个地址的 WebSocket 连接，再检查一次。`,
      );
}

/** Where presses come by a call, the platform is told our address here. */
async function cardSteps(app: PlatformApp, publicUrl: string, options: AppOptions): Promise<readonly CheckStep[]> {
  const name = '互动卡片';
  if (templateOf(app) === null) return [];
  const template = `已填写模板。模板里要有这些变量：${VARIABLE_WORDS}；按钮回传的参数名是 key。`;
  if (isStream(app)) return [step(name, 'ok', `${template}点了哪个按钮由 Stream 模式带回来。`)];
  const wrong = await registerCallback(app, cardAddress(app, publicUrl, options.secrets), options);
  if (wrong === null) return [step(name, 'ok', `${template}回调地址已向钉钉登记。`)];
  return [step(name, 'open', `回调地址没有登记上，卡片上的按钮点了没有反应；发消息不受影响。${wrong.replace('系统会自动重发', '请稍后再检查一次')}`)];
}

const signInStep = ({ open }: PlatformApp, publicUrl: string): CheckStep =>
  open['corpId'] === undefined
    ? step('免登录', 'open', '还没有填写“企业 CorpId”，在钉钉里打开要用账号密码登录。收消息不受影响。')
    : step('免登录', 'ok', `已填写企业 CorpId。如果督办应用的“开发配置”→“安全设置”里有“端内免登地址”，请填 ${publicUrl}。`);

export async function checkDingtalk(
  app: PlatformApp,
  trial: Trial,
  options: AppOptions,
  send: (trial: NonNullable<Trial['toMyself']>) => Promise<SendResult>,
): Promise<readonly CheckStep[]> {
  const failed = await freshToken(app, options);
  if (failed !== null) return [step('换取访问凭证', stateOf(failed), wordsOf(failed))];
  const token = step('换取访问凭证', 'ok', 'Client ID 和 Client Secret 正确。');
  const cards = await cardSteps(app, trial.publicUrl, options);
  const events = hasEvents(app)
    ? [step('事件订阅', 'ok', `已填写。请求网址是 ${trial.publicUrl}/api/callbacks/dingtalk/events；改了 token 或 aes_key，请在那一页重新保存。`)]
    : [];
  const robot =
    trial.toMyself === null ? [step('机器人和发消息权限', 'open', '还没有验证：要给自己发出一条消息，才知道 RobotCode 和权限对不对。')] : [];
  const usage = await usageOf(options.budgets, app, new Date());
  const budget = step('每月接口调用', usage.isShort ? 'open' : 'ok', usage.words);
  const receiving = isStream(app) ? await streamStep(app, options) : receivingStep(trial.publicUrl);
  return [token, budget, receiving, ...cards, ...events, signInStep(app, trial.publicUrl), ...robot, await toMyselfStep('钉钉', trial, send)];
}
