/**
 * POST /api/uploads, multipart: fields `uploadId` (made by the client, 8–64 of 0-9A-Za-z_-) and `taskId` first, then
 * the file part `file`. The same uploadId with the same bytes again answers as the first time and stores nothing twice;
 * with other bytes it is a 409.
 */
import { z } from 'zod';

export const Upload = z.object({
  id: z.string(),
  kind: z.enum(['photo', 'file']),
  name: z.string(),
  bytes: z.number().int(),
  thumbUrl: z.string().nullable(),
});
export type Upload = z.infer<typeof Upload>;

/** A sample photo the demo offers; `GET url` gives the JPEG. */
export const SamplePhotos = z.object({ photos: z.array(z.object({ name: z.string(), url: z.string() })) });
export type SamplePhotos = z.infer<typeof SamplePhotos>;
