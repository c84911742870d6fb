/**
 * The sheets that stand at the windows, as one Word document: an A5 page each with the code 8 cm wide. Written part by part, since it
 * is four small parts; Chinese type is that of the machine that prints (FangSong, SimHei and what stands in for them).
 */
import { strToU8, zipSync } from 'fflate';
import { codePicture } from './code-picture.js';

export interface Sheet {
  readonly unitName: string;
  readonly name: string;
  readonly url: string;
}

const EMU_PER_CM = 360_000;
const CODE = 8 * EMU_PER_CM;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '');

/** `size` in half points. */
const line = (text: string, size: number, { isBold = false, after = 120 } = {}): string =>
  `<w:p><w:pPr><w:jc w:val="center"/><w:spacing w:after="${after}"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="${isBold ? '黑体' : '仿宋'}"/>${
    isBold ? '<w:b/>' : ''
  }<w:sz w:val="${size}"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;

const picture = (index: number): string =>
  `<w:p><w:pPr><w:jc w:val="center"/><w:spacing w:before="120" w:after="120"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">` +
  `<wp:extent cx="${CODE}" cy="${CODE}"/><wp:docPr id="${index}" name="code${index}" descr="评价二维码"/>` +
  `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>` +
  `<pic:nvPicPr><pic:cNvPr id="${index}" name="code${index}.png"/><pic:cNvPicPr/></pic:nvPicPr>` +
  `<pic:blipFill><a:blip r:embed="rId${index}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
  `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${CODE}" cy="${CODE}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
  `</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

const BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';

const page = ({ unitName, name }: Sheet, index: number): string =>
  [
    line(unitName, 32, { after: 60 }),
    line(name, 56, { isBold: true }),
    line('请您评价本次服务', 40),
    picture(index),
    line('用微信或手机浏览器扫一扫，不用登录，10 秒完成', 28, { after: 60 }),
    line('不满意的，留下电话会有专人回访', 28, { after: 0 }),
  ].join('');

function documentOf(sheets: readonly Sheet[]): string {
  const pages = sheets.map((sheet, index) => page(sheet, index + 1)).join(BREAK);
  // A5 upright, 148 × 210 mm, in twentieths of a point.
  const section =
    '<w:sectPr><w:pgSz w:w="8391" w:h="11906"/><w:pgMar w:top="850" w:right="567" w:bottom="567" w:left="567" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>';
  return (
    `${HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${RELS}"` +
    ` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
    ` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>${pages}${section}</w:body></w:document>`
  );
}

const TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const ROOT = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/officeDocument" Target="word/document.xml"/></Relationships>`;

export async function codeSheets(sheets: readonly Sheet[]): Promise<Buffer> {
  const media: Record<string, Uint8Array> = {};
  for (const [index, { url }] of sheets.entries()) media[`word/media/code${index + 1}.png`] = await codePicture(url);
  const links = sheets
    .map((_sheet, index) => `<Relationship Id="rId${index + 1}" Type="${RELS}/image" Target="media/code${index + 1}.png"/>`)
    .join('');
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(TYPES),
      '_rels/.rels': strToU8(ROOT),
      'word/document.xml': strToU8(documentOf(sheets)),
      'word/_rels/document.xml.rels': strToU8(`${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${links}</Relationships>`),
      ...media,
    }),
  );
}
