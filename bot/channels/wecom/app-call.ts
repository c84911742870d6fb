/** Calls to WeCom's API as one application: its credentials opened only here, its token shared, renewed once where it does not hold. */
import { createHash } from 'node:crypto';
import { Refusal } from '../../../core/refusal.js';
import type { PlatformApp, Secrets, TokenStore } from '../../services.js';
import { readBaseAddress } from '../base-address.js';
import type { SendResult } from '../channel.js';
import { type Exchange, getJson, type Patience, postJson } from '../http-json.js';
import { reactionBefore, rowOf } from '../reactions.js';
import { type Obtained, sharedToken } from '../shared-token.js';
import { WECOM_APP } from './app-answers.js';
import { WECOM_API } from './app-form.js';

export interface AppOptions {
  readonly secrets: Pick<Secrets, 'seal' | 'open'>;
  readonly tokens: TokenStore;
  /** Hosts besides the platform's own; plain http on loopback only. */
  readonly allowedRobotHosts: readonly string[];
  readonly patience: Patience;
}

/** Whose token: the application's, or that of 通讯录同步. */
export type Credential = 'secret' | 'directorySecret';

export interface Call {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Absent: GET. */
  readonly body?: unknown;
  readonly credential?: Credential;
}

export type Called = { readonly kind: 'called'; readonly exchange: Exchange } | { readonly kind: 'failed'; readonly result: SendResult };

interface Access {
  readonly baseUrl: string;
  readonly corpId: string;
  readonly secret: string;
}

const stop = (words: string): { readonly kind: 'failed'; readonly result: SendResult } => ({
  kind: 'failed',
  result: { kind: 'refused', stops: 'connection', words },
});

/** Null where it was sealed with another key, or was never given. */
export function openSecret({ sealed }: PlatformApp, name: string, secrets: Pick<Secrets, 'open'>): string | null {
  const text = sealed[name];
  if (text === undefined) return null;
  try {
    return secrets.open(text);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function accessOf(app: PlatformApp, credential: Credential, { secrets, allowedRobotHosts }: AppOptions): Access | ReturnType<typeof stop> {
  const secret = openSecret(app, credential, secrets);
  if (secret === null) return stop('保存的 Secret 打不开，加密用的密钥可能已更换。请恢复原来的密钥，或在“接入”里重新填写 Secret。');
  // Looked at again: the configuration may have changed since the address was kept.
  const baseUrl = readBaseAddress(app.open['baseUrl'] ?? WECOM_API, WECOM_API, '', allowedRobotHosts);
  if (typeof baseUrl !== 'string') return stop('保存的接口地址已不在允许之列。请检查配置 DUBAN_ALLOWED_ROBOT_HOSTS，或在“接入”里改正接口地址。');
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

/** Other credentials are another token; the name tells nothing about them. */
const tokenId = ({ baseUrl, corpId, secret }: Access): string =>
  `wecomApp:${createHash('sha256')
    .update(JSON.stringify([baseUrl, corpId, secret]))
    .digest('base64url')
    .slice(0, 22)}`;

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
  const tokenAfter = (stale: number | null) => sharedToken(options, tokenId(access), () => obtain(access, patience), stale);
  const once = (token: string): Promise<Exchange> => {
    const url = urlOf(access.baseUrl, call.path, { ...call.query, access_token: token });
    return call.body === undefined ? getJson(url, patience) : postJson(url, call.body, patience);
  };
  const first = await tokenAfter(null);
  if (first.kind === 'failed') return first;
  const exchange = await once(first.token);
  if (exchange.kind !== 'answered' || rowOf(WECOM_APP, exchange)?.class !== 'token') return { kind: 'called', exchange };
  const second = await tokenAfter(first.number);
  return second.kind === 'failed' ? second : { kind: 'called', exchange: await once(second.token) };
}
