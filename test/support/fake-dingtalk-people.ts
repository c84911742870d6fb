/**
 * DingTalk's side of who is who, as strict as the vendor: the older API with a token of its own in the address, codes for one
 * use and five minutes, departments level by level, members in pages of 100, within the application's 通讯录 scope, 20 calls a second.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { type Judged, jsonIn, type Request } from './fake-gateway.js';

type Json = Readonly<Record<string, unknown>>;

export interface DingtalkDepartment {
  readonly id: number;
  readonly name: string;
  readonly parentId: number;
}

interface Member {
  readonly name: string;
  readonly departments: readonly number[];
}

export interface FakeDingtalkPeople {
  /** What DingTalk's own app would give to a page or mini-program on the phone of this member. */
  authCode(appKey: string, userId: string): string;
  /** Root is 1 and need not be added. */
  addDepartment(department: DingtalkDepartment): void;
  addMember(userId: string, member: Member): void;
  /** 通讯录接口权限 and its scope; the whole organisation until told otherwise. */
  scope(scope: { readonly departments: readonly number[]; readonly users?: readonly string[] }): void;
  /** 通讯录部门信息读权限, 通讯录部门成员读权限, 成员信息读权限. */
  permitDirectory(isPermitted: boolean): void;
}

interface KeptApp {
  readonly appKey: string;
  readonly appSecret: string;
}

const CODE_MS = 5 * 60_000;
const TOKEN_MS = 7_200_000;
const PER_SECOND = 20;
const MOST_PER_PAGE = 100;

const refused = (errcode: number, errmsg: string, more: Json = {}): Judged => ({ refused: { errcode, errmsg, request_id: randomUUID(), ...more } });
const found = (result: unknown): Judged => ({ answered: { request_id: randomUUID(), result } });

export function fakeDingtalkPeople(
  appsNow: () => readonly KeptApp[],
): FakeDingtalkPeople & { judge(request: Request): Judged | null; appKeyOf(request: Request): string | null; forget(): void } {
  const codes = new Map<string, { readonly appKey: string; readonly userId: string; readonly until: number }>();
  const tokens = new Map<string, KeptApp & { readonly until: number }>();
  const departments = new Map<number, DingtalkDepartment>();
  const members = new Map<string, Member>();
  const calls = new Map<string, number[]>();
  let [scopes, isPermitted] = [{ departments: [1] as readonly number[], users: [] as readonly string[] }, true];

  const getToken = ({ url, at }: Request): Judged => {
    const app = appsNow().find(({ appKey }) => appKey === url.searchParams.get('appkey'));
    if (app === undefined || app.appSecret !== url.searchParams.get('appsecret')) return refused(40089, '不合法的appKey或appSecret');
    const kept = [...tokens].find(([, one]) => one.appKey === app.appKey && one.appSecret === app.appSecret && one.until > at)?.[0];
    const token = kept ?? randomBytes(16).toString('hex');
    // Asked again it is the same one, good for its whole time.
    tokens.set(token, { ...app, until: at + TOKEN_MS });
    return { answered: { access_token: token, expires_in: TOKEN_MS / 1_000 } };
  };

  const appOf = ({ url, at }: Request): KeptApp | null => {
    const token = tokens.get(url.searchParams.get('access_token') ?? '');
    const app = appsNow().find(({ appKey, appSecret }) => appKey === token?.appKey && appSecret === token.appSecret);
    return token === undefined || token.until <= at ? null : (app ?? null);
  };

  const isTooQuick = (key: string, at: number): boolean => {
    const lately = (calls.get(key) ?? []).filter((call) => call > at - 1_000);
    calls.set(key, [...lately, at]);
    return lately.length >= PER_SECOND;
  };

  const isWithin = (id: number): boolean => scopes.departments.includes(id) || (departments.has(id) && isWithin(departments.get(id)?.parentId ?? 0));
  const isThere = (id: number): boolean => id === 1 || departments.has(id);
  const shown = (id: number): Json => ({ dept_id: id, name: departments.get(id)?.name ?? '本单位', parent_id: departments.get(id)?.parentId ?? 0 });

  const ofDepartment = (json: Json, answer: (id: number) => Judged): Judged => {
    const id = json['dept_id'] === undefined ? 1 : Number(json['dept_id']);
    if (!isThere(id)) return refused(60003, '部门不存在');
    return isWithin(id) ? answer(id) : refused(50004, '请求的部门id不在授权范围内');
  };

  const pageOf = (json: Json, id: number): Judged => {
    const [cursor, size] = [Number(json['cursor']), Number(json['size'])];
    if (!(cursor >= 0) || !(size >= 1 && size <= MOST_PER_PAGE)) return refused(400002, '无效的参数');
    const all = [...members].filter(([, { departments: of }]) => of.includes(id)).map(([userid, { name }]) => ({ userid, name }));
    const list = all.slice(cursor, cursor + size);
    const hasMore = cursor + size < all.length;
    return found({ has_more: hasMore, ...(hasMore ? { next_cursor: cursor + size } : {}), list });
  };

  const answer = (app: KeptApp, { url, body, at }: Request): Judged => {
    const json = jsonIn(body) ?? {};
    if (!isPermitted) {
      const words = 'ding talk error[subcode=60011,submsg=没有调用该接口的权限，接口权限申请参考：https://open.dingtalk.com]';
      return refused(88, words, { sub_code: '60011', sub_msg: '没有调用该接口的权限' });
    }
    switch (url.pathname) {
      case '/topapi/v2/user/getuserinfo': {
        const code = codes.get(String(json['code']));
        if (code === undefined || code.appKey !== app.appKey || code.until <= at) return refused(40078, '不存在的临时授权码');
        codes.delete(String(json['code']));
        return found({
          userid: code.userId,
          unionid: randomBytes(12).toString('hex'),
          name: members.get(code.userId)?.name ?? '',
          sys: false,
          sys_level: 0,
          device_id: 'd',
        });
      }
      case '/topapi/v2/department/listsub':
        return ofDepartment(json, (id) => found([...departments.values()].filter(({ parentId }) => parentId === id).map((one) => shown(one.id))));
      case '/topapi/v2/department/get':
        return ofDepartment(json, (id) => found(shown(id)));
      case '/topapi/user/listsimple':
        return ofDepartment(json, (id) => pageOf(json, id));
      case '/topapi/v2/user/get': {
        const userid = String(json['userid']);
        const member = members.get(userid);
        if (member === undefined) return refused(60121, '找不到该用户');
        const isSeen = scopes.users.includes(userid) || member.departments.some(isWithin);
        return isSeen
          ? found({ userid, name: member.name, dept_id_list: member.departments, active: true })
          : refused(50002, '请求的员工userid不在授权范围内');
      }
      default:
        return refused(404, '请求的URI地址不存在');
    }
  };

  return {
    appKeyOf: (request) => appOf(request)?.appKey ?? null,
    judge: (request) => {
      const { url, method, at } = request;
      if (url.pathname === '/gettoken') return getToken(request);
      if (!url.pathname.startsWith('/topapi/') && url.pathname !== '/auth/scopes') return null;
      const app = appOf(request);
      if (app === null) return refused(88, 'ding talk error[subcode=40014,submsg=不合法的access_token]', { sub_code: '40014' });
      if (isTooQuick(`${app.appKey} ${url.pathname}`, at)) return refused(90018, '服务器调用QPS超过上限');
      if (url.pathname === '/auth/scopes') {
        return { answered: { auth_user_field: ['name'], auth_org_scopes: { authed_dept: scopes.departments, authed_user: scopes.users } } };
      }
      return method === 'POST' ? answer(app, request) : refused(43002, '需要POST请求');
    },
    forget: () => {
      for (const kept of [codes, departments, members, calls]) kept.clear();
      [scopes, isPermitted] = [{ departments: [1], users: [] }, true];
    },
    authCode: (appKey, userId) => {
      const code = randomBytes(16).toString('hex');
      codes.set(code, { appKey, userId, until: Date.now() + CODE_MS });
      return code;
    },
    addDepartment: (department) => void departments.set(department.id, department),
    addMember: (userId, member) => void members.set(userId, member),
    scope: ({ departments: of, users = [] }) => {
      scopes = { departments: of, users };
    },
    permitDirectory: (isIt) => {
      isPermitted = isIt;
    },
  };
}
