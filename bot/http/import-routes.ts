/** A ledger on its way in, and the start of supervision. */
import { z } from 'zod';
import { ImportCommit, ImportDone, ImportFields, ImportPreview, RoundList, Start, StartPreview } from '../../core/contract/import.js';
import { commitImport } from '../actions/commit-import.js';
import { listRounds } from '../actions/list-rounds.js';
import { importPreview, markedWorkbook, previewImport } from '../actions/preview-import.js';
import { previewStart } from '../actions/preview-start.js';
import { startSupervision } from '../actions/start-supervision.js';
import { withdrawRound } from '../actions/withdraw-round.js';
import { parsed } from './input-faults.js';
import { readParts } from './multipart.js';
import { type Route, signedIn } from './route.js';
import { sendDownload } from './send-download.js';

const MAX_BYTES = 10 * 1_048_576;

export const importRoutes: readonly Route[] = [
  signedIn({
    method: 'post',
    path: '/api/imports',
    summary: 'Read a ledger (.xlsx, .csv) and show what was understood; nothing is changed',
    reads: 'multipart',
    answer: ImportPreview,
    handle: async ({ services, viewer, gone, ctx }) => {
      const { fields, fileName, bytes } = await readParts(ctx, MAX_BYTES);
      const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
      const { roundName, feedbackDay } = parsed(ImportFields.strict(), said);
      const upload = {
        fileName,
        bytes,
        ...(roundName === undefined ? {} : { roundName }),
        ...(feedbackDay === undefined ? {} : { feedbackDay }),
      };
      return previewImport(services, viewer, upload, gone);
    },
  }),
  signedIn({
    method: 'get',
    path: '/api/imports/:id',
    summary: 'The same preview again, against the base as it is now',
    answer: ImportPreview,
    handle: ({ services, viewer, gone, param }) => importPreview(services, viewer, param('id'), gone),
  }),
  signedIn({
    method: 'get',
    path: '/api/imports/:id/marked',
    summary: 'The workbook with the faulty cells marked and commented (.xlsx)',
    handle: async ({ services, viewer, gone, param, ctx }) => {
      sendDownload(ctx, '台账（已标出问题）.xlsx', await markedWorkbook(services, viewer, param('id'), gone));
    },
  }),
  signedIn({
    method: 'post',
    path: '/api/imports/:id/commit',
    summary: 'Take the ledger over, all or nothing; nothing is sent',
    body: ImportCommit,
    answer: ImportDone,
    handle: ({ services, viewer, param, body }) => commitImport(services, viewer, param('id'), body),
  }),
  signedIn({
    method: 'get',
    path: '/api/rounds',
    summary: 'Inspection rounds',
    answer: RoundList,
    handle: ({ services, viewer }) => listRounds(services, viewer),
  }),
  signedIn({
    method: 'get',
    path: '/api/rounds/:id/start',
    summary: 'Who would get what if supervision started now',
    answer: StartPreview,
    handle: ({ services, viewer, param }) => previewStart(services, viewer, param('id')),
  }),
  signedIn({
    method: 'post',
    path: '/api/rounds/:id/start',
    summary: 'Start supervision 开始督办: from now on people are told',
    body: Start,
    answer: z.object({ words: z.string() }),
    handle: ({ services, viewer, param, body }) => startSupervision(services, viewer, param('id'), body.requestId),
  }),
  signedIn({
    method: 'post',
    path: '/api/rounds/:id/withdraw',
    summary: 'Take an imported round back 撤销这次导入, as long as nothing of it is supervised or worked on',
    body: Start,
    answer: z.object({ words: z.string() }),
    handle: ({ services, viewer, param, body }) => withdrawRound(services, viewer, param('id'), body.requestId),
  }),
];
