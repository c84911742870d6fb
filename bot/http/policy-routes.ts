/** Reminder policies: read, tried out, saved as a new version, an old version taken up again. */
import { Forecast, ForecastAsked, PolicyRestore, PolicyRoom, PolicySave, PolicyVersion } from '../../core/contract/policy.js';
import { tryPolicy } from '../actions/try-policy.js';
import { readPolicy, readPolicyVersion } from '../actions/read-policy.js';
import { restorePolicy, savePolicy } from '../actions/save-policy.js';
import { type Route, signedIn } from './route.js';

export const policyRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/policies',
    summary: 'The reminder policies, their exceptions and versions',
    answer: PolicyRoom,
    handle: ({ services, viewer }) => readPolicy(services, viewer),
  }),
  signedIn({
    method: 'post',
    path: '/api/policies',
    summary: 'Save the policies as a new version; on top of an old one a 409',
    body: PolicySave,
    answer: PolicyRoom,
    handle: ({ services, viewer, body }) => savePolicy(services, viewer, body),
  }),
  signedIn({
    method: 'post',
    path: '/api/policies/forecast',
    summary: 'Dry run: what these policies would send in the coming seven days; changes nothing',
    body: ForecastAsked,
    answer: Forecast,
    handle: ({ services, viewer, body }) => tryPolicy(services, viewer, body),
  }),
  signedIn({
    method: 'get',
    path: '/api/policies/:version',
    summary: 'One version in plain words',
    answer: PolicyVersion,
    handle: ({ services, viewer, param }) => readPolicyVersion(services, viewer, Number(param('version'))),
  }),
  signedIn({
    method: 'post',
    path: '/api/policies/:version/restore',
    summary: 'Save an old version once more, as the newest',
    body: PolicyRestore,
    answer: PolicyRoom,
    handle: ({ services, viewer, param, body }) => restorePolicy(services, viewer, Number(param('version')), body),
  }),
];
