/** Tasks: my own, the ledger, one whole, and the one door for change. */
import { MyTasks, TaskExportQuery, TaskList, TaskQuery } from '../../core/contract/task.js';
import { Act, ActAnswer } from '../../core/contract/task-action.js';
import { FindingMarked, MarkFinding, TaskDetail } from '../../core/contract/task-detail.js';
import { act } from '../actions/act.js';
import { exportTasks } from '../actions/export-tasks.js';
import { markFinding } from '../actions/mark-finding.js';
import { listTasks } from '../actions/list-tasks.js';
import { myTasks } from '../actions/my-tasks.js';
import { readTask } from '../actions/read-task.js';
import { pageCursor } from './page-cursor.js';
import { type Route, signedIn } from './route.js';
import { sendTable } from './send-download.js';

export const taskRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/my',
    summary: 'What waits for my decision, then what I own or lead, by urgency',
    answer: MyTasks,
    handle: ({ services, viewer }) => myTasks(services, viewer),
  }),
  signedIn({
    method: 'get',
    path: '/api/tasks',
    summary: 'The ledger, filtered and searched, within what I may see',
    query: TaskQuery.strict(),
    answer: TaskList,
    handle: async ({ services, viewer, query: { cursor, limit, ...asked } }) => {
      const page = pageCursor(services.secrets, asked);
      const list = await listTasks(services, viewer, { ...asked, limit, cursor: page.open(cursor) });
      return { ...list, cursor: page.seal(list.cursor) };
    },
  }),
  signedIn({
    method: 'get',
    path: '/api/tasks/export',
    summary: 'The same list as a workbook (.xlsx), in the same scope, order and words; leaves an event',
    query: TaskExportQuery.strict(),
    handle: async ({ services, viewer, query, ctx }) => sendTable(ctx, services, await exportTasks(services, viewer, query)),
  }),
  signedIn({
    method: 'get',
    path: '/api/tasks/:id',
    summary: 'One task as a whole with the actions I may take',
    answer: TaskDetail,
    handle: ({ services, viewer, param }) => readTask(services, viewer, param('id')),
  }),
  signedIn({
    method: 'post',
    path: '/api/tasks/:id/actions',
    summary: 'Take one action on one task; the same requestId again is harmless',
    body: Act,
    answer: ActAnswer,
    handle: ({ services, viewer, param, body }) => act(services, viewer, param('id'), body),
  }),
  signedIn({
    method: 'post',
    path: '/api/findings/:id/sensitive',
    summary: 'Mark a finding as sensitive or take the mark off: messages then show its number alone',
    body: MarkFinding,
    answer: FindingMarked,
    handle: ({ services, viewer, param, body }) => markFinding(services, viewer, param('id'), body),
  }),
];
