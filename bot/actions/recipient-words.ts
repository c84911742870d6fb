/** Who a notice goes to, as a reader knows them: `何俊`, `巡察办群`. */
import type { Recipient } from '../../core/notice/model.js';
import type { Person } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import { toldApart } from '../../core/people/told-apart.js';
import { groupWords } from './read-chat.js';

export const recipientWords = (recipient: Recipient, roster: Roster): string =>
  recipient.kind === 'group' ? `${groupWords(recipient.id, roster)}群` : nameOf(roster.person(recipient.id), roster);

const nameOf = (person: Person | null, roster: Roster): string => (person === null ? '已停用人员' : toldApart(person, roster));
