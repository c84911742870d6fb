/** What a message's reader may do from the message itself, as data: a channel with buttons that call back offers it. */
import type { Card } from '../../core/contract/chat.js';
import type { AllTold, Told } from './around.js';
import { isReminder } from './silence-words.js';

type CardAct = NonNullable<Card['acts']>[number];

const act = (kind: CardAct['kind'], words: string, told: readonly Told[]): readonly CardAct[] =>
  told.length === 0 ? [] : [{ kind, words, taskIds: told.map(({ task }) => task.id) }];

/** Each goes through the one door for each of its tasks, which judges it anew. A report and a request are about one task alone. */
export function actsOf(all: AllTold): readonly CardAct[] {
  const reminders = all.filter(isReminder);
  const [only, ...others] = all;
  const single = others.length === 0 && isReminder(only) ? [only] : [];
  const movable = single.filter(({ task }) => task.due.kind !== 'standing' && task.extension === null);
  return [...act('progress', '填报进展', single), ...act('acknowledge', '已知悉', reminders), ...act('askExtension', '申请延期', movable)];
}
