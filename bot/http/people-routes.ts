/** Units, persons, posts and one-time codes, as the office keeps them. */
import { z } from 'zod';
import { OneTimeCode, PeopleList, PersonChange, PersonDetail, UnitChange, UnitLine } from '../../core/contract/person.js';
import { askStop } from '../actions/ask-stop.js';
import { issueCode } from '../actions/issue-code.js';
import { listPeople } from '../actions/list-people.js';
import { savePerson } from '../actions/save-person.js';
import { saveUnit } from '../actions/save-unit.js';
import { type Route, signedIn } from './route.js';

export const peopleRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/people',
    summary: 'Units, persons, posts, and what is still missing',
    answer: PeopleList,
    handle: ({ services, viewer }) => listPeople(services, viewer),
  }),
  signedIn({
    method: 'post',
    path: '/api/people',
    summary: 'Add a person',
    body: PersonChange,
    answer: PersonDetail,
    handle: ({ services, viewer, body }) => savePerson(services, viewer, null, body),
  }),
  signedIn({
    method: 'post',
    path: '/api/people/:id',
    summary: 'Change a person; absent fields stay',
    body: PersonChange,
    answer: PersonDetail,
    handle: ({ services, viewer, param, body }) => savePerson(services, viewer, param('id'), body),
  }),
  signedIn({
    method: 'get',
    path: '/api/people/:id/stop',
    summary: 'The question before a person is stopped: what waits for them and who hears of it then',
    answer: z.object({ words: z.string() }),
    handle: ({ services, viewer, param }) => askStop(services, viewer, param('id')),
  }),
  signedIn({
    method: 'post',
    path: '/api/people/:id/code',
    summary: 'A one-time code by which the person sets account and password; shown once',
    answer: OneTimeCode,
    handle: ({ services, viewer, param }) => issueCode(services, viewer, param('id')),
  }),
  signedIn({
    method: 'post',
    path: '/api/units/:id',
    summary: 'Rename a unit or move it below another',
    body: UnitChange,
    answer: UnitLine,
    handle: ({ services, viewer, param, body }) => saveUnit(services, viewer, param('id'), body),
  }),
];
