/** What groups read in the morning. */
import { groupMessage } from '../../../bot/chat/group-message.js';
import { namingDigest } from '../../../bot/chat/naming.js';
import type { Task } from '../../../core/ledger/model.js';
import { groupCounts } from '../../../core/notice/group-counts.js';
import type { Note } from '../../../core/notice/note.js';
import { aFinding, dueOn } from '../../support/make.js';
import { aroundAt, momentAt, namingMoment, SECTION_LEADER } from './morning.js';
import { outage } from './note-scenes.js';
import type { Scene } from './scene.js';
import { asking, hall, many, submitted } from './scene-tasks.js';
import { morning } from './telling.js';

const groupScene = (
  name: string,
  group: string,
  tasks: readonly Task[],
  { again = false, notes = [] }: { again?: boolean; notes?: readonly Note[] } = {},
): readonly Scene[] => {
  const moment = momentAt({ ...morning, posts: [SECTION_LEADER] });
  return [{ name, to: 'group', message: groupMessage(group, groupCounts(tasks, moment), again, aroundAt(morning), notes) }];
};

const namingScene = (name: string, group: string, tasks: readonly Task[]): readonly Scene[] => {
  const finding = aFinding();
  const rows = tasks.map((task) => ({ task, finding }));
  return groupScene(name, group, tasks).map((plain) => ({ ...plain, message: namingDigest(plain.message, group, rows, namingMoment(morning)) }));
};
const ofUnits = many([-4, -2, 0, 3, 7, -1], (index) => ({ unitId: index % 2 === 0 ? 'section' : 'other' }));

export const groupScenes = (): readonly Scene[] => [
  ...groupScene('每天早上的汇总 → 巡察办群', 'office', [...ofUnits, hall({ ...submitted, id: 'x' }), hall({ id: 'y', extension: asking })]),
  ...groupScene(
    '每天早上的汇总 → 单位群',
    'unit:section',
    ofUnits.filter(({ unitId }) => unitId === 'section'),
  ),
  ...groupScene('逾期满 7 天 → 领导小组群', 'leadingGroup', many([-7, -9, -2])),
  ...groupScene('没有要说的 → 巡察办群', 'office', [hall(dueOn('2027-03-01'))]),
  ...groupScene('不知是否送到，再发 → 巡察办群', 'office', ofUnits, { again: true }),
  ...groupScene('汇总和系统通知一起 → 巡察办群', 'office', ofUnits, { notes: [outage()] }),
  ...namingScene(
    '允许点名的汇总 → 单位群',
    'unit:section',
    many([-4, 0, 3], (index) => ({ ownerId: index === 0 ? 'he' : 'zhou' })),
  ),
];
