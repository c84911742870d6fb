/** Who holds a phone, as WeCom tells it: by its page for a browser inside WeCom, by `wx.qy.login` for the mini-program. */
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import { readBaseAddress } from '../base-address.js';
import type { CodeWay, SignInDoor, WhoIs } from '../channel.js';
import type { Platform } from '../reactions.js';
import { whoIsBy } from '../sign-in-answer.js';
import { WECOM_APP } from './app-answers.js';
import { callWecom } from './app-call.js';
import { WECOM_LOGIN } from './app-form.js';

/** What signing in meets besides what every call meets. */
const WECOM_SIGN_IN: Platform = {
  ...WECOM_APP,
  rows: [
    {
      codes: [50001],
      class: 'config',
      words:
        '系统网址的域名（连同端口）不是督办应用的可信域名。请在企业微信管理后台“应用管理”里打开督办应用，在“网页授权及JS-SDK”→“可信域名”里填写系统网址的域名。',
    },
    ...WECOM_APP.rows,
  ],
};

/** A code that was used, is older than five minutes, or was never one. */
const WECOM_STALE: readonly number[] = [40029];

type Json = Readonly<Record<string, unknown>>;

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Older installations answer with a capital letter; whoever is not of the organisation has an `openid` alone. */
function memberIn(json: Json): WhoIs {
  const userId = json['userid'] ?? json['UserId'];
  return isId(userId) ? { kind: 'known', userId } : { kind: 'outsider' };
}

function pageOf({ open }: PlatformApp, redirect: string, state: string, { allowedRobotHosts }: AppOptions): CodeWay | null {
  const base = readBaseAddress(open['loginUrl'] ?? WECOM_LOGIN, WECOM_LOGIN, '', allowedRobotHosts);
  const { corpId, agentId } = open;
  if (typeof base !== 'string' || corpId === undefined || agentId === undefined) return null;
  const url = new URL('/connect/oauth2/authorize', base);
  const asked = { appid: corpId, redirect_uri: redirect, response_type: 'code', scope: 'snsapi_base', state, agentid: agentId };
  url.search = new URLSearchParams(asked).toString();
  url.hash = 'wechat_redirect';
  return { way: 'page', url: url.href };
}

export const wecomDoor = (options: AppOptions): SignInDoor => ({
  wayOf: (app, redirect, state) => pageOf(app, redirect, state, options),
  whoIs: async (app, code, way) => {
    if (way === 'page') {
      const called = await callWecom(app, { path: '/cgi-bin/auth/getuserinfo', query: { code } }, options);
      return whoIsBy(WECOM_SIGN_IN, called, WECOM_STALE, memberIn, true);
    }
    // The code is that of the linked mini-program, which has a secret of its own; older links share the application's.
    const credential = app.sealed['miniprogramSecret'] === undefined ? 'secret' : 'miniprogramSecret';
    const query = { js_code: code, grant_type: 'authorization_code' };
    const called = await callWecom(app, { path: '/cgi-bin/miniprogram/jscode2session', query, credential }, options);
    // Another organisation's member is none of ours, whatever they are called there. The session's key stays here and is not kept.
    const ofOurs = (json: Json): WhoIs => (json['corpid'] === app.open['corpId'] ? memberIn(json) : { kind: 'outsider' });
    return whoIsBy(WECOM_SIGN_IN, called, WECOM_STALE, ofOurs, credential === 'secret');
  },
});
