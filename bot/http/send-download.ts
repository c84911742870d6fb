/** A file as a download, under a name that may be Chinese; a picture is shown where it stands. */
import type { Context } from 'koa';
import type { ExportedTable } from '../actions/note-export.js';
import type { Services } from '../services.js';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  png: 'image/png',
} as const;
type Ending = keyof typeof TYPES;

const endingOf = (fileName: string): Ending => (fileName.split('.').at(-1) ?? '') as Ending;

/** `fileName` ends with one of the types above. */
export function sendDownload(ctx: Context, fileName: string, body: Buffer | NodeJS.ReadableStream): void {
  const ending = endingOf(fileName);
  const way = ending === 'png' ? 'inline' : 'attachment';
  ctx.type = TYPES[ending];
  ctx.set('content-disposition', `${way}; filename="duban.${ending}"; filename*=UTF-8''${encodeURIComponent(fileName)}`);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('cache-control', ending === 'png' ? 'private, max-age=3600' : 'no-store');
  ctx.body = body;
}

/** A list as a workbook, written while it is sent. */
export const sendTable = (ctx: Context, { workbooks }: Pick<Services, 'workbooks'>, { fileName, table }: ExportedTable): void =>
  sendDownload(ctx, fileName, workbooks.write(table));
