/** A change that a repeated request finds done: the change and the memory of the request are one transaction. */
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';

/** Runs `change` unless this person's request was answered before; either way answers the id of what it was about. */
export async function once(
  services: Services,
  viewer: Viewer,
  requestId: string,
  words: string,
  change: (store: Store) => Promise<string>,
): Promise<string> {
  const { id: personId } = viewer.person;
  const earlier = await services.store.events.answered(personId, requestId);
  if (earlier !== null) return earlier.subjectId;
  try {
    return await services.store.transaction(async (store) => {
      const subjectId = await change(store);
      await store.events.remember(personId, requestId, { subjectId, words });
      return subjectId;
    });
  } catch (error) {
    // The same request came twice at once: the other one did it.
    const twin = error instanceof Refusal ? await services.store.events.answered(personId, requestId) : null;
    if (twin === null) throw error;
    return twin.subjectId;
  }
}
