/** A workbook as a download, under a name that may be Chinese. */
import type { Context } from 'koa';

export function sendWorkbook(ctx: Context, fileName: string, body: Buffer | NodeJS.ReadableStream): void {
  ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  ctx.set('content-disposition', `attachment; filename="duban.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName)}`);
  ctx.set('cache-control', 'no-store');
  ctx.body = body;
}
