/** Photos by sharp: measured on the way in, and what others see of them. */
import sharp, { type Metadata } from 'sharp';
import { GREY_SIDE } from '../../core/trust/fingerprint.js';
import { Refusal } from '../../core/refusal.js';
import type { Images } from '../services.js';
import { captureOf } from './exif.js';
import { markOver } from './mark.js';
import { sniff, truncated } from './sniff.js';

const MAX_PIXELS = 50e6;
const VIEW_PX = 1_600;
const THUMB_PX = 360;
const GUARDS = { failOn: 'error', limitInputPixels: MAX_PIXELS } as const;

const tooManyPixels = (): Refusal =>
  new Refusal('photo-too-large', '照片超过 5000 万像素。', { kind: 'too-much', remedy: '请在相机设置里调低分辨率，或缩小后再上传。' });

/** sharp says why only in words. */
function asRefusal(error: unknown): Refusal {
  return error instanceof Error && error.message.includes('pixel limit') ? tooManyPixels() : truncated();
}

async function measured(bytes: Buffer): Promise<Metadata> {
  try {
    return await sharp(bytes, GUARDS).metadata();
  } catch (error) {
    throw asRefusal(error);
  }
}

const INSIDE = { fit: 'inside', withoutEnlargement: true } as const;

/** Everything but the pixels is left behind: EXIF, GPS, colour profiles, comments, whatever follows the picture. */
async function derived(bytes: Buffer, lines: readonly string[]): Promise<{ readonly view: Buffer; readonly thumb: Buffer }> {
  const upright = sharp(bytes, GUARDS)
    .autoOrient()
    .resize({ width: VIEW_PX, height: VIEW_PX, ...INSIDE });
  const { hasAlpha } = await upright.metadata();
  const { data, info } = await (hasAlpha ? upright.flatten({ background: '#ffffff' }) : upright)
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  // Decoded once; the small picture carries no mark, which nobody could read on it.
  const pixels = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const view = await pixels()
    .composite([...(await markOver(info, lines))])
    .jpeg({ quality: 82 })
    .toBuffer();
  const thumb = await pixels()
    .resize({ width: THUMB_PX, height: THUMB_PX, ...INSIDE })
    .jpeg({ quality: 74 })
    .toBuffer();
  return { view, thumb };
}

export function openImages(): Images {
  sharp.concurrency(1);
  sharp.cache(false);
  return {
    inspect: async (bytes) => {
      const { kind, contentType } = await sniff(bytes);
      if (kind === 'file') return { kind, contentType, width: null, height: null, capture: null };
      const { width, height, pages = 1, exif } = await measured(bytes);
      if (pages > 1) throw new Refusal('file-kind', '不能上传会动的图片。', { remedy: '请改用 JPG 或 PNG 图片。' });
      if (width * height > MAX_PIXELS) throw tooManyPixels();
      return { kind, contentType, width, height, capture: captureOf(exif) };
    },
    derive: async (bytes, lines = []) => {
      try {
        return await derived(bytes, lines);
      } catch (error) {
        throw asRefusal(error);
      }
    },
    grey: async (bytes) => {
      const upright = sharp(bytes, GUARDS).autoOrient().flatten({ background: '#ffffff' }).greyscale();
      const { data } = await upright.resize(GREY_SIDE, GREY_SIDE, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
      return new Uint8Array(data);
    },
  };
}
