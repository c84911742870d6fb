/** The board and what is made of the same figures are for whoever oversees others, audits, or leads a task. */
import { demand, maySeeBoard } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';

/** Throws Refusal `not-allowed` with the words of what was tried. */
export async function demandBoard({ store }: Services, viewer: Viewer, tried: string): Promise<void> {
  const { leads } = await store.tasks.partsOf(viewer.person.id);
  demand(maySeeBoard(viewer, leads), tried);
}
