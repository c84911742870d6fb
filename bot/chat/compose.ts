/** Notices → one message. Loads what the words need, as it is now, and leaves the words to pure functions. */
import { itemsOf } from '../../core/notice/digest.js';
import { type Moment, sweepReach } from '../../core/notice/due-notices.js';
import { groupCounts } from '../../core/notice/group-counts.js';
import type { GroupId } from '../../core/notice/model.js';
import type { Task } from '../../core/ledger/model.js';
import { WHOLE_BASE } from '../../core/people/scope.js';
import { dayOf } from '../../core/time/day.js';
import { momentOf } from '../actions/sweep.js';
import type { Message } from '../channels/channel.js';
import type { Compose, OutboxNotice, Services } from '../services.js';
import { type Around, isSome } from './around.js';
import { groupMessage } from './group-message.js';
import { personMessage } from './person-message.js';

/** The same notices make the same id, so a channel that can tell a resend apart does. */
const messageId = (notices: readonly OutboxNotice[]): string => [...notices].map((notice) => notice.key).sort()[0] ?? '';

async function aroundOf(services: Services, { roster, policy, calendar, now }: Moment): Promise<Around> {
  const rounds = new Map((await services.store.ledger.rounds()).map((round) => [round.id, round.name]));
  const { publicUrl } = services.settings;
  return { roster, policy, calendar, today: dayOf(now), publicUrl, roundName: (id) => rounds.get(id) ?? null };
}

/** A unit's chat hears of what the unit and those below it lead. */
async function tasksOfGroup({ store }: Services, group: GroupId, { roster, policy, calendar, now }: Moment): Promise<readonly Task[]> {
  const tasks: Task[] = [];
  if (group.startsWith('unit:')) {
    for (const unitId of roster.below(group.slice('unit:'.length))) {
      for (const { task } of await store.tasks.all(WHOLE_BASE, { unitId })) if (task.unitId === unitId) tasks.push(task);
    }
    return tasks;
  }
  for await (const { task } of store.tasks.watched(sweepReach(policy, calendar, dayOf(now)))) tasks.push(task);
  return tasks;
}

export const compose: Compose = async (services, recipient, notices): Promise<Message> => {
  const moment = await momentOf(services);
  const around = await aroundOf(services, moment);
  const id = messageId(notices);
  if (recipient.kind === 'group') {
    const counts = groupCounts(await tasksOfGroup(services, recipient.id, moment), moment);
    return groupMessage(
      id,
      recipient.id,
      counts,
      notices.some(({ unknowns }) => unknowns > 0),
      around,
    );
  }
  const rows = await services.store.tasks.many([...new Set(notices.flatMap(({ taskId }) => taskId ?? []))]);
  const told = itemsOf(notices, new Map(rows.map((row) => [row.task.id, row])), around.today, around.calendar);
  if (!isSome(told)) throw new Error('a message without anything to tell');
  return personMessage(id, told, around);
};
