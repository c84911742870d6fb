/** Pages of different documents as an office prints them: a red head, a title, paragraphs of Chinese prose, a date and a seal. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Dice } from './pictures.js';

const require = createRequire(import.meta.url);
const FONT = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts', 'NotoSansHans-Regular.otf');

/** Sentences of real prose, from our own description: no two pages get the same ones in the same order. */
const SENTENCES = readFileSync(new URL('../../README.zh-CN.md', import.meta.url), 'utf8')
  .split(/[。；\n|]/)
  .map((one) => one.replaceAll(/[^\p{Script=Han}，、：（）0-9]/gu, ''))
  .filter((one) => one.length > 8);

/** On its way from one step to the next: packing it costs more than drawing it. */
const UNPACKED = { compressionLevel: 0 } as const;

const HEADS = ['市政务服务中心文件', '会议纪要', '整改情况报告', '窗口服务制度', '培训签到说明', '情况通报'];

const one = <T>(dice: Dice, list: readonly T[]): T | undefined => list[Math.floor(dice() * list.length)];

async function text(words: string, px: number, width: number, colour: string): Promise<{ readonly data: Buffer; readonly height: number }> {
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${colour}">${words}</span>`,
      fontfile: FONT,
      font: `Noto Sans Hans ${px}`,
      dpi: 72,
      width,
      wrap: 'char',
      spacing: Math.round(px / 2),
      rgba: true,
    },
  })
    .png(UNPACKED)
    .toBuffer({ resolveWithObject: true });
  return { data, height: info.height };
}

/** A whole page at the size of a photo of it; the longer it is, the fewer of its lines are seen. */
export async function printedPage(dice: Dice, width: number, height: number): Promise<Buffer> {
  const [margin, px] = [Math.round(width * (0.08 + dice() * 0.04)), 11 + Math.floor(dice() * 5)];
  const room = width - 2 * margin;
  const head = await text(one(dice, HEADS) ?? '', px + 10, room, '#b3161b');
  const title = await text((one(dice, SENTENCES) ?? '').slice(0, 20), px + 4, room, '#111');
  const prose = Array.from({ length: 2 + Math.floor(dice() * 5) }, () =>
    `　　${Array.from({ length: 1 + Math.floor(dice() * 4) }, () => one(dice, SENTENCES)).join('，')}。`.slice(0, 220),
  );
  const body = await text(prose.join('\n'), px, room, '#222');
  const [below, start] = [20 + head.height + 14, 20 + head.height + 14 + title.height + 14];
  const rule = await sharp({ create: { width: room, height: 2, channels: 3, background: '#b3161b' } })
    .png(UNPACKED)
    .toBuffer();
  const tall = Math.max(height, start + body.height + 20);
  const page = await sharp({ create: { width, height: tall, channels: 3, background: '#f6f4ee' } })
    .composite([
      { input: head.data, left: margin, top: 14 },
      { input: rule, left: margin, top: 20 + head.height },
      { input: title.data, left: margin, top: below },
      { input: body.data, left: margin, top: start },
    ])
    .png(UNPACKED)
    .toBuffer();
  return sharp(page).extract({ left: 0, top: 0, width, height }).png(UNPACKED).toBuffer();
}
