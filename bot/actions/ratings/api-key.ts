/** The key by which a queue machine brings readings and asks for codes: shown once, kept hashed, replaced by the next one. */
import type { KeyShown } from '../../../core/contract/window.js';
import { demand, mayEditWindows } from '../../../core/people/may-do.js';
import type { Viewer } from '../../../core/people/model.js';
import { Refusal } from '../../../core/refusal.js';
import { dayOf, dayWithWeekday } from '../../../core/time/day.js';
import type { Services } from '../../services.js';
import { eventOf } from '../event-of.js';

const NAME = 'queueKey';

interface KeptKey {
  readonly hash: string;
  readonly tail: string;
  readonly at: string;
}

/** `末四位 x7Qf，11月24日（周二）生成`; null: there is none. */
export async function keyWords(services: Services): Promise<string | null> {
  const kept = await services.store.settings.get<KeptKey>(NAME);
  if (kept === null) return null;
  return `末四位 ${kept.tail}，${dayWithWeekday(dayOf(new Date(kept.at)), dayOf(services.clock.now()))}生成`;
}

/** A new key; the one before it is void at once. */
export async function renewKey(services: Services, viewer: Viewer): Promise<KeyShown> {
  demand(mayEditWindows(viewer), '生成接口密钥');
  const key = services.secrets.newToken();
  const tail = key.slice(-4);
  const kept: KeptKey = { hash: services.secrets.hashToken(key), tail, at: services.clock.now().toISOString() };
  await services.store.transaction(async (store) => {
    await store.settings.set(NAME, kept);
    await store.events.insert([eventOf(services, viewer.person.id, 'keyRenewed', { kind: 'setting', id: NAME }, { tail })]);
  });
  return { key, words: '密钥只显示这一次，请现在抄到叫号系统里。原来的密钥已失效。' };
}

/** Refusal `key-void` for a missing and a wrong one alike. */
export async function demandKey(services: Services, key: string | null): Promise<void> {
  const kept = await services.store.settings.get<KeptKey>(NAME);
  if (key === null || kept === null || services.secrets.hashToken(key) !== kept.hash)
    throw new Refusal('key-void', '接口密钥不对。', { kind: 'unauthenticated', remedy: '请在“服务窗口”里重新生成密钥。' });
}
