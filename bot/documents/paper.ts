/** The parts every document of ours is made of: A4, 仿宋 and 黑体, tables whose head stands again on each page. */
import {
  AlignmentType,
  Document,
  type FileChild,
  HeadingLevel,
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { printable } from './printable.js';

/** What offices write in; where a machine lacks them Word takes its own. */
const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' };
const HEAD_FONT = { ...FONT, eastAsia: '黑体' };
/** Half points: 小四, 三号. */
const BODY = 24;
const TITLE = 32;
/** A4 with the usual margins, in twentieths of a point. */
const PAGE_WIDTH = 9_026;

const text = (words: string, isBold = false): TextRun => new TextRun({ text: printable(words), bold: isBold, font: FONT, size: BODY });
export const paragraph = (words: string): Paragraph => new Paragraph({ children: [text(words)], spacing: { after: 120, line: 360 } });
export const heading = (words: string): Paragraph =>
  new Paragraph({
    heading: HeadingLevel.HEADING_1,
    children: [new TextRun({ text: words, bold: true, font: HEAD_FONT, size: BODY + 4, color: '1D2129' })],
    spacing: { before: 240, after: 120 },
  });

function cell(words: string, share: number, isHead: boolean): TableCell {
  return new TableCell({
    width: { size: Math.round(PAGE_WIDTH * share), type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    ...(isHead ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EDEFF2' } } : {}),
    children: [new Paragraph({ children: [text(words, isHead)] })],
  });
}

/** The head stands again on each page. `shares` of the page's width add up to 1. */
export function table(shares: readonly number[], head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const row = (cells: readonly string[], isHead: boolean): TableRow =>
    new TableRow({ tableHeader: isHead, cantSplit: true, children: cells.map((words, index) => cell(words, shares[index] ?? 0, isHead)) });
  return new Table({
    width: { size: PAGE_WIDTH, type: WidthType.DXA },
    columnWidths: shares.map((share) => Math.round(PAGE_WIDTH * share)),
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  });
}

/** `title` in the middle, `under` it one line of what and when; then `children`. The bytes of a .docx. */
export function paper(title: string, under: string, children: readonly FileChild[]): Promise<Buffer> {
  const head = [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      children: [new TextRun({ text: title, bold: true, font: HEAD_FONT, size: TITLE, color: '1D2129' })],
    }),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 240 }, children: [text(under)] }),
  ];
  const section = { properties: { page: { size: { width: 11_906, height: 16_838 } } }, children: [...head, ...children] };
  return Packer.toBuffer(new Document({ title, creator: '督办', sections: [section] }));
}
