/** Workbooks made for a test: small honest ones, and those that try to bring the service down. */
import { deflateRawSync } from 'node:zlib';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer;
  /** What the directory claims instead of the truth. */
  readonly claimedSize?: number;
  readonly isEncrypted?: boolean;
}

/** A zip by hand, so that it can lie. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claimedSize, isEncrypted } of entries) {
    const packed = deflateRawSync(data, { level: 9 });
    const size = claimedSize ?? data.length;
    const flags = isEncrypted === true ? 1 : 0x800;
    const fileName = Buffer.from(name, 'utf8');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(fileName.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(fileName.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, fileName, packed);
    directory.push(entry, fileName);
    offset += local.length + fileName.length + packed.length;
  }
  const names = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
  end.writeUInt32LE(names.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, names, end]);
}

export interface WorkbookParts {
  /** XML inside `<worksheet>`, one for each sheet. */
  readonly sheets: readonly string[];
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly date1904?: boolean;
  readonly extra?: readonly ZipEntry[];
}

/** The least a spreadsheet program opens, around sheets given as XML. */
export function workbookOf({ sheets, sharedStrings, styles, date1904, extra }: WorkbookParts): Buffer {
  const text = (name: string, xml: string): ZipEntry => ({ name, data: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`, 'utf8') });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const ids = sheets.map((_, at) => at + 1);
  return zipOf([
    text(
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${ids.map((id) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}<Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    ),
    text(
      '_rels/.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    text(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${date1904 === true ? ' date1904="1"' : ''}/><sheets>${ids.map((id) => `<sheet name="表${id}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets></workbook>`,
    ),
    text(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${ids.map((id) => `<Relationship Id="rId${id}" Type="${REL}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}<Relationship Id="rId901" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId902" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    ),
    text('xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${sharedStrings ?? ''}</sst>`),
    text('xl/styles.xml', styles ?? `<styleSheet xmlns="${MAIN}"/>`),
    ...sheets.map((xml, at) => text(`xl/worksheets/sheet${at + 1}.xml`, `<worksheet xmlns="${MAIN}">${xml}</worksheet>`)),
    ...(extra ?? []),
  ]);
}

export const cell = (address: string, text: string): string => `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
export const number = (address: string, value: number, style = 0): string => `<c r="${address}" s="${style}"><v>${value}</v></c>`;

/** Cells in number formats: 0 general, 1 a whole day, 2 year and month as Chinese Excel has it built in, 3 the same spelled out. */
export const DATE_STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;;@"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="176" applyNumberFormat="1"/><xf numFmtId="57" applyNumberFormat="1"/><xf numFmtId="177" applyNumberFormat="1"/></cellXfs></styleSheet>`;

const rows = (xml: string): string => `<sheetData>${xml}</sheetData>`;
const aCell = rows(`<row r="1">${cell('A1', '序号')}</row>`);

/** 300 MB of one letter in 0.3 MB, in a part that looks like a sheet; the directory claims 100 bytes. */
export const zipBomb = (): Buffer =>
  workbookOf({ sheets: [aCell], extra: [{ name: 'xl/worksheets/sheet9.xml', data: Buffer.alloc(300 * 1_048_576, 0x41), claimedSize: 100 }] });

/** Forty parts that are each harmless. */
export const manySmallBombs = (): Buffer =>
  workbookOf({ sheets: [aCell], extra: Array.from({ length: 40 }, (_, at) => ({ name: `xl/media/${at}.bin`, data: Buffer.alloc(2 * 1_048_576) })) });

export const manyEntries = (): Buffer =>
  workbookOf({ sheets: [aCell], extra: Array.from({ length: 1_200 }, (_, at) => ({ name: `xl/media/${at}`, data: Buffer.from('x') })) });

export const millionRows = (): Buffer => {
  const xml: string[] = [];
  for (let row = 1; row <= 1_000_000; row += 1) xml.push(`<row r="${row}"><c r="A${row}"><v>1</v></c></row>`);
  return workbookOf({ sheets: [rows(xml.join(''))] });
};

export const farCell = (): Buffer =>
  workbookOf({ sheets: [rows(`<row r="1">${cell('A1', '序号')}</row><row r="1048576">${cell('XFD1048576', 'x')}</row>`)] });

export const manyMerges = (): Buffer => {
  const merges = Array.from({ length: 10_001 }, (_, at) => `<mergeCell ref="A${at * 2 + 1}:A${at * 2 + 2}"/>`).join('');
  return workbookOf({ sheets: [`${aCell}<mergeCells count="10001">${merges}</mergeCells>`] });
};

/** One text of 30,000 characters, referred to by 20,000 cells: small to unpack, 600 million characters to hold. */
export const repeatedText = (): Buffer => {
  const xml = Array.from(
    { length: 10_000 },
    (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>0</v></c><c r="B${at + 1}" t="s"><v>0</v></c></row>`,
  ).join('');
  return workbookOf({ sheets: [rows(xml)], sharedStrings: `<si><t>${'长'.repeat(30_000)}</t></si>` });
};

/** A million cells with one digit each, spread over 20,000 rows. */
export const millionCells = (): Buffer => {
  const letters = Array.from({ length: 50 }, (_, at) => (at < 26 ? String.fromCharCode(65 + at) : `A${String.fromCharCode(39 + at)}`));
  const xml: string[] = [];
  for (let row = 1; row <= 20_000; row += 1)
    xml.push(`<row r="${row}">${letters.map((letter) => `<c r="${letter}${row}"><v>1</v></c>`).join('')}</row>`);
  return workbookOf({ sheets: [rows(xml.join(''))] });
};

export const billionLaughs = (): Buffer => {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('');
  const data = Buffer.from(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">${entities}]><sst xmlns="${MAIN}"><si><t>&a9;</t></si></sst>`);
  return workbookOf({ sheets: [rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')], extra: [{ name: 'xl/sharedStrings.xml', data }] });
};

export const html = (): Buffer => Buffer.from('<html><head><meta charset="utf-8"></head><body><table><tr><td>序号</td></tr></table></body></html>');

export const encrypted = (): Buffer =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(1_024),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(512),
  ]);

export const oldWorkbook = (): Buffer => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2_048)]);
