/** What may enter as evidence and what others see of it (I2). Hostile files are made here, by hand. */
import { deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { openImages } from '../../../bot/evidence/images.js';
import { MAX_BYTES } from '../../../bot/evidence/sniff.js';
import { Refusal } from '../../../core/refusal.js';

const images = openImages();
const plainSharp = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#6a8caf' } });

/** Noise does not compress: a picture of a real size in bytes. */
const noise = (width: number, height: number) =>
  sharp(Buffer.from(Array.from({ length: width * height * 3 }, (_, index) => (index * 2_654_435_761) >>> 24)), {
    raw: { width, height, channels: 3 },
  });

const jpeg = () => noise(240, 160).jpeg().toBuffer();

/** Goes the whole way in, as an upload does. */
async function refusalOf(bytes: Buffer, name = '照片.jpg'): Promise<string> {
  try {
    const { kind } = await images.inspect(bytes, name);
    if (kind === 'photo') await images.derive(bytes);
    return 'let in';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.message).toMatch(/[一-龥].*。$/);
    expect(error.remedy).toMatch(/[一-龥].*。$/);
    return error.id;
  }
}

/** A zip with stored entries; enough for Word and Excel to be told from each other. */
function zip(entries: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const raw = Buffer.from(content);
    const body = deflateRawSync(raw);
    const crc = crc32(raw);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt32LE(raw.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(body.length, 20);
    entry.writeUInt32LE(raw.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(head, Buffer.from(name), body);
    at += head.length + name.length + body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const OPEN_XML = 'application/vnd.openxmlformats-officedocument.';
const office = (contentType: string) =>
  zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/a.xml" ContentType="${contentType}.main+xml"/></Types>`,
    '_rels/.rels': '<Relationships/>',
  });
const word = () => office(`${OPEN_XML}wordprocessingml.document`);

function pngChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, crc]);
}

/** A few hundred bytes that say they are 16,384 × 16,384 pixels. */
function pixelBomb(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(16_384, 0);
  header.writeUInt32BE(16_384, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(5_000))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

test.each([
  ['JPEG', () => jpeg(), 'image/jpeg'],
  ['PNG', () => noise(60, 40).png().toBuffer(), 'image/png'],
  ['WebP', () => noise(60, 40).webp().toBuffer(), 'image/webp'],
  [
    'PNG with transparency',
    () =>
      sharp({ create: { width: 9, height: 9, channels: 4, background: '#0000' } })
        .png()
        .toBuffer(),
    'image/png',
  ],
  ['a JPEG in print colours', () => noise(60, 40).toColourspace('cmyk').jpeg().toBuffer(), 'image/jpeg'],
])('%s is let in as a photo', async (_name, make, contentType) => {
  const bytes = await make();
  expect(await images.inspect(bytes, 'a')).toMatchObject({ kind: 'photo', contentType });
  expect(await refusalOf(bytes)).toBe('let in');
});

test.each([
  ['PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n'), 'application/pdf'],
  ['Word', word(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['Excel', office(`${OPEN_XML}spreadsheetml.sheet`), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
])('%s is let in as a file, without a size in pixels', async (_name, bytes, contentType) => {
  expect(await images.inspect(bytes, '材料')).toEqual({ kind: 'file', contentType, width: null, height: null, capture: null });
});

test.each<[string, () => Buffer | Promise<Buffer>, string]>([
  ['nothing', () => Buffer.alloc(0), 'file-empty'],
  ['one byte', () => Buffer.from([0xff]), 'file-kind'],
  ['a JPEG cut in half', async () => (await jpeg()).subarray(0, 4_000), 'file-broken'],
  ['a JPEG that is only its header', async () => (await jpeg()).subarray(0, 200), 'file-broken'],
  ['a PNG cut in half', async () => (await noise(200, 200).png().toBuffer()).subarray(0, 3_000), 'file-broken'],
  ['a WebP cut in half', async () => (await noise(200, 200).webp().toBuffer()).subarray(0, 3_000), 'file-broken'],
  ['a JPEG scrambled in the middle', async () => Buffer.concat([(await jpeg()).subarray(0, 700), Buffer.alloc(3_000, 0xff)]), 'file-broken'],
  [
    'JPEG magic before text',
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('this is not a picture'.repeat(40))]),
    'file-broken',
  ],
  ['a page named .jpg', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'file-kind'],
  ['SVG with script', () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'file-kind'],
  ['an SVG that reads a file', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'), 'file-kind'],
  ['GIF', () => noise(20, 20).gif().toBuffer(), 'file-kind'],
  [
    'a GIF that is many pictures',
    () =>
      sharp({ create: { width: 20, height: 2_000, channels: 3, background: '#123456' } })
        .gif({ delay: [10] })
        .toBuffer(),
    'file-kind',
  ],
  ['TIFF', () => noise(20, 20).tiff().toBuffer(), 'file-kind'],
  ['AVIF', () => noise(20, 20).avif().toBuffer(), 'file-kind'],
  ['HEIC', () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(100)]), 'file-kind'],
  ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'file-kind'],
  ['a zip', () => zip({ 'a.txt': 'hello' }), 'file-kind'],
  ['a zip bomb dressed as Word', () => zip({ '[Content_Types].xml': Buffer.alloc(16 * 1_048_576) }), 'file-kind'],
  ['Word with macros', () => office('application/vnd.ms-word.document.macroEnabled'), 'file-kind'],
  ['a Word file cut off', () => word().subarray(0, -40), 'file-broken'],
  ['a PDF cut off', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(9_000, 'x')]), 'file-broken'],
  ['16,384 × 16,384 pixels in few bytes', () => pixelBomb(), 'photo-too-large'],
  ['51 million pixels', () => plainSharp(8_500, 6_000).png().toBuffer(), 'photo-too-large'],
  ['more than 10 MB', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(MAX_BYTES)]), 'file-too-large'],
])('%s is refused', async (_name, make, id) => {
  expect(await refusalOf(await make())).toBe(id);
});

test('an animated WebP is refused', async () => {
  const frames = await sharp(await noise(20, 40).raw().toBuffer(), { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
  expect((await sharp(frames, { animated: true }).metadata()).pages).toBe(2);
  expect(await refusalOf(frames)).toBe('file-kind');
});

test('a HEIC is refused with what to set on the phone', async () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(100)]);
  await expect(images.inspect(heic, 'IMG_0001.HEIC')).rejects.toMatchObject({ remedy: expect.stringContaining('兼容性最佳') });
});

test('place, time and camera are gone from what others see, and the picture stands upright', async () => {
  const exif = { IFD0: { Make: 'SecretCam', Software: '13800138000' }, IFD3: { GPSLatitude: '30/1 15/1 0/1', GPSLatitudeRef: 'N' } };
  const original = await noise(400, 200)
    .withExif(exif)
    .withMetadata({ orientation: 6 })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>SecretXmp</a></x:xmpmeta>')
    .jpeg()
    .toBuffer();
  expect((await sharp(original).metadata()).exif?.includes('SecretCam')).toBe(true);
  expect(original.includes('SecretXmp')).toBe(true);
  for (const derived of Object.values(await images.derive(original))) {
    const { exif: left, xmp, iptc, icc, orientation, width, height, format } = await sharp(derived).metadata();
    expect([left, xmp, iptc, icc, orientation, format]).toEqual([undefined, undefined, undefined, undefined, undefined, 'jpeg']);
    expect(height).toBeGreaterThan(width);
    for (const secret of ['SecretCam', '13800138000', 'SecretXmp', 'Exif']) expect(derived.includes(secret)).toBe(false);
  }
});

test('what hangs behind a picture never reaches others', async () => {
  const script = '<script>alert(document.cookie)</script>';
  const polyglot = Buffer.concat([await jpeg(), Buffer.from(script), zip({ 'virus.exe': 'MZ' })]);
  expect(await refusalOf(polyglot)).toBe('let in');
  const { view, thumb } = await images.derive(polyglot);
  for (const derived of [view, thumb]) {
    expect(derived.includes('<script')).toBe(false);
    expect(derived.includes('virus')).toBe(false);
  }
});

test('views fit 1,600 pixels and thumbnails 360, small pictures stay small', async () => {
  const sizes = async (bytes: Buffer) =>
    Promise.all(Object.values(await images.derive(bytes)).map(async (one) => (await sharp(one).metadata()).width));
  expect(await sizes(await plainSharp(4_000, 3_000).jpeg().toBuffer())).toEqual([1_600, 360]);
  expect(await sizes(await plainSharp(100, 80).jpeg().toBuffer())).toEqual([100, 100]);
});

test('the largest photo allowed is let in', async () => {
  const large = await plainSharp(8_000, 6_000).jpeg({ progressive: true }).toBuffer();
  expect(await refusalOf(large)).toBe('let in');
});
