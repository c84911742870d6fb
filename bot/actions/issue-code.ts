/** A one-time code the office hands to a person, for the first sign-in or a forgotten password. */
import type { OneTimeCode } from '../../core/contract/person.js';
import { demand, mayEditPeople } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { eventOf } from './event-of.js';
import { codeAsTyped, joinLink, newCode, opensHereOnly } from './one-time-code.js';

const GOOD_FOR_HOURS = 24;
const HOUR_MS = 3_600_000;

/** Voids the person's code before it. Nothing changes for the person until it is used. */
export async function issueCode(services: Services, viewer: Viewer, personId: string): Promise<OneTimeCode> {
  demand(mayEditPeople(viewer), '发放一次性口令');
  const person = await services.store.people.person(personId);
  if (person === null) throw new Refusal('person-not-found', '没有找到这个人。', { kind: 'not-found', remedy: '请刷新人员列表。' });
  if (!person.active) throw new Refusal('person-stopped', `${person.name}已停用，不能登录。`, { remedy: '请先恢复使用，再生成口令。' });
  const code = newCode();
  await services.store.transaction(async (store) => {
    await store.accounts.saveCode(services.secrets.hashToken(codeAsTyped(code)), personId, GOOD_FOR_HOURS);
    await store.events.insert([eventOf(services, viewer.person.id, 'codeIssued', { kind: 'person', id: personId }, {})]);
  });
  const words = `请把口令当面或用工作通讯工具交给${person.name}本人，24 小时内有效，只能用一次，现在不记下就看不到了。${person.account === null ? '' : '使用后原密码作废，其他设备需重新登录。'}`;
  const { publicUrl } = services.settings;
  const now = services.clock.now();
  const untilWords = instantWords(new Date(now.getTime() + GOOD_FOR_HOURS * HOUR_MS), dayOf(now));
  return { code, name: person.name, untilWords, link: joinLink(publicUrl, code), words, linkOpens: !opensHereOnly(publicUrl) };
}
