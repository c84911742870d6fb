/** 接入: applications that speak to persons. Their secrets are write-only. */
import { ConnectionCheck, ConnectionList, ConnectionSave } from '../../core/contract/connection.js';
import { checkConnection } from '../actions/check-connection.js';
import { appKindIn, readConnections } from '../actions/read-connections.js';
import { removeConnection, retryUnreached, saveConnection } from '../actions/save-connection.js';
import { type Route, signedIn } from './route.js';

export const connectionRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/connections',
    summary: 'Applications that speak to persons, without their secrets',
    answer: ConnectionList,
    handle: ({ services, viewer }) => readConnections(services, viewer),
  }),
  signedIn({
    method: 'post',
    path: '/api/connections/:kind',
    summary: 'Connect an application or change its credentials; secrets are write-only, an empty one stays as it is',
    body: ConnectionSave,
    answer: ConnectionList,
    handle: ({ services, viewer, param, body }) => saveConnection(services, viewer, appKindIn(param('kind')), body),
  }),
  signedIn({
    method: 'post',
    path: '/api/connections/:kind/check',
    summary: 'Try the connection step by step, with a message to oneself; puts it in or out of service',
    answer: ConnectionCheck,
    handle: ({ services, viewer, param }) => checkConnection(services, viewer, appKindIn(param('kind'))),
  }),
  signedIn({
    method: 'post',
    path: '/api/connections/:kind/retry',
    summary: 'Try again whom the application did not reach',
    answer: ConnectionList,
    handle: ({ services, viewer, param }) => retryUnreached(services, viewer, appKindIn(param('kind'))),
  }),
  signedIn({
    method: 'post',
    path: '/api/connections/:kind/remove',
    summary: 'Disconnect; what waits goes to the preview chat',
    answer: ConnectionList,
    handle: ({ services, viewer, param }) => removeConnection(services, viewer, appKindIn(param('kind'))),
  }),
];
