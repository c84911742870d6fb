/** A change that a repeated request finds done: the change and the memory of the request are one transaction. */
import { Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';
import { answerBefore, type OneRequest } from './request.js';

/** Runs `change` unless this very request was answered before; either way answers the id of what it was about. */
export async function once(services: Services, request: OneRequest, words: string, change: (store: Store) => Promise<string>): Promise<string> {
  const { personId, requestId, print } = request;
  const earlier = await answerBefore(services, request);
  if (earlier !== null) return earlier.subjectId;
  try {
    return await services.store.transaction(async (store) => {
      const subjectId = await change(store);
      await store.events.remember(personId, requestId, { subjectId, words, print });
      return subjectId;
    });
  } catch (error) {
    // The same request came twice at once: the other one did it.
    const twin = error instanceof Refusal ? await answerBefore(services, request) : null;
    if (twin === null) throw error;
    return twin.subjectId;
  }
}
