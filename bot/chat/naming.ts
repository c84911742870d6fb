/** The line that names people below a unit's own group message. Whom it names is `core/notice/mentioned`. */
import { mentionedByClocks, mentionedInDigest } from '../../core/notice/mentioned.js';
import type { Moment } from '../../core/notice/due-notices.js';
import type { GroupId } from '../../core/notice/model.js';
import type { Finding, Task } from '../../core/ledger/model.js';
import type { Person } from '../../core/people/model.js';
import type { MessageWords } from '../services.js';
import { literal } from './fit.js';

interface Row {
  readonly task: Task;
  readonly finding: Pick<Finding, 'sensitive'>;
}

/** A name is typed by people: on every channel it is shown as it is. */
function naming(message: MessageWords, people: readonly Person[], words: string): MessageWords {
  if (people.length === 0) return message;
  const named = people.map(({ name, wecomUserId, dingtalkUserId }) => ({ name: literal(name), wecomUserId, dingtalkUserId }));
  return { ...message, mentions: { words, people: named } };
}

export const namingDigest = (message: MessageWords, group: GroupId, rows: readonly Row[], moment: Moment): MessageWords =>
  naming(message, mentionedInDigest(group, rows, moment), '任务逾期或今天到期的责任人，请现在办理：');

export const namingClocks = (message: MessageWords, group: GroupId, rows: readonly Row[], moment: Pick<Moment, 'book' | 'roster'>): MessageWords =>
  naming(message, mentionedByClocks(group, rows, moment), '点名的办理人，请现在办理：');
