/** Service windows, their codes and waiting times. */
import type { Context } from 'koa';
import {
  Asked,
  CodeAsked,
  CodeShown,
  KeyShown,
  RulesSave,
  WaitReadings,
  WaitTaken,
  WaitTyped,
  WindowRoom,
  WindowSave,
} from '../../core/contract/window.js';
import { demandKey, renewKey } from '../actions/ratings/api-key.js';
import { codeForMachine, codePicture, codeSheets, showCode } from '../actions/ratings/show-code.js';
import { bringReadings, typeReading } from '../actions/ratings/waiting.js';
import { readWindows, renewCode, saveRatingRules, saveWindow } from '../actions/ratings/windows.js';
import { bearerOf } from './mount.js';
import { open, type Route, signedIn } from './route.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function sendFile(ctx: Context, name: string, type: string, bytes: Buffer): void {
  ctx.type = type;
  ctx.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  ctx.set('cache-control', 'no-store');
  ctx.body = bytes;
}

export const windowRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/windows',
    summary: 'Service windows with their staff, services and codes',
    answer: WindowRoom,
    handle: ({ services, viewer }) => readWindows(services, viewer),
  }),
  signedIn({
    method: 'post',
    path: '/api/windows',
    summary: 'Add a window',
    body: WindowSave,
    answer: WindowRoom,
    handle: ({ services, viewer, body }) => saveWindow(services, viewer, null, body),
  }),
  signedIn({
    method: 'get',
    path: '/api/windows/sheets',
    summary: 'One A5 page with the code of each window, as .docx',
    handle: async ({ services, viewer, ctx }) => sendFile(ctx, '窗口评价码.docx', DOCX, await codeSheets(services, viewer)),
  }),
  signedIn({
    method: 'post',
    path: '/api/windows/rules',
    summary: 'Rules of rating: identity, limits, waiting target',
    body: RulesSave,
    answer: WindowRoom,
    handle: ({ services, viewer, body }) => saveRatingRules(services, viewer, body),
  }),
  signedIn({
    method: 'post',
    path: '/api/windows/key',
    summary: 'A new key for the queue machine; shown once',
    answer: KeyShown,
    handle: ({ services, viewer }) => renewKey(services, viewer),
  }),
  signedIn({
    method: 'post',
    path: '/api/windows/:id',
    summary: 'Change a window',
    body: WindowSave,
    answer: WindowRoom,
    handle: ({ services, viewer, param, body }) => saveWindow(services, viewer, param('id'), body),
  }),
  signedIn({
    method: 'post',
    path: '/api/windows/:id/renew',
    summary: 'Revoke every code of a window and begin a new one',
    body: Asked,
    answer: WindowRoom,
    handle: ({ services, viewer, param, body }) => renewCode(services, viewer, param('id'), body.requestId),
  }),
  signedIn({
    method: 'get',
    path: '/api/windows/:id/picture',
    summary: 'The printed code of a window as PNG',
    handle: async ({ services, viewer, param, ctx }) => {
      const { name, bytes } = await codePicture(services, viewer, param('id'));
      sendFile(ctx, name, 'image/png', bytes);
    },
  }),
  signedIn({
    method: 'post',
    path: '/api/windows/:id/code',
    summary: 'A code of today for a screen, or for one service number',
    body: CodeAsked,
    answer: CodeShown,
    handle: ({ services, viewer, param, body }) => showCode(services, viewer, param('id'), body),
  }),
  signedIn({
    method: 'post',
    path: '/api/windows/:id/waiting',
    summary: 'Type how long people wait now',
    body: WaitTyped,
    answer: WaitTaken,
    handle: ({ services, viewer, param, body }) => typeReading(services, viewer, param('id'), body),
  }),
  open({
    method: 'post',
    path: '/api/waiting',
    summary: 'Readings of waiting times by the key of the queue machine, one or many',
    body: WaitReadings,
    answer: WaitTaken,
    handle: async ({ services, body, ctx }) => {
      await demandKey(services, bearerOf(ctx));
      return bringReadings(services, body);
    },
  }),
  open({
    method: 'post',
    path: '/api/queue/:window/code',
    summary: 'A code for a queue ticket or a screen, by the key of the queue machine',
    body: CodeAsked,
    answer: CodeShown,
    handle: async ({ services, param, body, ctx }) => {
      await demandKey(services, bearerOf(ctx));
      return codeForMachine(services, param('window'), body);
    },
  }),
];
