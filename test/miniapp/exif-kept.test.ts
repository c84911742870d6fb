import sharp from 'sharp';
import { withExifOf } from '../../miniapp/src/exif-kept.js';

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#693' } });
const camera = () =>
  picture(40, 30)
    .withExif({ IFD2: { DateTimeOriginal: '2026:12:03 09:12:30' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
const facts = async (bytes: Uint8Array) => {
  const { exif, orientation, width, height } = await sharp(bytes).metadata();
  return { tells: exif?.includes('2026:12:03') ?? false, orientation, width, height };
};

test('the smaller photo tells what the camera wrote, and is not turned a second time', async () => {
  const whole = withExifOf(await camera(), await picture(10, 20).jpeg().toBuffer());
  expect(await facts(whole)).toEqual({ tells: true, orientation: 1, width: 10, height: 20 });
});

test('nothing changes where there is nothing to carry over', async () => {
  const small = await picture(10, 20).jpeg().toBuffer();
  const original = await camera();
  expect(withExifOf(await picture(4, 4).jpeg().toBuffer(), small)).toBe(small);
  expect(withExifOf(await picture(4, 4).png().toBuffer(), small)).toBe(small);
  expect(withExifOf(original, original)).toBe(original);
  const png = await picture(4, 4).png().toBuffer();
  expect(withExifOf(original, png)).toBe(png);
});

test('a broken original never breaks the smaller one', async () => {
  const small = await picture(10, 20).jpeg().toBuffer();
  const original = await camera();
  for (let length = 0; length < 400; length += 1) {
    const cut = withExifOf(original.subarray(0, length), small);
    expect((await sharp(cut).metadata()).width).toBe(10);
  }
  expect(withExifOf(original, new Uint8Array(0))).toHaveLength(0);
});
