/** Calls to DingTalk's older API (`oapi`) as one application: its token is another one than the newer API's, and stands in the address. */
import type { PlatformApp } from '../../services.js';
import { type AppOptions, openSecret, type Stopped, stopped, tokenName } from '../app-credentials.js';
import { readBaseAddress } from '../base-address.js';
import { type Exchange, getJson, type Patience, postJson } from '../http-json.js';
import { reactionBefore, rowOf } from '../reactions.js';
import type { Obtained } from '../shared-token.js';
import { type Called, callWithToken } from '../token-call.js';
import { DINGTALK_APP } from './app-answers.js';
import { DINGTALK_OLD_API } from './app-form.js';
import { type Purpose, spend } from './budget.js';

interface Access {
  readonly baseUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
}

function accessOf(app: PlatformApp, { secrets, allowedRobotHosts }: AppOptions): Access | Stopped {
  const appSecret = openSecret(app, 'appSecret', secrets);
  if (appSecret === null)
    return stopped('保存的 Client Secret 打不开，加密用的密钥可能已更换。请恢复原来的密钥，或在“接入”里重新填写 Client Secret。');
  // Looked at again: the configuration may have changed since the address was kept.
  const baseUrl = readBaseAddress(app.open['oldBaseUrl'] ?? DINGTALK_OLD_API, DINGTALK_OLD_API, '', allowedRobotHosts);
  if (typeof baseUrl !== 'string')
    return stopped('保存的旧版接口地址已不在允许之列。请检查配置 DUBAN_ALLOWED_ROBOT_HOSTS，或在“接入”里改正旧版接口地址。');
  return { baseUrl, appKey: app.open['appKey'] ?? '', appSecret };
}

function urlOf(baseUrl: string, path: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(path, baseUrl);
  url.search = new URLSearchParams(query).toString();
  return url;
}

async function obtain({ baseUrl, appKey, appSecret }: Access, patience: Patience): Promise<Obtained> {
  const exchange = await getJson(urlOf(baseUrl, '/gettoken', { appkey: appKey, appsecret: appSecret }), patience);
  const json = exchange.kind === 'answered' ? exchange.json : null;
  const [token, seconds] = [json?.['access_token'], Number(json?.['expires_in'])];
  if (Number(json?.['errcode'] ?? 0) === 0 && typeof token === 'string' && token !== '' && seconds > 0) {
    return { kind: 'obtained', token, goodForMs: seconds * 1_000 };
  }
  const result = reactionBefore(DINGTALK_APP, exchange);
  return { kind: 'failed', result: result.kind === 'sent' ? reactionBefore(DINGTALK_APP, { kind: 'lost', code: 'EPROTO' }) : result };
}

export interface OldCall {
  readonly path: string;
  readonly purpose: Purpose;
  /** Absent: GET. */
  readonly body?: unknown;
}

/** Counted before it is made. */
export async function callOldDingtalk(app: PlatformApp, { path, purpose, body }: OldCall, options: AppOptions): Promise<Called> {
  const access = accessOf(app, options);
  if ('kind' in access) return access;
  const spent = await spend(options.budgets, app, path, purpose, new Date());
  if (spent !== null) return { kind: 'failed', result: spent };
  const { patience } = options;
  const once = (token: string): Promise<Exchange> => {
    const url = urlOf(access.baseUrl, path, { access_token: token });
    return body === undefined ? getJson(url, patience) : postJson(url, body, patience);
  };
  return callWithToken(options, {
    id: tokenName('dingtalkApp', ['old', access.baseUrl, access.appKey, access.appSecret]),
    obtain: () => obtain(access, patience),
    call: once,
    isRefused: (answer) => rowOf(DINGTALK_APP, answer)?.class === 'token',
  });
}
