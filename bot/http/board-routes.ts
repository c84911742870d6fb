/** 看板: how units stand, for whoever answers for more than their own tasks. */
import { z } from 'zod';
import { Board, BoardQuery } from '../../core/contract/board.js';
import { Recurring } from '../../core/contract/recurring.js';
import { exportBoard } from '../actions/export-board.js';
import { readBoard } from '../actions/read-board.js';
import { exportRecurring, readRecurring } from '../actions/read-recurring.js';
import { exportWeek, readWeek } from '../actions/week-reports.js';
import { open, type Route, signedIn } from './route.js';
import { sendDownload, sendTable } from './send-download.js';

export const boardRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/board',
    summary: 'Whole, then unit by unit: red, yellow, green, done; every figure with the query of its list',
    query: BoardQuery.strict(),
    answer: Board,
    handle: ({ services, viewer, query }) => readBoard(services, viewer, query),
  }),
  signedIn({
    method: 'get',
    path: '/api/board/export',
    summary: 'The units of the board as it is narrowed, as a workbook (.xlsx); leaves an event',
    query: BoardQuery.strict(),
    handle: async ({ services, viewer, query, ctx }) => sendTable(ctx, services, await exportBoard(services, viewer, query)),
  }),
  signedIn({
    method: 'get',
    path: '/api/board/recurring',
    summary: 'Findings that say nearly the same of several units or in several rounds, side by side',
    answer: Recurring,
    handle: ({ services, viewer }) => readRecurring(services, viewer),
  }),
  signedIn({
    method: 'get',
    path: '/api/board/recurring/export',
    summary: 'Findings that recur, all of them, as a workbook (.xlsx); leaves an event',
    handle: async ({ services, viewer, ctx }) => sendTable(ctx, services, await exportRecurring(services, viewer)),
  }),
  signedIn({
    method: 'get',
    path: '/api/board/report',
    summary: 'The weekly report (.docx) of what I may see, as it stands now; leaves an event',
    handle: async ({ services, viewer, ctx }) => {
      const { fileName, bytes } = await exportWeek(services, viewer);
      sendDownload(ctx, fileName, bytes);
    },
  }),
  open({
    method: 'get',
    path: '/api/weeks/:monday/:part',
    summary: 'Picture (PNG) or report (.docx) of a week that was told, by its signed address',
    query: z.strictObject({ until: z.string().max(20), mark: z.string().max(100) }),
    handle: async ({ services, param, query, ctx }) => {
      const { fileName, bytes } = await readWeek(services, { monday: param('monday'), part: param('part'), ...query });
      sendDownload(ctx, fileName, bytes);
    },
  }),
];
