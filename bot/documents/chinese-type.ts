/** Chinese type for pictures, from a font of ours: a server has none of its own. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

const require = createRequire(import.meta.url);

export const FONT = 'Noto Sans Hans';
const FILE = join(dirname(dirname(require.resolve('@embedpdf/fonts-sc'))), 'fonts', 'NotoSansHans-Regular.otf');

let loaded: Promise<unknown> | null = null;

/** Once a process: what was written with a font file is known by its name from then on. */
async function loadFont(): Promise<void> {
  loaded ??= sharp({ text: { text: '督办', fontfile: FILE, font: FONT, rgba: true } })
    .png()
    .toBuffer();
  await loaded;
}

export async function pictureOf(svg: string): Promise<Buffer> {
  await loadFont();
  return sharp(Buffer.from(svg)).png({ palette: true, effort: 7 }).toBuffer();
}
