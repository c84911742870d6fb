/** Tells the inspection office something about the system itself, once: its persons and its group chat. */
import { type NoteToTell, notesToOffice } from '../../core/notice/note.js';
import type { Services } from '../services.js';
import { laned, switchboardOf } from './lanes.js';
import { momentOf } from './sweep.js';

/** Answers to how many it is new; the same `about` again is told to nobody. */
export async function tellOffice(services: Services, note: NoteToTell): Promise<number> {
  const drafts = notesToOffice(note, await momentOf(services));
  const made = await services.store.outbox.insert(laned(drafts, await switchboardOf(services)));
  if (made > 0) {
    services.log.info('office told', { about: note.about, notices: made });
    services.kick();
  }
  return made;
}
