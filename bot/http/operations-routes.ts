/** 运行情况: whether messages go out, and what became of each. */
import { FatesQuery, MessageFates, MessageRecall, MessageRecalled, Operations } from '../../core/contract/operations.js';
import { messageFates } from '../actions/message-fates.js';
import { recallMessage } from '../actions/recall-message.js';
import { readOperations } from '../actions/read-operations.js';
import { type Route, signedIn } from './route.js';

export const operationsRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/operations',
    summary: 'What waits, what ended badly, each robot’s forecast, troubles with their remedy',
    answer: Operations,
    handle: ({ services, viewer }) => readOperations(services, viewer),
  }),
  signedIn({
    method: 'get',
    path: '/api/operations/fates',
    summary: 'What became of every message about one task',
    query: FatesQuery,
    answer: MessageFates,
    handle: ({ services, viewer, query }) => messageFates(services, viewer, query),
  }),
  signedIn({
    method: 'post',
    path: '/api/operations/recall',
    summary: 'Take a message back, with a reason, where its platform can',
    body: MessageRecall,
    answer: MessageRecalled,
    handle: ({ services, viewer, body }) => recallMessage(services, viewer, body),
  }),
];
