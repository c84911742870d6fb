/** The mark on what others see of a photo: white words on a dark band along its lower edge, in a type of our own. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type OverlayOptions, type Raw } from 'sharp';

const require = createRequire(import.meta.url);
/** The package exports its list, not its files. */
const FONT = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts', 'NotoSansHans-Regular.otf');
/** Of the longer side: readable on a phone without hiding what was photographed. */
const SHARE = 1 / 46;
const LEAST_PX = 10;
/** Smaller than this nobody reads anything on it. */
const LEAST_WIDTH = 240;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What is laid over a picture of this size; nothing where it is too small to carry words. */
export async function markOver({ width, height }: Pick<Raw, 'width' | 'height'>, lines: readonly string[]): Promise<readonly OverlayOptions[]> {
  if (lines.length === 0 || width < LEAST_WIDTH) return [];
  const px = Math.max(LEAST_PX, Math.round(Math.max(width, height) * SHARE));
  const pad = Math.round(px / 2);
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="white">${lines.map(escaped).join('\n')}</span>`,
      fontfile: FONT,
      font: `Noto Sans Hans ${px}`,
      // At 72 dots an inch a point is a pixel.
      dpi: 72,
      width: width - 2 * pad,
      wrap: 'word-char',
      rgba: true,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  const tall = Math.min(height, info.height + 2 * pad);
  if (info.height > tall) return [];
  const band = { create: { width, height: tall, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0.6 } } };
  return [
    { input: band, left: 0, top: height - tall },
    { input: data, left: pad, top: height - tall + pad },
  ];
}
