/** 检查连接 for DingTalk's robot: token, receiving, a message to oneself, which alone proves the robot and its permission. */
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import type { CheckStep, SendResult, Trial } from '../channel.js';
import { stateOf, step, toMyselfStep, wordsOf } from '../check-steps.js';
import { tryLine } from '../long-line.js';
import { freshToken } from './app-call.js';
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
  const robot =
    trial.toMyself === null ? [step('机器人和发消息权限', 'open', '还没有验证：要给自己发出一条消息，才知道 RobotCode 和权限对不对。')] : [];
  const usage = await usageOf(options.budgets, app, new Date());
  const budget = step('每月接口调用', usage.isShort ? 'open' : 'ok', usage.words);
  const receiving = isStream(app) ? await streamStep(app, options) : receivingStep(trial.publicUrl);
  return [token, budget, receiving, signInStep(app, trial.publicUrl), ...robot, await toMyselfStep('钉钉', trial, send)];
}
