/** 检查连接 for WeCom's application: token, application, trusted domain, receiving, a message to oneself. */
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import type { CheckStep, SendResult, Trial } from '../channel.js';
import { stateOf, step, toMyselfStep, wordsOf } from '../check-steps.js';
import { tryLine } from '../long-line.js';
import { reactionBefore, rowOf } from '../reactions.js';
import { WECOM_APP } from './app-answers.js';
import { callWecom, freshToken } from './app-call.js';
import { usageOf } from './budget.js';
import { botDoor, frameIn, hasBot, isTaken, subscribe } from './bot-line.js';

type Json = Readonly<Record<string, unknown>>;

async function agentOf(app: PlatformApp, options: AppOptions): Promise<Json | SendResult> {
  const called = await callWecom(app, { path: '/cgi-bin/agent/get', query: { agentid: app.open['agentId'] ?? '' } }, options);
  if (called.kind === 'failed') return called.result;
  const { exchange } = called;
  const isAnswered = exchange.kind === 'answered' && rowOf(WECOM_APP, exchange)?.class === 'success';
  return isAnswered && exchange.json !== null ? exchange.json : reactionBefore(WECOM_APP, exchange);
}

const isResult = (found: Json | SendResult): found is SendResult => 'kind' in found;

/** Whom the console lets the application see. */
function visibleWords(agent: Json): string {
  const lengthOf = (part: string, list: string): number => {
    const found = (agent[part] as Json | undefined)?.[list];
    return Array.isArray(found) ? found.length : 0;
  };
  const counts = [
    [lengthOf('allow_partys', 'partyid'), '个部门'],
    [lengthOf('allow_userinfos', 'user'), '名成员'],
    [lengthOf('allow_tags', 'tagid'), '个标签'],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join('、');
}

function agentStep(agent: Json): CheckStep {
  const name = '督办应用';
  const visible = visibleWords(agent);
  if (Number(agent['close']) === 1) return step(name, 'wrong', '应用已停用。请在企业微信管理后台“应用管理”里打开督办应用，点“启用”。');
  if (visible === '') {
    return step(
      name,
      'wrong',
      '“可见范围”是空的，谁也收不到消息。请在企业微信管理后台“应用管理”里打开督办应用，在“可见范围”里加上要收消息的部门和人员。',
    );
  }
  return step(name, 'ok', `找到应用“${String(agent['name'] ?? '')}”，可见范围：${visible}。`);
}

/** Only signing in from inside WeCom needs it. */
function domainStep(agent: Json, publicUrl: string): CheckStep {
  const [name, host] = ['可信域名', new URL(publicUrl).host];
  const trusted = String(agent['redirect_domain'] ?? '');
  if (trusted === host) return step(name, 'ok', `已设为 ${host}。`);
  const is = trusted === '' ? '还没有设置' : `现在是 ${trusted}，与系统网址不同`;
  return step(name, 'open', `${is}。收消息不受影响；要在企业微信里免登录打开督办，请在督办应用的“网页授权及JS-SDK”→“可信域名”里填 ${host}。`);
}

function receivingStep({ sealed }: PlatformApp): CheckStep {
  const name = '接收消息';
  if (sealed['token'] !== undefined && sealed['aesKey'] !== undefined) return step(name, 'ok', '已填写 Token 和 EncodingAESKey，卡片上可以带按钮。');
  return step(name, 'open', '还没有填写，卡片上只有链接，没有按钮。需要时在督办应用的“接收消息”→“设置API接收”里生成，两边填一样的。');
}

async function usageStep(app: PlatformApp, { budgets }: AppOptions): Promise<CheckStep> {
  const { words, isShort } = await usageOf(budgets, app, new Date());
  return step('每天的消息量', isShort ? 'open' : 'ok', words);
}

/** A line that is tried ends the one that stands; it stands again by itself within seconds. */
async function botStep(app: PlatformApp, options: AppOptions): Promise<readonly CheckStep[]> {
  if (!hasBot(app)) return [];
  const name = '智能机器人';
  const door = botDoor(app, options);
  if (door.kind !== 'open') return [step(name, 'open', `${door.words}请检查配置 DUBAN_ALLOWED_ROBOT_HOSTS。`)];
  const found = await tryLine(door.url, options.linePatience.openMs, {
    say: (say) => subscribe(app, options, say),
    isTaken: (text) => isTaken(frameIn(text) ?? {}),
  });
  const CANNOT = '在修好之前，在智能机器人里说的话收不到；应用消息不受影响。';
  switch (found) {
    case 'taken':
      return [step(name, 'ok', '长连接可以建立，不需要公网地址。请把机器人拉进要用的群，由巡察办在群里@它说“绑定领导小组”或“绑定”加单位全称。')];
    case 'refused':
      return [step(name, 'open', `企业微信不认 Bot ID 和 Secret。请在“工作台”→“智能机器人”→“API 模式”→“使用长连接”里重新复制这两项。${CANNOT}`)];
    case 'away':
      return [
        step(name, 'open', `从这台服务器连不上 ${door.url.host}。请让维护人员在防火墙上放行到这个地址的 WebSocket 连接，再检查一次。${CANNOT}`),
      ];
  }
}

/** Secrets of its own that messages do not need: what is wrong with one hinders no message. */
async function moreSecrets(app: PlatformApp, options: AppOptions): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  for (const [credential, name] of [
    ['directorySecret', '通讯录同步的 Secret'],
    ['miniprogramSecret', '小程序的 Secret'],
  ] as const) {
    if (app.sealed[credential] === undefined) continue;
    const failed = await freshToken(app, credential, options);
    steps.push(failed === null ? step(name, 'ok', '正确。') : step(name, 'open', `不能用，收消息不受影响。${wordsOf(failed)}`));
  }
  return steps;
}

export async function checkWecom(
  app: PlatformApp,
  trial: Trial,
  options: AppOptions,
  send: (trial: NonNullable<Trial['toMyself']>) => Promise<SendResult>,
): Promise<readonly CheckStep[]> {
  const failed = await freshToken(app, 'secret', options);
  if (failed !== null) return [step('换取访问凭证', stateOf(failed), wordsOf(failed))];
  const token = step('换取访问凭证', 'ok', '企业 ID 和 Secret 正确。');
  const agent = await agentOf(app, options);
  if (isResult(agent)) return [token, step('督办应用', stateOf(agent), wordsOf(agent))];
  const steps = [
    ...[token, agentStep(agent), domainStep(agent, trial.publicUrl), receivingStep(app), await usageStep(app, options)],
    ...(await botStep(app, options)),
    ...(await moreSecrets(app, options)),
  ];
  return steps.some(({ state }) => state === 'wrong') ? steps : [...steps, await toMyselfStep('企业微信', trial, send)];
}
