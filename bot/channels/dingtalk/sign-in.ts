/** Who holds a phone, as DingTalk tells it: by a code that its own app gives to a page or a mini-program of ours. */
import type { AppOptions } from '../app-credentials.js';
import type { SignInDoor, WhoIs } from '../channel.js';
import type { Platform } from '../reactions.js';
import { whoIsBy } from '../sign-in-answer.js';
import { withPermission } from './app-answers.js';
import { callOldDingtalk } from './old-call.js';

const APP = '钉钉开放平台“应用开发”里的督办应用';

/** What signing in meets besides what every call meets. */
const DINGTALK_SIGN_IN: Platform = withPermission(
  {
    codes: [60011],
    class: 'config',
    words: `督办应用没有免登录的权限。请在${APP}的“开发配置”→“权限管理”里搜索“成员信息读权限”，点“申请权限”，并在“版本管理与发布”里发布新版本。`,
  },
  [],
);

/** A code that is missing, was used, is older than five minutes or of another kind. */
const DINGTALK_STALE: readonly number[] = [40078];

function memberIn({ result }: Readonly<Record<string, unknown>>): WhoIs {
  const userId = typeof result === 'object' && result !== null ? (result as Readonly<Record<string, unknown>>)['userid'] : undefined;
  return typeof userId === 'string' && userId !== '' ? { kind: 'known', userId } : { kind: 'outsider' };
}

export const dingtalkDoor = (options: AppOptions): SignInDoor => ({
  wayOf: ({ open }) => {
    const { corpId, appKey } = open;
    return corpId === undefined || appKey === undefined ? null : { way: 'app', corpId, clientId: appKey };
  },
  whoIs: async (app, code, way) => {
    // It has no page that we send anybody to.
    if (way === 'page') return { kind: 'stale' };
    const asked = { path: '/topapi/v2/user/getuserinfo', body: { code }, purpose: 'message' } as const;
    return whoIsBy(DINGTALK_SIGN_IN, await callOldDingtalk(app, asked, options), DINGTALK_STALE, memberIn, true);
  },
});
