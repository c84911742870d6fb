/** What a message's reader may do by a tap alone, as data: a channel with buttons that call back offers it. */
import type { Card, CardAct } from '../../core/contract/chat.js';
import type { AllTold, Told } from './around.js';
import { isSigned } from './links.js';
import { isReminder } from './silence-words.js';

const actOf = (told: Told): Omit<CardAct, 'taskId'> | null => {
  if (told.side !== 'own') return null;
  if (isSigned(told) && told.task.status === 'handedOut') return { words: '签收', act: 'sign' };
  return isReminder(told) ? { words: '已知悉', act: 'acknowledge' } : null;
};

/** About one task alone; several are answered on the page, where they are read. The one door judges each anew. */
export function actsOf(all: AllTold): Pick<Card, 'acts'> {
  const [only, ...others] = all;
  const act = others.length === 0 ? actOf(only) : null;
  return act === null ? {} : { acts: [{ ...act, taskId: only.task.id }] };
}
