/** 看板: how units stand, for whoever answers for more than their own tasks. */
import { Board, BoardQuery } from '../../core/contract/board.js';
import { readBoard } from '../actions/read-board.js';
import { type Route, signedIn } from './route.js';

export const boardRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/board',
    summary: 'Whole, then unit by unit: red, yellow, green, done; every figure with the query of its list',
    query: BoardQuery.strict(),
    answer: Board,
    handle: ({ services, viewer, query }) => readBoard(services, viewer, query),
  }),
];
