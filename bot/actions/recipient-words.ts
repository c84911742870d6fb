/** Who a notice goes to, as a reader knows them: `何俊`, `巡察办群`. */
import type { Recipient } from '../../core/notice/model.js';
import type { Roster } from '../../core/people/roster.js';
import { groupWords } from './read-chat.js';

export const recipientWords = (recipient: Recipient, roster: Roster): string =>
  recipient.kind === 'group' ? `${groupWords(recipient.id, roster)}群` : (roster.person(recipient.id)?.name ?? '已停用人员');
