/**
 * WeCom's directory as the application sees it: departments and members within its 可见范围. The secret of 通讯录同步 lists ids
 * alone (since 2022 no names), so it only tells how many lie outside.
 */
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import { askInTurn, type Told } from '../ask-in-turn.js';
import { type DirectoryRead, emptyTray, idsIn, objectsIn, textIn, type Tray, type Unread } from '../directory-read.js';
import type { Platform } from '../reactions.js';
import { WECOM_APP } from './app-answers.js';
import { type Call, callWecom } from './app-call.js';

type Json = Readonly<Record<string, unknown>>;
type Ask = (call: Call) => Promise<Told>;

const APP = '企业微信管理后台“应用管理”里的督办应用';
const SCOPE = `${APP}的“可见范围”`;
/** 10,000 a minute are allowed; ten a second leave room for messages. */
const GAP_MS = 20;
const PAGE = 10_000;

const WECOM_DIRECTORY: Platform = {
  ...WECOM_APP,
  rows: [
    { codes: [60011, 48002], class: 'config', words: `督办应用没有读取通讯录的权限。请在${SCOPE}里加上被巡察单位的部门，然后重新读取。` },
    ...WECOM_APP.rows,
  ],
};

/** Not there any more, or not to be seen: left out. */
const GONE: readonly number[] = [60011, 60111, 60123];

/** Null: it is not there for us. A failure ends the reading. */
async function oneOf(ask: Ask, call: Call): Promise<Json | null | Extract<Told, { kind: 'failed' }>> {
  const told = await ask(call);
  if (told.kind === 'told') return told.json;
  return told.code !== null && GONE.includes(told.code) ? null : told;
}

const isFailed = (found: Json | null | Extract<Told, { kind: 'failed' }>): found is Extract<Told, { kind: 'failed' }> =>
  found !== null && found['kind'] === 'failed';

const wrongOf = ({ words, stops }: Extract<Told, { kind: 'failed' }>): Unread => ({ kind: 'failed', words, stops });

async function readDepartment(ask: Ask, tray: Tray, id: string): Promise<Unread | null> {
  const found = await oneOf(ask, { path: '/cgi-bin/department/get', query: { id } });
  if (isFailed(found)) return wrongOf(found);
  const [department] = objectsIn([found?.['department']]);
  const [parentId] = idsIn([department?.['parentid']]);
  const name = textIn(department?.['name']);
  if (name !== '') tray.departments.set(id, { id, name, parentId: parentId ?? null });
  const listed = await oneOf(ask, { path: '/cgi-bin/user/list', query: { department_id: id } });
  if (isFailed(listed)) return wrongOf(listed);
  for (const user of objectsIn(listed?.['userlist'])) tray.add(textIn(user['userid']), textIn(user['name']), idsIn(user['department']));
  return null;
}

async function readPerson(ask: Ask, tray: Tray, userId: string): Promise<Unread | null> {
  const found = await oneOf(ask, { path: '/cgi-bin/user/get', query: { userid: userId } });
  if (isFailed(found)) return wrongOf(found);
  if (found !== null) tray.add(userId, textIn(found['name']), idsIn(found['department']));
  return null;
}

/** Ids of everybody there is, page by page; null where it could not be read. */
async function everyId(ask: Ask): Promise<ReadonlySet<string> | null> {
  const ids = new Set<string>();
  for (let cursor = ''; ; ) {
    const told = await ask({
      path: '/cgi-bin/user/list_id',
      body: { ...(cursor === '' ? {} : { cursor }), limit: PAGE },
      credential: 'directorySecret',
    });
    if (told.kind === 'failed') return null;
    for (const row of objectsIn(told.json['dept_user'])) ids.add(textIn(row['userid']));
    const next = textIn(told.json['next_cursor']);
    if (next === '' || next === cursor) return ids;
    cursor = next;
  }
}

async function outsideNotes(app: PlatformApp, ask: Ask, tray: Tray): Promise<readonly string[]> {
  if (app.sealed['directorySecret'] === undefined) return [];
  const ids = await everyId(ask);
  if (ids === null) return ['用“通讯录同步的 Secret”没有读到成员名单，不知道还有多少人不在可见范围里。请在“接入”里点“检查连接”核对这个 Secret。'];
  const outside = [...ids].filter((id) => !tray.members.has(id)).length;
  return outside === 0 ? [] : [`企业里另有 ${outside} 人不在督办应用的可见范围里，这里看不到，也收不到消息。需要他们的，请在${SCOPE}里加上。`];
}

export async function readWecomDirectory(app: PlatformApp, options: AppOptions): Promise<DirectoryRead> {
  const ask = askInTurn(WECOM_DIRECTORY, (call: Call) => callWecom(app, call, options), GAP_MS);
  const tray = emptyTray();
  const agent = await ask({ path: '/cgi-bin/agent/get', query: { agentid: app.open['agentId'] ?? '' } });
  if (agent.kind === 'failed') return wrongOf(agent);
  const allowed = (part: string, list: string): unknown => objectsIn([agent.json[part]])[0]?.[list];
  const listed = await oneOf(ask, { path: '/cgi-bin/department/simplelist' });
  if (isFailed(listed)) return wrongOf(listed);
  const alone = objectsIn(allowed('allow_userinfos', 'user')).map((user) => textIn(user['userid']));
  const steps = [
    ...objectsIn(listed?.['department_id']).flatMap(({ id }) => idsIn([id]).map((one) => () => readDepartment(ask, tray, one))),
    ...alone.map((userId) => async () => (userId === '' || tray.members.has(userId) ? null : readPerson(ask, tray, userId))),
  ];
  for (const step of steps) {
    const wrong = (await step()) ?? tray.tooMuch(SCOPE);
    if (wrong !== null) return wrong;
  }
  const hasTags = idsIn(allowed('allow_tags', 'tagid')).length > 0;
  return tray.done([
    ...(hasTags ? [`按标签加入“可见范围”的成员读不到姓名。请在${SCOPE}里改用部门或成员。`] : []),
    ...(await outsideNotes(app, ask, tray)),
    ...(tray.members.size === 0 ? [`督办应用一个成员也看不到。请在${SCOPE}里加上被巡察单位的部门，然后重新读取。`] : []),
  ]);
}
