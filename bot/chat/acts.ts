/** What a message's reader may do by a tap alone: a channel with buttons that call back offers it. */
import type { Card } from '../../core/contract/chat.js';
import { MOST_SNOOZES } from '../../core/ledger/heard.js';
import { snoozeDays } from '../../core/ledger/heard-rules.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { keyFor, MOST_AT_ONCE, MOST_KEY_BYTES, pressKey, reminderName, type ToldOf } from '../../core/notice/press.js';
import type { AllTold, Around, Told } from './around.js';
import { isSigned } from './links.js';
import { isReminder } from './silence-words.js';

type Buttons = NonNullable<Card['buttons']>;

const toldOf = ({ task, notice }: Told): ToldOf => ({ taskId: task.id, of: reminderName(notice) });

const mayPutOff = ({ task }: Told, { book, roster, calendar, today }: Around): boolean =>
  task.heard.snoozes < MOST_SNOOZES && snoozeDays(task, policyFor(book, task, roster), calendar, today).length > 0;

/** All that are told are answered together; another day, or some of many, is chosen. */
function ofReminders(all: AllTold, around: Around): Buttons {
  const reminders = all.filter(isReminder);
  const list = reminders.map(toldOf);
  if (list.length === 0 || Buffer.byteLength(keyFor('choose', list)) > MOST_KEY_BYTES) return [];
  const choose = { key: keyFor('choose', list) };
  if (list.length > MOST_AT_ONCE) return [{ ...choose, words: '选择回应' }];
  const later = reminders.some((told) => mayPutOff(told, around)) ? [{ ...choose, words: '稍后提醒' }] : [];
  return [{ words: '已知悉', key: keyFor('acknowledge', list) }, ...later];
}

/** The one door judges each anew. */
export function buttonsOf(all: AllTold, around: Around): Pick<Card, 'buttons'> {
  const [only, ...others] = all;
  const { task } = only;
  if (others.length === 0 && only.side === 'own' && isSigned(only) && task.status === 'handedOut') {
    return { buttons: [{ words: '签收', key: pressKey({ act: 'sign', taskId: task.id, of: String(task.deadlineNumber) }) }] };
  }
  const buttons = ofReminders(all, around);
  return buttons.length === 0 ? {} : { buttons };
}
