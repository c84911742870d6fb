// Unpacks the zip of an .xlsx by its central directory, counting every byte as it is inflated: what the file says of its
// own sizes is not believed, and nothing is parsed before everything has been counted.
import { inflateRawSync } from 'node:zlib';
import { damaged, MAX_ENTRIES, MAX_INFLATED_BYTES, tooLarge, WorkbookRefusal } from './limits.mjs';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * @param {Buffer} bytes
 * @param {(name: string) => boolean} isWanted
 * @returns {Record<string, Uint8Array>} the wanted entries; the others are inflated and counted too
 */
export function unpack(bytes, isWanted) {
  /** @type {Record<string, Uint8Array>} */
  const wanted = Object.create(null);
  let left = MAX_INFLATED_BYTES;
  for (const { name, data, method } of entriesOf(bytes)) {
    const content = method === STORED ? data : inflated(data, left);
    left -= content.length;
    if (left < 0) throw bomb();
    if (isWanted(name)) wanted[name] = content;
  }
  return wanted;
}

/** @param {Buffer} bytes */
function* entriesOf(bytes) {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw tooLarge(`这个文件里有 ${count} 个部件，超过 ${MAX_ENTRIES} 个。`);
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw damaged();
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes
      .toString('utf8', at + 46, at + 46 + nameLength)
      .replaceAll('\\', '/')
      .replace(/^\//, '');
    yield { name, ...dataOf(bytes, at) };
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

/** @param {Buffer} bytes @param {number} at the entry in the central directory */
function dataOf(bytes, at) {
  const method = bytes.readUInt16LE(at + 10);
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
  if (isEncrypted || (method !== STORED && method !== DEFLATED)) throw unreadablePart();
  const size = bytes.readUInt32LE(at + 20);
  const local = bytes.readUInt32LE(at + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw damaged();
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + size > bytes.length) throw damaged();
  return { method, data: bytes.subarray(start, start + size) };
}

/** The record that closes a zip stands in its last 64 KiB. @param {Buffer} bytes */
function endOf(bytes) {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  throw damaged();
}

/** @param {Buffer} data @param {number} left */
function inflated(data, left) {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    throw error instanceof RangeError ? bomb() : damaged();
  }
}

const bomb = () => tooLarge(`这个文件解压后超过 ${MAX_INFLATED_BYTES / 1_048_576} MB，没有读取。`);

const unreadablePart = () =>
  new WorkbookRefusal('workbook-locked', '这个文件设有密码或用了少见的压缩方式，读不了。', '请去掉密码，用 Excel 或 WPS 另存为 .xlsx 后重新上传。');
