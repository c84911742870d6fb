/** Photos by sharp: measured on the way in, and what others see of them. */
import sharp, { type Metadata } from 'sharp';
import { GREY_SIDE } from '../../core/trust/fingerprint.js';
import { Refusal } from '../../core/refusal.js';
import type { Images } from '../services.js';
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

/** Everything but the pixels is left behind: EXIF, GPS, colour profiles, comments, whatever follows the picture. */
async function shrunk(bytes: Buffer, px: number, quality: number): Promise<Buffer> {
  return sharp(bytes, GUARDS)
    .autoOrient()
    .resize({ width: px, height: px, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality })
    .toBuffer();
}

export function openImages(): Images {
  sharp.concurrency(1);
  sharp.cache(false);
  return {
    inspect: async (bytes) => {
      const { kind, contentType } = await sniff(bytes);
      if (kind === 'file') return { kind, contentType, width: null, height: null };
      const { width, height, pages = 1 } = await measured(bytes);
      if (pages > 1) throw new Refusal('file-kind', '不能上传会动的图片。', { remedy: '请改用 JPG 或 PNG 图片。' });
      if (width * height > MAX_PIXELS) throw tooManyPixels();
      return { kind, contentType, width, height };
    },
    derive: async (bytes) => {
      try {
        const view = await shrunk(bytes, VIEW_PX, 82);
        return { view, thumb: await shrunk(view, THUMB_PX, 74) };
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
