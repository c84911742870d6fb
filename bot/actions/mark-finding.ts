/** The office marks a finding as sensitive 敏感, or takes the mark off: from then on messages show its number alone, or its measures again. */
import type { FindingMarked, MarkFinding } from '../../core/contract/task-detail.js';
import type { Finding } from '../../core/ledger/model.js';
import { demand, mayMarkFindings } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import { once } from './once.js';
import { requestOf } from './request.js';

const missing = (): Refusal => new Refusal('finding-not-found', '没有找到这个问题。', { kind: 'not-found', remedy: '请从任务页重新打开。' });

const markedWords = ({ number }: Finding): string => `问题 ${number} 已标为敏感。今后发到聊天里的消息只写编号，不写内容；已经发出的收不回来。`;
const clearedWords = ({ number }: Finding): string => `问题 ${number} 已取消敏感标记。今后的消息会写出整改措施。`;

/** Marked as it is already is no change, and leaves no event. */
async function mark(services: Services, store: Store, viewer: Viewer, id: string, sensitive: boolean): Promise<string> {
  const before = await store.ledger.finding(id);
  if (before === null) throw missing();
  if (before.sensitive === sensitive) return id;
  await store.ledger.saveFindings([{ ...before, sensitive }]);
  const subject = { kind: 'finding', id } as const;
  await store.events.insert([eventOf(services, viewer.person.id, sensitive ? 'marked' : 'cleared', subject, { number: before.number })]);
  return id;
}

/** The same `requestId` again changes nothing. Refusals: `not-allowed`, `finding-not-found`, `request-id-reused`. */
export async function markFinding(services: Services, viewer: Viewer, id: string, { requestId, sensitive }: MarkFinding): Promise<FindingMarked> {
  demand(mayMarkFindings(viewer), '修改敏感标记');
  const request = requestOf(viewer, requestId, { markFinding: id, sensitive });
  await once(services, request, '', (store) => mark(services, store, viewer, id, sensitive));
  const finding = await services.store.ledger.finding(id);
  if (finding === null) throw missing();
  services.log.info('finding marked', { finding: id, sensitive });
  return { sensitive: finding.sensitive, words: sensitive ? markedWords(finding) : clearedWords(finding) };
}
