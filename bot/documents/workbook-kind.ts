/** What a file really is, by its first bytes, and the refusal in words for what we do not read. */
import { Refusal } from '../../core/refusal.js';

const MAX_BYTES = 10 * 1_048_576;
const SAVE_AS = '请用 Excel 或 WPS 打开台账，另存为 .xlsx 或 .csv 后重新上传。';

/** Throws a Refusal for anything but an .xlsx or a text table. The extension counts only where the bytes leave it open. */
export function workbookKind(bytes: Buffer, fileName: string): 'xlsx' | 'csv' {
  if (bytes.length === 0) throw refused('workbook-empty', '这个文件是空的。', '请确认选对了文件后重新上传。');
  if (bytes.length > MAX_BYTES) {
    throw new Refusal('workbook-too-large', `文件有 ${(bytes.length / 1_048_576).toFixed(1)} MB，超过 10 MB。`, {
      kind: 'too-much',
      remedy: '请删去台账里的图片和多余的工作表，另存后重新上传。',
    });
  }
  if (startsWith(bytes, [0x50, 0x4b])) return 'xlsx';
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw ole(bytes);
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) throw refused('workbook-unknown', '这是 PDF 文件，不是表格。', SAVE_AS);
  const isUtf16 = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  if (isUtf16) return 'csv';
  if (/^(﻿)?\s*<(!doctype|html|\?xml|table|meta|head|style)/i.test(bytes.toString('utf8', 0, 512))) {
    throw refused('workbook-unknown', '这个文件的内容是网页，不是真正的工作簿（有些系统导出的表格是这样）。', SAVE_AS);
  }
  if (bytes.subarray(0, 65_536).includes(0)) throw refused('workbook-unknown', '认不出这个文件的格式。', SAVE_AS);
  if (/\.(xlsx|xlsm|xls|et)$/i.test(fileName))
    throw refused('workbook-unknown', '这个文件的扩展名是表格，内容却是纯文本。', `如果它是 CSV，请把扩展名改为 .csv；否则${SAVE_AS}`);
  return 'csv';
}

const startsWith = (bytes: Buffer, magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);

/** Old binary workbooks and encrypted new ones share one wrapping. */
function ole(bytes: Buffer): Refusal {
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? refused('workbook-locked', '这个文件设有打开密码，读不了。', '请在 Excel 或 WPS 中去掉密码，另存后重新上传。')
    : refused('workbook-old', '这是旧格式的表格（.xls），读不了。', SAVE_AS);
}

const refused = (id: string, message: string, remedy: string): Refusal => new Refusal(id, message, { kind: 'invalid', remedy });
