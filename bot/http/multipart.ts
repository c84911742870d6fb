/** One file and its fields out of a multipart body, with caps, by busboy. UTF-8 file names. */
import busboy from 'busboy';
import type { Context } from 'koa';
import { Refusal } from '../../core/refusal.js';

export interface Parts {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly bytes: Buffer;
}

const tooLarge = (maxBytes: number) =>
  new Refusal('file-too-large', `文件超过 ${Math.floor(maxBytes / 1_048_576)} MB。`, { kind: 'too-much', remedy: '请压缩或拆分后再上传。' });

/** Reads the whole request. Refusals: `file-too-large`, `file-missing`, `upload-broken`. */
export function readParts(ctx: Context, maxBytes: number): Promise<Parts> {
  const broken = () => new Refusal('upload-broken', '文件没有传完。', { remedy: '请检查网络后重新上传。' });
  return new Promise((resolve, reject) => {
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: ctx.req.headers,
        defParamCharset: 'utf8',
        limits: { files: 1, fields: 10, fieldSize: 4_096, fileSize: maxBytes, parts: 12 },
      });
    } catch {
      reject(new Refusal('wrong-content-type', '请以文件形式上传。'));
      return;
    }
    const fields: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let fileName: string | null = null;
    let isCut = false;
    let isOdd = false;
    parser.on('field', (name, value) => {
      if (/^[a-zA-Z]{1,30}$/.test(name) && fields[name] === undefined) fields[name] = value;
      else isOdd = true;
    });
    parser.on('file', (_name, stream, info) => {
      fileName = info.filename ?? '未命名文件';
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => {
        isCut = true;
      });
      stream.on('error', () => reject(broken()));
    });
    parser.on('error', () => reject(broken()));
    parser.on('close', () => {
      if (isCut) reject(tooLarge(maxBytes));
      else if (isOdd) reject(new Refusal('upload-odd', '上传的内容里有不认识或重复的项目。', { remedy: '请刷新页面后重新上传。' }));
      else if (fileName === null) reject(new Refusal('file-missing', '没有选择文件。', { remedy: '请选择文件后再上传。' }));
      else resolve({ fields, fileName, bytes: Buffer.concat(chunks) });
    });
    ctx.req.on('aborted', () => reject(broken()));
    ctx.req.on('error', () => reject(broken()));
    ctx.req.pipe(parser);
  });
}
