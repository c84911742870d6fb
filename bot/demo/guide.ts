/** The strip: which click comes next on the way from the first message to 已销号, read from the data each time. */
import type { DemoState } from '../../core/contract/demo.js';
import type { Task } from '../../core/ledger/model.js';
import { quoted } from '../../core/ledger/typed-text.js';
import { reviewersOf } from '../../core/people/roster.js';
import type { Services } from '../services.js';
import { type DemoCast, demoTask } from './seed.js';

type Guide = DemoState['guide'];

const OF = 5;
const taskPath = (id: string): string => `/pages/task/index?id=${id}`;
const reviewPath = (id: string): string => `/pages/review/index?id=${id}`;

export async function guideOf(services: Services, cast: DemoCast): Promise<Guide> {
  const task = await demoTask(services, cast.guideTaskId);
  const ownerId = task?.ownerId ?? null;
  if (task === null || ownerId === null) return { step: OF, of: OF, words: '请在右边的手机上随意操作。', go: null, done: true };
  const roster = await services.roster();
  const owner = roster.person(ownerId)?.name ?? '责任人';
  const reviewer = reviewersOf(task, roster)[0];
  const measure = quoted(task.measure);

  if (task.status === 'closed')
    return { step: 5, of: OF, words: `${measure}已销号。可以快进一天，看别的任务怎样提醒、怎样逾期上报。`, go: null, done: true };
  if (task.status === 'submitted' || task.status === 'toVerify') {
    const name = reviewer?.name ?? '审核人';
    return {
      step: 4,
      of: OF,
      words: `换成${name}（职能部门）审核：点“通过并销号”；也可以先“退回修改”一次，看看会怎样。`,
      go: reviewer === undefined ? null : { words: `换成${name}去审核`, personId: reviewer.id, path: reviewPath(task.id) },
      done: false,
    };
  }
  const open = { words: '打开这项任务', personId: ownerId, path: taskPath(task.id) };
  if (task.amendBy !== null) return { step: 3, of: OF, words: `${measure}被退回了。请${owner}补充进展，再点“申请验收”。`, go: open, done: false };
  if (await hasPhoto(services, task)) return { step: 3, of: OF, words: `进展和照片都有了。请${owner}点“申请验收”。`, go: open, done: false };
  if (!(await wasTold(services, ownerId))) return { step: 1, of: OF, words: '08:40 会发出今天的第一批督办消息，请稍等片刻。', go: null, done: false };
  return { step: 2, of: OF, words: `在聊天里打开${owner}收到的消息，进入逾期的${measure}，报进展并附一张示例照片。`, go: open, done: false };
}

async function hasPhoto(services: Services, task: Task): Promise<boolean> {
  const events = await services.store.events.of('task', task.id);
  return events.some((event) => event.action === 'progress' && Array.isArray(event.data['evidenceIds']) && event.data['evidenceIds'].length > 0);
}

const wasTold = async (services: Services, personId: string): Promise<boolean> =>
  (await services.store.previews.ofRoom(`person:${personId}`, 1)).length > 0;
