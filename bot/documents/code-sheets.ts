/** The sheets that stand at the windows, as one Word document: an A5 page each with its code 8 cm wide. Chinese type is that of the machine that prints. */
import { AlignmentType, Document, ImageRun, Packer, Paragraph, TextRun } from 'docx';
import type { CodeSheet } from '../services.js';
import { codePicture } from './code-picture.js';
import { printable } from './printable.js';

const FONT = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '仿宋' };
const HEAD_FONT = { ...FONT, eastAsia: '黑体' };
/** 8 cm at 96 dots an inch. */
const CODE = 302;
/** A5 upright, 148 × 210 mm, in twentieths of a point. */
const PAGE = { size: { width: 8_391, height: 11_906 }, margin: { top: 850, bottom: 567, left: 567, right: 567 } };

interface Look {
  /** Half points. */
  readonly size: number;
  readonly isHead?: boolean;
  readonly after?: number;
}

const line = (words: string, { size, isHead = false, after = 120 }: Look): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after },
    children: [new TextRun({ text: printable(words), bold: isHead, font: isHead ? HEAD_FONT : FONT, size })],
  });

async function page({ unitName, name, url }: CodeSheet): Promise<readonly Paragraph[]> {
  const altText = { name: '评价二维码', title: '评价二维码', description: `${name}的评价二维码` };
  const code = new ImageRun({ type: 'png', data: await codePicture(url), transformation: { width: CODE, height: CODE }, altText });
  return [
    line(unitName, { size: 32, after: 60 }),
    line(name, { size: 56, isHead: true }),
    line('请您评价本次服务', { size: 40 }),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 120, after: 120 }, children: [code] }),
    line('用微信或手机浏览器扫一扫，不用登录，10 秒完成', { size: 28, after: 60 }),
    line('不满意的，留下电话会有专人回访', { size: 28, after: 0 }),
  ];
}

/** A section is a page. */
export async function codeSheets(sheets: readonly CodeSheet[]): Promise<Buffer> {
  const sections = [];
  for (const sheet of sheets) sections.push({ properties: { page: PAGE }, children: await page(sheet) });
  return Packer.toBuffer(new Document({ title: '窗口评价码', creator: '督办', sections }));
}
