/** DingTalk's directory within the scope the application was given: departments level by level, members in pages of a hundred. */
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import { askInTurn, type Told } from '../ask-in-turn.js';
import { type DirectoryRead, emptyTray, idsIn, objectsIn, textIn, type Tray, type Unread } from '../directory-read.js';
import { withPermission } from './app-answers.js';
import { callOldDingtalk } from './old-call.js';

type Json = Readonly<Record<string, unknown>>;
interface Question {
  readonly path: string;
  readonly body?: Json;
}
type Ask = (question: Question) => Promise<Told>;

const APP = '钉钉开放平台“应用开发”里的督办应用';
const SCOPE = `${APP}的“开发配置”→“权限管理”→“通讯录权限范围”`;
/** Twenty a second are allowed for each kind of call; messages go by others. */
const GAP_MS = 60;
const PAGE = 100;

const DINGTALK_DIRECTORY = withPermission(
  {
    codes: [60011],
    class: 'config',
    words: `督办应用没有读取通讯录的权限。请在${APP}的“开发配置”→“权限管理”里申请“通讯录部门信息读权限”“通讯录部门成员读权限”和“成员信息读权限”，并在“版本管理与发布”里发布新版本，然后重新读取。`,
  },
  [],
);

/** Outside the scope, or gone since it was listed: left out. */
const GONE: readonly number[] = [50002, 50004, 60003, 60121];

const isGone = (told: Told): boolean => told.kind === 'failed' && told.code !== null && GONE.includes(told.code);
const resultOf = (told: Told): Json => (told.kind === 'told' ? (objectsIn([told.json['result']])[0] ?? {}) : {});
const wrongIn = (told: Told): Unread | null =>
  told.kind === 'failed' && !isGone(told) ? { kind: 'failed', words: told.words, stops: told.stops } : null;

const keep = (tray: Tray, department: Json): string | null => {
  const [[id], [parentId], name] = [idsIn([department['dept_id']]), idsIn([department['parent_id']]), textIn(department['name'])];
  if (id === undefined || tray.departments.has(id)) return null;
  tray.departments.set(id, { id, name, parentId: parentId ?? null });
  return id;
};

async function readMembers(ask: Ask, tray: Tray, id: string): Promise<Unread | null> {
  for (let cursor = 0; ; ) {
    const told = await ask({ path: '/topapi/user/listsimple', body: { dept_id: Number(id), cursor, size: PAGE } });
    if (told.kind === 'failed') return wrongIn(told);
    const page = resultOf(told);
    for (const user of objectsIn(page['list'])) tray.add(textIn(user['userid']), textIn(user['name']), [id]);
    const next = Number(page['next_cursor']);
    if (page['has_more'] !== true || !(next > cursor)) return null;
    cursor = next;
  }
}

/** The department's members, and the departments below it that were not known yet. */
async function readDepartment(ask: Ask, tray: Tray, id: string): Promise<{ readonly wrong: Unread | null; readonly below: readonly string[] }> {
  const wrong = await readMembers(ask, tray, id);
  if (wrong !== null) return { wrong, below: [] };
  const told = await ask({ path: '/topapi/v2/department/listsub', body: { dept_id: Number(id) } });
  if (told.kind === 'failed') return { wrong: wrongIn(told), below: [] };
  return { wrong: null, below: objectsIn(told.json['result']).flatMap((one) => keep(tray, one) ?? []) };
}

async function readAlone(ask: Ask, tray: Tray, userId: string): Promise<Unread | null> {
  if (tray.members.has(userId)) return null;
  const told = await ask({ path: '/topapi/v2/user/get', body: { userid: userId } });
  if (told.kind === 'failed') return wrongIn(told);
  const user = resultOf(told);
  tray.add(userId, textIn(user['name']), idsIn(user['dept_id_list']));
  return null;
}

export async function readDingtalkDirectory(app: PlatformApp, options: AppOptions): Promise<DirectoryRead> {
  const ask: Ask = askInTurn(
    DINGTALK_DIRECTORY,
    ({ path, body }: Question) => callOldDingtalk(app, { path, body, purpose: 'courtesy' }, options),
    GAP_MS,
  );
  const tray = emptyTray();
  const scopes = await ask({ path: '/auth/scopes' });
  if (scopes.kind === 'failed') return { kind: 'failed', words: scopes.words, stops: scopes.stops };
  const scope = objectsIn([scopes.json['auth_org_scopes']])[0] ?? {};
  const queue: string[] = [];
  for (const id of idsIn(scope['authed_dept'])) {
    const told = await ask({ path: '/topapi/v2/department/get', body: { dept_id: Number(id) } });
    const wrong = wrongIn(told);
    if (wrong !== null) return wrong;
    if (told.kind === 'told' && keep(tray, { ...resultOf(told), dept_id: id }) !== null) queue.push(id);
  }
  for (const id of queue) {
    const { wrong, below } = await readDepartment(ask, tray, id);
    const why = wrong ?? tray.tooMuch(SCOPE);
    if (why !== null) return why;
    queue.push(...below);
  }
  for (const userId of idsIn(scope['authed_user'])) {
    const wrong = (await readAlone(ask, tray, userId)) ?? tray.tooMuch(SCOPE);
    if (wrong !== null) return wrong;
  }
  return tray.done(tray.members.size === 0 ? [`督办应用一个成员也看不到。请在${SCOPE}里加上被巡察单位，发布新版本后重新读取。`] : []);
}
