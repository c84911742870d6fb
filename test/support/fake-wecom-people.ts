/**
 * WeCom's side of who is who, as strict as the vendor: its sign-in page, codes for one use and five minutes, the trusted
 * domain, the mini-program's code; departments and members within 可见范围, ids of all by the secret of 通讯录同步 alone.
 */
import { randomBytes } from 'node:crypto';
import type { Judged, Request } from './fake-gateway.js';
import { jsonIn } from './fake-gateway.js';
import { refused } from './fake-wecom-answers.js';

/** Which application asks, and by which of its secrets. */
export interface Asking {
  readonly corpId: string;
  readonly agentId: string;
  readonly redirectDomain: string;
  readonly by: 'secret' | 'directorySecret' | 'miniprogramSecret';
}

export interface WecomDepartment {
  readonly id: number;
  readonly name: string;
  readonly parentId: number;
}

/** A member as the directory has them. */
export interface DirectoryMember {
  readonly name: string;
  readonly departments: readonly number[];
  readonly isVisible: boolean;
}

export interface FakeWecomPeople {
  /** Whose phone the browser is. `outsider`: a person of WeChat who is no member. */
  holdPhone(userId: string | 'outsider'): void;
  /** What `wx.qy.login` would give on the phone of this member; `corpId` of another organisation that linked the same mini-program. */
  miniprogramCode(agentId: string, userId: string, corpId?: string): string;
  /** What the page would have given, without a browser. */
  pageCode(agentId: string, userId: string): string;
  /** A department; root is 1. Visible: it lies in 可见范围 with all below it. */
  addDepartment(department: WecomDepartment, isVisible?: boolean): void;
}

interface Code {
  readonly agentId: string;
  readonly userId: string;
  readonly corpId: string;
  readonly from: 'page' | 'miniprogram';
  readonly until: number;
}

const CODE_MS = 5 * 60_000;
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

export function fakeWecomPeople(
  appsNow: () => readonly Omit<Asking, 'by'>[],
  members: () => ReadonlyMap<string, DirectoryMember>,
): FakeWecomPeople & {
  page(request: Request): Judged;
  judge(asking: Asking, request: Request): Judged | null;
  visibleDepartments(): readonly number[];
  forget(): void;
} {
  const codes = new Map<string, Code>();
  const departments = new Map<number, WecomDepartment & { readonly isVisible: boolean }>();
  let holder: string | null = null;

  const newCode = (code: Omit<Code, 'until'>, at: number): string => {
    const made = hex(32);
    codes.set(made, { ...code, until: at + CODE_MS });
    return made;
  };
  const corpOf = (agentId: string): string => appsNow().find((app) => app.agentId === agentId)?.corpId ?? '';

  const page = ({ url, at }: Request): Judged => {
    const asked = (name: string) => url.searchParams.get(name) ?? '';
    const app = appsNow().find(({ corpId, agentId }) => corpId === asked('appid') && agentId === asked('agentid'));
    const sorry = (words: string): Judged => ({ page: `<!doctype html><meta charset="utf-8"><title>出错</title><p>${words}</p>` });
    if (app === undefined) return sorry('应用不存在');
    const [back, state] = [asked('redirect_uri'), asked('state')];
    if (!URL.canParse(back) || new URL(back).host !== app.redirectDomain) return sorry('redirect_uri 需使用应用可信域名');
    if (asked('response_type') !== 'code' || !['snsapi_base', 'snsapi_privateinfo'].includes(asked('scope'))) return sorry('参数错误');
    if (!/^[0-9a-zA-Z]{0,128}$/.test(state) || holder === null) return sorry('参数错误');
    const to = new URL(back);
    to.searchParams.set('code', newCode({ agentId: app.agentId, corpId: app.corpId, userId: holder, from: 'page' }, at));
    to.searchParams.set('state', state);
    return { redirect: to.href };
  };

  /** Once, for the application it was made for, within five minutes. */
  const take = (given: string, { agentId }: Asking, from: Code['from'], at: number): Code | null => {
    const code = codes.get(given);
    if (code === undefined || code.from !== from || code.agentId !== agentId || code.until <= at) return null;
    codes.delete(given);
    return code;
  };

  const getUserInfo = (asking: Asking, { url, at }: Request): Judged => {
    if (asking.by !== 'secret') return refused(48002, 'api forbidden');
    const code = take(url.searchParams.get('code') ?? '', asking, 'page', at);
    if (code === null) return refused(40029, 'invalid code');
    return { answered: members().has(code.userId) ? { userid: code.userId } : { openid: hex(14) } };
  };

  const jscode2session = (asking: Asking, { url, at }: Request): Judged => {
    if (asking.by === 'directorySecret') return refused(48002, 'api forbidden');
    if (url.searchParams.get('grant_type') !== 'authorization_code') return refused(40058, 'invalid grant_type');
    const code = take(url.searchParams.get('js_code') ?? '', asking, 'miniprogram', at);
    return code === null ? refused(40029, 'invalid code') : { answered: { corpid: code.corpId, userid: code.userId, session_key: hex(16) } };
  };

  /** A department is visible with whatever is above it in 可见范围. */
  const isVisible = (id: number): boolean => {
    const department = departments.get(id);
    return department !== undefined && (department.isVisible || (department.parentId !== 0 && isVisible(department.parentId)));
  };
  const below = (id: number): readonly number[] => [
    id,
    ...[...departments.values()].filter(({ parentId }) => parentId === id).flatMap((one) => below(one.id)),
  ];
  const isSeen = ({ isVisible: alone, departments: of }: DirectoryMember): boolean => alone || of.some(isVisible);

  const shown = (userid: string, { name, departments: department }: DirectoryMember) => ({
    userid,
    name,
    department,
    main_department: department[0] ?? 1,
    status: 1,
  });

  const directory = ({ by }: Asking, { url, method, body }: Request): Judged | null => {
    const asked = (name: string) => Number(url.searchParams.get(name) || 1);
    switch (url.pathname) {
      case '/cgi-bin/department/simplelist': {
        const from = url.searchParams.get('id');
        const ids = (from === null || from === '' ? [...departments.keys()] : below(Number(from))).filter(isVisible);
        return { answered: { department_id: ids.map((id) => ({ id, parentid: departments.get(id)?.parentId ?? 0, order: 1 })) } };
      }
      case '/cgi-bin/department/get': {
        const found = departments.get(asked('id'));
        if (found === undefined) return refused(60123, 'invalid party id');
        if (!isVisible(found.id)) return refused(60011, 'no privilege to access/modify contact/party/agent');
        return {
          answered: { department: { id: found.id, name: found.name, name_en: '', department_leader: [], parentid: found.parentId, order: 1 } },
        };
      }
      case '/cgi-bin/user/list': {
        // Since 2022 the secret of 通讯录同步 reads ids alone.
        if (by === 'directorySecret') return refused(48002, 'api forbidden');
        const id = asked('department_id');
        if (!departments.has(id)) return refused(60123, 'invalid party id');
        if (!isVisible(id)) return refused(60011, 'no privilege to access/modify contact/party/agent');
        return {
          answered: {
            userlist: [...members()].filter(([, member]) => member.departments.includes(id)).map(([userId, member]) => shown(userId, member)),
          },
        };
      }
      case '/cgi-bin/user/get': {
        if (by === 'directorySecret') return refused(48002, 'api forbidden');
        const userId = url.searchParams.get('userid') ?? '';
        const member = members().get(userId);
        if (member === undefined) return refused(60111, 'userid not found');
        return isSeen(member) ? { answered: shown(userId, member) } : refused(60011, 'no privilege to access/modify contact/party/agent');
      }
      case '/cgi-bin/user/list_id': {
        if (by !== 'directorySecret') return refused(48002, 'api forbidden');
        const json = method === 'POST' ? jsonIn(body) : null;
        const limit = Number(json?.['limit']);
        if (json === null || !(limit >= 1 && limit <= 10_000)) return refused(40058, 'invalid limit');
        const rows = [...members()].flatMap(([userid, { departments: of }]) => of.map((department) => ({ userid, department })));
        const begin = Number(json['cursor'] || 0);
        const next = begin + limit < rows.length ? String(begin + limit) : '';
        return { answered: { next_cursor: next, dept_user: rows.slice(begin, begin + limit) } };
      }
      default:
        return null;
    }
  };

  return {
    page,
    judge: (asking, request) => {
      if (request.url.pathname === '/cgi-bin/auth/getuserinfo') return getUserInfo(asking, request);
      if (request.url.pathname === '/cgi-bin/miniprogram/jscode2session') return jscode2session(asking, request);
      return directory(asking, request);
    },
    visibleDepartments: () => [...departments.values()].filter((one) => one.isVisible).map(({ id }) => id),
    forget: () => {
      codes.clear();
      departments.clear();
      holder = null;
    },
    holdPhone: (userId) => {
      holder = userId;
    },
    miniprogramCode: (agentId, userId, corpId = corpOf(agentId)) => newCode({ agentId, corpId, userId, from: 'miniprogram' }, Date.now()),
    pageCode: (agentId, userId) => newCode({ agentId, corpId: corpOf(agentId), userId, from: 'page' }, Date.now()),
    addDepartment: (department, isIn = true) => void departments.set(department.id, { ...department, isVisible: isIn }),
  };
}
