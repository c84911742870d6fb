/** 检查连接: tries a connection step by step, says what to do in the platform's own menu words, and puts it in or out of service. */
import { pagesOf } from '../../core/chat/pages.js';
import type { ConnectionCheck } from '../../core/contract/connection.js';
import { demand, mayEditConnections } from '../../core/people/may-do.js';
import type { Person, Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { CheckStep, Trial } from '../channels/channel.js';
import type { AppKind, MessageWords, PlatformApp, Services } from '../services.js';
import { eventOf } from './event-of.js';
import { userIdOf } from './lanes.js';
import { findApp } from './read-connections.js';
import { forgetTrouble } from './sign-in-trouble.js';

const LINK = '打开我的任务';

/** `name`: of the application. */
export function trialMessage(name: string, publicUrl: string, at: Date): MessageWords {
  const words = `这是一条测试消息，${instantWords(at, dayOf(at))} 发出。看到它就说明${name}已接通，今后您的督办提醒会发到这里。`;
  const url = pagesOf(publicUrl)('my');
  const card = { source: '督办', title: '督办测试消息', subtitle: null, lines: [], foot: words, links: [{ words: LINK, url }] };
  return { title: '督办测试消息', short: '督办测试消息', text: `【督办】测试消息\n${words}\n${LINK}：${url}`, markdown: null, card };
}

/** To whoever checks, or why not. */
async function toMyself(services: Services, app: PlatformApp, { by, sendTo: person }: Trier): Promise<Pick<Trial, 'toMyself' | 'unsent'>> {
  const { kind } = app;
  const { name, perMinute } = services.channels[kind];
  if (person === null) return { toMyself: null, unsent: '没有发：没有指定发给谁。加上 --send-to 和一个人的姓名，就给他发一条。' };
  const userId = userIdOf(kind, person);
  const whose = person.id === by ? '您的' : `${person.name}的`;
  if (userId === null) return { toMyself: null, unsent: `没有发：${whose}${name}账号还没有登记。请在“人员”里填写后再检查一次。` };
  if (perMinute !== null && (await services.store.apps.take(kind, userId, perMinute)) > 0) {
    return { toMyself: null, unsent: '没有发：这一分钟里已经给同一个人发了很多条。请过一分钟再检查一次。' };
  }
  const target = { kind: 'member', app, personId: person.id, userId } as const;
  const message = { id: services.newId(), ...trialMessage(name, services.settings.publicUrl, services.clock.now()) };
  return { toMyself: { target, message }, unsent: '' };
}

const LATER = '平台现在没有正常回应，接入状态没有改变。请过几分钟再检查一次。';
const WRONG = '有一步没有通过。改好后请再检查一次；在那之前，发给个人的消息只出现在消息预览和各人的“我的任务”里。';

/** Everything that is wrong, as one sentence to be read elsewhere too. */
const whyOf = (steps: readonly CheckStep[]): string | null => steps.find(({ state }) => state === 'wrong')?.words ?? null;

/** What was tried is what is kept now; a sealed text is never the same twice. */
const isSame = (now: PlatformApp | null, tried: PlatformApp): boolean =>
  now !== null && JSON.stringify([now.open, now.sealed]) === JSON.stringify([tried.open, tried.sealed]);

const changed = (): Refusal => new Refusal('connection-changed', '检查期间有人改了接入参数。', { kind: 'conflict', remedy: '请再检查一次。' });

/** Refusals: `not-allowed`, `connection-missing`, `connection-changed`. */
export async function checkConnection(services: Services, viewer: Viewer, kind: AppKind): Promise<ConnectionCheck> {
  demand(mayEditConnections(viewer), '检查接入');
  return tryConnection(services, kind, { by: viewer.person.id, sendTo: viewer.person });
}

export interface Trier {
  /** Null: whoever has the keys of the machine. */
  readonly by: string | null;
  readonly sendTo: Person | null;
}

/** The same from wherever it is asked. Refusals: `connection-missing`, `connection-changed`. */
export async function tryConnection(services: Services, kind: AppKind, { by, sendTo }: Trier): Promise<ConnectionCheck> {
  const app = await findApp(services, kind);
  const { publicUrl } = services.settings;
  const trial = { publicUrl, ...(await toMyself(services, app, { by, sendTo })), at: services.clock.now() };
  // Every way is tried as the office chose it.
  await services.store.detours.clear(kind);
  const steps = await services.channels[kind].check(app, trial);
  const why = whyOf(steps);
  const isUnsure = why === null && steps.some(({ state }) => state === 'later');
  await services.store.transaction(async (store) => {
    if (!isSame(await store.apps.find(kind), app)) throw changed();
    if (!isUnsure) await store.apps.setStopped(app, why);
    await store.events.insert([eventOf(services, by, 'checked', { kind: 'connection', id: kind }, { why })]);
  });
  const ok = why === null && !isUnsure;
  // Whoever signs in next tells whether it is mended.
  if (ok) await forgetTrouble(services, kind);
  services.log.info('connection checked', { app: kind, ok });
  services.kick();
  return { ok, words: ok ? '连接正常，已启用。' : isUnsure ? LATER : WRONG, steps: [...steps] };
}
