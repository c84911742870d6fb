/** Calls to WeCom's API as one application: its credentials opened only here, its token shared, renewed once where it does not hold. */
import type { PlatformApp } from '../../services.js';
import { type AppOptions, openSecret, type Stopped, stopped, tokenName } from '../app-credentials.js';
import { readBaseAddress } from '../base-address.js';
import type { SendResult } from '../channel.js';
import { type Exchange, getJson, type Patience, postJson } from '../http-json.js';
import { reactionBefore, rowOf } from '../reactions.js';
import type { Obtained } from '../shared-token.js';
import { type Called, callWithToken } from '../token-call.js';
import { WECOM_APP } from './app-answers.js';
import { WECOM_API } from './app-form.js';

/** Whose token: the application's, that of 通讯录同步, or that of the linked mini-program. */
export type Credential = 'secret' | 'directorySecret' | 'miniprogramSecret';

export interface Call {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Absent: GET. */
  readonly body?: unknown;
  readonly credential?: Credential;
}

interface Access {
  readonly baseUrl: string;
  readonly corpId: string;
  readonly secret: string;
}

function accessOf(app: PlatformApp, credential: Credential, { secrets, allowedRobotHosts }: AppOptions): Access | Stopped {
  const secret = openSecret(app, credential, secrets);
  if (secret === null) return stopped('保存的 Secret 打不开，加密用的密钥可能已更换。请恢复原来的密钥，或在“接入”里重新填写 Secret。');
  // Looked at again: the configuration may have changed since the address was kept.
  const baseUrl = readBaseAddress(app.open['baseUrl'] ?? WECOM_API, WECOM_API, '', allowedRobotHosts);
  if (typeof baseUrl !== 'string') return stopped('保存的接口地址已不在允许之列。请检查配置 DUBAN_ALLOWED_ROBOT_HOSTS，或在“接入”里改正接口地址。');
  return { baseUrl, corpId: app.open['corpId'] ?? '', secret };
}

function urlOf(baseUrl: string, path: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(path, baseUrl);
  url.search = new URLSearchParams(query).toString();
  return url;
}

async function obtain({ baseUrl, corpId, secret }: Access, patience: Patience): Promise<Obtained> {
  const exchange = await getJson(urlOf(baseUrl, '/cgi-bin/gettoken', { corpid: corpId, corpsecret: secret }), patience);
  const json = exchange.kind === 'answered' ? exchange.json : null;
  const [token, seconds] = [json?.['access_token'], Number(json?.['expires_in'])];
  if (Number(json?.['errcode'] ?? 0) === 0 && typeof token === 'string' && token !== '' && seconds > 0) {
    return { kind: 'obtained', token, goodForMs: seconds * 1_000 };
  }
  const result = reactionBefore(WECOM_APP, exchange);
  return { kind: 'failed', result: result.kind === 'sent' ? reactionBefore(WECOM_APP, { kind: 'lost', code: 'EPROTO' }) : result };
}

const tokenId = ({ baseUrl, corpId, secret }: Access): string => tokenName('wecomApp', [baseUrl, corpId, secret]);

/** Asks for a token whatever is kept, so that credentials are tried as they are now. */
export async function freshToken(app: PlatformApp, credential: Credential, options: AppOptions): Promise<SendResult | null> {
  const access = accessOf(app, credential, options);
  if ('kind' in access) return access.result;
  const obtained = await obtain(access, options.patience);
  return obtained.kind === 'failed' ? obtained.result : null;
}

export async function callWecom(app: PlatformApp, call: Call, options: AppOptions): Promise<Called> {
  const access = accessOf(app, call.credential ?? 'secret', options);
  if ('kind' in access) return access;
  const { patience } = options;
  const once = (token: string): Promise<Exchange> => {
    const url = urlOf(access.baseUrl, call.path, { ...call.query, access_token: token });
    return call.body === undefined ? getJson(url, patience) : postJson(url, call.body, patience);
  };
  const isRefused: Parameters<typeof callWithToken>[1]['isRefused'] = (answer) => rowOf(WECOM_APP, answer)?.class === 'token';
  return callWithToken(options, { id: tokenId(access), obtain: () => obtain(access, patience), call: once, isRefused });
}
