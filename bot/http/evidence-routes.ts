/** Photos and files: their way in, and the signed addresses by which they are shown. */
import { z } from 'zod';
import { Upload } from '../../core/contract/upload.js';
import { readEvidence } from '../actions/read-evidence.js';
import { uploadEvidence } from '../actions/upload-evidence.js';
import { parsed } from './input-faults.js';
import { readParts } from './multipart.js';
import { open, type Route, signedIn } from './route.js';

const MAX_BYTES = 10 * 1_048_576;
const UploadFields = z.strictObject({ uploadId: z.string().regex(/^[\w-]{8,64}$/), taskId: z.string().max(64) });

export const evidenceRoutes: readonly Route[] = [
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
  open({
    method: 'get',
    path: '/api/evidence/:id/:size',
    summary: 'A picture by its signed address',
    query: z.strictObject({ until: z.string().max(20), mark: z.string().max(100) }),
    handle: async ({ services, param, query, ctx }) => {
      const found = await readEvidence(services, { id: param('id'), size: param('size'), ...query });
      ctx.set('cache-control', 'private, max-age=3600, immutable');
      ctx.set('content-disposition', found.disposition);
      ctx.set('x-content-type-options', 'nosniff');
      ctx.set('content-security-policy', "default-src 'none'; sandbox");
      ctx.type = found.contentType;
      ctx.length = found.bytes;
      ctx.body = found.stream;
    },
  }),
];
