/** What a file is by its own bytes, never by its name; what may not enter is refused with what to do about it. */
import { fileTypeFromBuffer } from 'file-type';
import { Refusal } from '../../core/refusal.js';

export const MAX_BYTES = 10 * 1_048_576;

const PHOTOS: Readonly<Record<string, string>> = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' };
const FILES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const KINDS_WORDS = '可以上传的是：JPG、PNG、WebP 照片，PDF、Word（.docx）、Excel（.xlsx）文件。';

/** What people do try to upload, and what they can do instead. */
const INSTEAD: Readonly<Record<string, readonly [string, string]>> = {
  heic: ['这张照片是 HEIC 格式，暂不能使用。', '请在手机“设置 › 相机 › 格式”中选“兼容性最佳”后重拍，或在相册里另存为 JPG 再上传。'],
  avif: ['这张照片是 AVIF 格式，暂不能使用。', '请另存为 JPG 后再上传。'],
  gif: ['不能上传 GIF 图片。', '请改用 JPG 或 PNG 图片。'],
  apng: ['不能上传会动的图片。', '请改用 JPG 或 PNG 图片。'],
  tif: ['不能上传 TIFF 图片。', '请另存为 JPG 或 PNG 后再上传。'],
  bmp: ['不能上传 BMP 图片。', '请另存为 JPG 或 PNG 后再上传。'],
  cfb: ['不能上传旧版或加密的 Office 文件。', '请去掉密码，另存为 .docx 或 .xlsx 后再上传。'],
  docm: ['不能上传带宏的文件。', '请另存为不带宏的 .docx 后再上传。'],
  xlsm: ['不能上传带宏的文件。', '请另存为不带宏的 .xlsx 后再上传。'],
  mp4: ['不能上传视频。', '请截取关键画面，以照片上传。'],
  mov: ['不能上传视频。', '请截取关键画面，以照片上传。'],
  zip: ['不能上传压缩包。', '请解压后逐个上传其中的照片或文件。'],
  rar: ['不能上传压缩包。', '请解压后逐个上传其中的照片或文件。'],
  '7z': ['不能上传压缩包。', '请解压后逐个上传其中的照片或文件。'],
};

export const truncated = (): Refusal =>
  new Refusal('file-broken', '这个文件不完整或已损坏。', { remedy: '请打开原文件确认能正常显示，再重新上传。' });

export const tooLarge = (): Refusal => new Refusal('file-too-large', '文件超过 10 MB。', { kind: 'too-much', remedy: '请压缩或拆分后再上传。' });

/** Word and Excel end with the zip's directory, a PDF with its own mark; what was cut off has neither. */
function isWhole(extension: string, bytes: Buffer): boolean {
  if (extension === 'pdf') return bytes.includes('%%EOF', Math.max(0, bytes.length - 4_096));
  return bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1')) >= Math.max(0, bytes.length - 65_557);
}

/** Throws Refusal `file-empty`, `file-too-large`, `file-kind` or `file-broken`. Photos are measured elsewhere. */
export async function sniff(bytes: Buffer): Promise<{ readonly kind: 'photo' | 'file'; readonly contentType: string }> {
  if (bytes.length === 0) throw new Refusal('file-empty', '这个文件是空的。', { remedy: '请重新选择文件。' });
  if (bytes.length > MAX_BYTES) throw tooLarge();
  // A broken container makes the sniffer throw; it is then no kind we know.
  const extension: string = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.ext ?? '';
  const photo = PHOTOS[extension];
  if (photo !== undefined) return { kind: 'photo', contentType: photo };
  const file = FILES[extension];
  if (file === undefined) {
    const [message, remedy] = INSTEAD[extension] ?? ['这种文件不能作为佐证材料。', KINDS_WORDS];
    throw new Refusal('file-kind', message, { remedy });
  }
  if (!isWhole(extension, bytes)) throw truncated();
  return { kind: 'file', contentType: file };
}
