/** 接入 as the office sees it: what is connected, what is filled in (never a secret), and whom it does not reach. */
import { ConnectionKind, type ConnectionLine, type ConnectionList } from '../../core/contract/connection.js';
import { demand, mayEditConnections } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import type { AppKind, PlatformApp, Services } from '../services.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import { isAppKind, personBy, switchboardOf, type Switchboard, userIdOf } from './lanes.js';
import { changeWords } from './note-directory-change.js';
import { signInTrouble } from './sign-in-trouble.js';

/** Throws Refusal `connection-unknown`. */
export function appKindIn(name: string): AppKind {
  if (isAppKind(name)) return name;
  throw new Refusal('connection-unknown', '没有这种接入。', { kind: 'not-found', remedy: '请刷新页面。' });
}

/** Throws Refusal `connection-missing`. */
export async function findApp({ store }: Services, kind: AppKind): Promise<PlatformApp> {
  const app = await store.apps.find(kind);
  if (app === null) throw new Refusal('connection-missing', '还没有填写。', { kind: 'conflict', remedy: '请先填写并保存。' });
  return app;
}

const stateOf = (app: PlatformApp | undefined): Pick<ConnectionLine, 'state' | 'stateWords'> => {
  if (app === undefined) return { state: 'none', stateWords: '没有接入。发给个人的消息只出现在消息预览和各人的“我的任务”里。' };
  return app.stopped === null ? { state: 'ready', stateWords: '正常' } : { state: 'stopped', stateWords: `已停用：${app.stopped}` };
};

function unreachedOf(kind: AppKind, { unreached, roster }: Switchboard): ConnectionLine['unreached'] {
  return unreached.flatMap((mark) => {
    const person = mark.kind === kind ? roster.person(mark.personId) : null;
    const isNow = person?.active === true && userIdOf(kind, person) === mark.userId;
    return isNow ? [{ personId: person.id, name: person.name, words: mark.words }] : [];
  });
}

async function signInWords(services: Services, kind: AppKind): Promise<string | null> {
  const trouble = await signInTrouble(services, kind);
  if (trouble === null) return null;
  const at = instantWords(new Date(trouble.at), dayOf(services.clock.now()));
  return `${at} 有人没能免登录。${trouble.words}改好后点“检查连接”。`;
}

/** Of a way that is closed for everybody its own line; of one person's theirs, by name. */
async function detourWords({ store, channels }: Services, kind: AppKind, { roster }: Switchboard): Promise<string[]> {
  const names = channels[kind].ways ?? {};
  const found = await store.detours.list(kind);
  return found.flatMap(({ way, userId, words }) => {
    const person = userId === null ? null : personBy(kind, userId, roster);
    if (userId !== null && person === null) return [];
    return [`${person === null ? '' : `${person.name}：`}“${names[way] ?? way}”现在用不了，先改用另一种方式，一天后再试。${words}`];
  });
}

async function lineOf(services: Services, kind: AppKind, board: Switchboard): Promise<ConnectionLine> {
  const { channels, settings } = services;
  const app = board.apps.find((one) => one.kind === kind);
  const { name, form, callback, lineWords, usage } = channels[kind];
  const byLine = app === undefined ? null : (lineWords?.(app) ?? null);
  const active = board.roster.people.filter((person) => person.active);
  const known = active.filter((person) => userIdOf(kind, person) !== null).length;
  return {
    kind,
    name,
    ...stateOf(app),
    fields: form.map((field) => ({
      ...field,
      value: field.isSecret ? null : (app?.open[field.name] ?? field.options?.[0]?.value ?? null),
      isKept: field.isSecret && app?.sealed[field.name] !== undefined,
    })),
    callbackUrl: byLine === null ? `${settings.publicUrl}/api/callbacks/${callback.path}` : null,
    callbackWords: byLine ?? `接收消息的地址（${callback.where}）：`,
    signInWords: app === undefined ? null : await signInWords(services, kind),
    peopleWords: `在用人员 ${active.length} 人，登记了${name}账号的 ${known} 人。`,
    usageWords: app === undefined ? null : ((await usage?.(app)) ?? null),
    detours: app === undefined ? [] : await detourWords(services, kind, board),
    changes: app === undefined ? [] : await changeWords(services, kind),
    unreached: unreachedOf(kind, board),
  };
}

/** Refusal `not-allowed`. */
export async function readConnections(services: Services, viewer: Viewer): Promise<ConnectionList> {
  demand(mayEditConnections(viewer), '管理接入');
  const board = await switchboardOf(services);
  return { connections: await Promise.all(ConnectionKind.options.map((kind) => lineOf(services, kind, board))) };
}
