/** Photos and files: their way in, and the signed addresses by which they are shown. */
import type { Context } from 'koa';
import { z } from 'zod';
import { Twins } from '../../core/contract/twin.js';
import { Upload } from '../../core/contract/upload.js';
import { type Evidence, readEvidence } from '../actions/read-evidence.js';
import { readTwins } from '../actions/read-twins.js';
import { readOriginal } from '../actions/read-original.js';
import { uploadEvidence } from '../actions/upload-evidence.js';
import { parsed } from './input-faults.js';
import { readParts } from './multipart.js';
import { open, type Route, signedIn } from './route.js';

const MAX_BYTES = 10 * 1_048_576;
const UploadFields = z.strictObject({ uploadId: z.string().regex(/^[\w-]{8,64}$/), taskId: z.string().max(64) });

/** Foreign bytes: never run, never guessed at. */
function send(ctx: Context, { disposition, contentType, bytes, stream }: Evidence, caching: string): void {
  ctx.set('cache-control', caching);
  ctx.set('content-disposition', disposition);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  ctx.type = contentType;
  ctx.length = bytes;
  ctx.body = stream;
}

export const evidenceRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/tasks/:id/twins',
    summary: 'Photos of a task that show the same as an earlier one, for whoever judges it',
    answer: Twins,
    handle: ({ services, viewer, param }) => readTwins(services, viewer, param('id')),
  }),
  signedIn({
    method: 'post',
    path: '/api/uploads',
    summary: 'Upload one photo or file for a task; the same uploadId again stores nothing twice',
    reads: 'multipart',
    answer: Upload,
    handle: async ({ services, viewer, ctx }) => {
      const { fields, fileName, bytes } = await readParts(ctx, MAX_BYTES);
      return uploadEvidence(services, viewer, { ...parsed(UploadFields, fields), fileName, bytes });
    },
  }),
  signedIn({
    method: 'get',
    path: '/api/uploads/:id/original',
    summary: 'The untouched photo or file, for reviewers, office and auditors; leaves an event',
    handle: async ({ services, viewer, param, ctx }) => {
      // Kept nowhere on the way: a look from a cache would leave no trace.
      send(ctx, await readOriginal(services, viewer, param('id')), 'no-store');
    },
  }),
  open({
    method: 'get',
    path: '/api/evidence/:id/:size',
    summary: 'A picture by its signed address',
    query: z.strictObject({ until: z.string().max(20), mark: z.string().max(100) }),
    handle: async ({ services, param, query, ctx }) => {
      const found = await readEvidence(services, { id: param('id'), size: param('size'), ...query });
      send(ctx, found, 'private, max-age=3600, immutable');
    },
  }),
];
