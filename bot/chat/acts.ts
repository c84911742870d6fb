/** What a message's reader may do by a tap alone: a channel with buttons that call back offers it. */
import type { Card } from '../../core/contract/chat.js';
import { type Press, pressKey, reminderName } from '../../core/notice/press.js';
import type { AllTold, Told } from './around.js';
import { isSigned } from './links.js';
import { isReminder } from './silence-words.js';

function actOf(told: Told): ({ readonly words: string } & Press) | null {
  if (told.side !== 'own') return null;
  const { task, notice } = told;
  if (isSigned(told) && task.status === 'handedOut') return { words: '签收', act: 'sign', taskId: task.id, of: String(task.deadlineNumber) };
  return isReminder(told) ? { words: '已知悉', act: 'acknowledge', taskId: task.id, of: reminderName(notice) } : null;
}

/** About one task alone; several are answered on the page, where they are read. The one door judges each anew. */
export function buttonsOf(all: AllTold): Pick<Card, 'buttons'> {
  const [only, ...others] = all;
  const found = others.length === 0 ? actOf(only) : null;
  return found === null ? {} : { buttons: [{ words: found.words, key: pressKey(found) }] };
}
