/** Calls to DingTalk's API as one application: its credentials opened only here, its token shared, renewed once where it does not hold. */
import type { PlatformApp } from '../../services.js';
import { type AppOptions, openSecret, type Stopped, stopped, tokenName } from '../app-credentials.js';
import { readBaseAddress } from '../base-address.js';
import type { SendResult } from '../channel.js';
import { type Patience, postJson, putJson } from '../http-json.js';
import { reactionBefore, rowOf } from '../reactions.js';
import type { Obtained } from '../shared-token.js';
import { type Called, callWithToken } from '../token-call.js';
import { DINGTALK_APP } from './app-answers.js';
import { DINGTALK_API } from './app-form.js';
import { spend } from './budget.js';

interface Access {
  readonly baseUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
}

export function accessOf(app: PlatformApp, { secrets, allowedRobotHosts }: AppOptions): Access | Stopped {
  const appSecret = openSecret(app, 'appSecret', secrets);
  if (appSecret === null)
    return stopped('保存的 Client Secret 打不开，加密用的密钥可能已更换。请恢复原来的密钥，或在“接入”里重新填写 Client Secret。');
  // Looked at again: the configuration may have changed since the address was kept.
  const baseUrl = readBaseAddress(app.open['baseUrl'] ?? DINGTALK_API, DINGTALK_API, '', allowedRobotHosts);
  if (typeof baseUrl !== 'string') return stopped('保存的接口地址已不在允许之列。请检查配置 DUBAN_ALLOWED_ROBOT_HOSTS，或在“接入”里改正接口地址。');
  return { baseUrl, appKey: app.open['appKey'] ?? '', appSecret };
}

async function obtain({ baseUrl, appKey, appSecret }: Access, patience: Patience): Promise<Obtained> {
  const exchange = await postJson(new URL('/v1.0/oauth2/accessToken', baseUrl), { appKey, appSecret }, patience);
  const json = exchange.kind === 'answered' && exchange.status === 200 ? exchange.json : null;
  const [token, seconds] = [json?.['accessToken'], Number(json?.['expireIn'])];
  if (typeof token === 'string' && token !== '' && seconds > 0) return { kind: 'obtained', token, goodForMs: seconds * 1_000 };
  const result = reactionBefore(DINGTALK_APP, exchange);
  return { kind: 'failed', result: result.kind === 'sent' ? reactionBefore(DINGTALK_APP, { kind: 'lost', code: 'EPROTO' }) : result };
}

const tokenId = ({ baseUrl, appKey, appSecret }: Access): string => tokenName('dingtalkApp', [baseUrl, appKey, appSecret]);

/** Asks for a token whatever is kept, so that credentials are tried as they are now. */
export async function freshToken(app: PlatformApp, options: AppOptions): Promise<SendResult | null> {
  const access = accessOf(app, options);
  if ('kind' in access) return access.result;
  const obtained = await obtain(access, options.patience);
  return obtained.kind === 'failed' ? obtained.result : null;
}

/** Counted before it is made. */
export async function callDingtalk(
  app: PlatformApp,
  path: string,
  body: unknown,
  options: AppOptions,
  method: 'POST' | 'PUT' = 'POST',
): Promise<Called> {
  const access = accessOf(app, options);
  if ('kind' in access) return access;
  const spent = await spend(options.budgets, app, path, 'message', new Date());
  if (spent !== null) return { kind: 'failed', result: spent };
  const { patience } = options;
  return callWithToken(options, {
    id: tokenId(access),
    obtain: () => obtain(access, patience),
    call: (token) => (method === 'PUT' ? putJson : postJson)(new URL(path, access.baseUrl), body, patience, { 'x-acs-dingtalk-access-token': token }),
    isRefused: (answer) => rowOf(DINGTALK_APP, answer)?.class === 'token',
  });
}
