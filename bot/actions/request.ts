/** One request of one person: told from every other by its id, and by a fingerprint of what it asks. */
import { createHash } from 'node:crypto';
import type { Person } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { canonical } from '../../core/trust/canonical.js';
import type { Answered, Services } from '../services.js';

export interface OneRequest {
  readonly personId: string;
  readonly requestId: string;
  /** SHA-256 of what is asked, base64url. */
  readonly print: string;
}

/** `asked`: the action with its subject and content, as plain data; without the request id itself. */
export const requestOf = ({ person }: { readonly person: Pick<Person, 'id'> }, requestId: string, asked: unknown): OneRequest => ({
  personId: person.id,
  requestId,
  print: createHash('sha256').update(canonical(asked)).digest('base64url'),
});

/** The first answer to the very same request, or null. Refusal `request-id-reused` (409) where the id stood for something else. */
export async function answerBefore({ store }: Services, { personId, requestId, print }: OneRequest): Promise<Answered | null> {
  const earlier = await store.events.answered(personId, requestId);
  if (earlier !== null && earlier.print !== null && earlier.print !== print) throw reused();
  return earlier;
}

const reused = (): Refusal =>
  new Refusal('request-id-reused', '这次操作和先前用同一编号的操作不同，没有执行。先前那一次已经生效。', {
    kind: 'conflict',
    remedy: '请刷新后核对，如仍需要，再操作一次。',
  });
