/** A QR code as a PNG: whole pixels a module, four modules of quiet around it. */
import encodeQR from 'qr';
import sharp from 'sharp';

const MODULE = 12;
const QUIET = 4;

/** Level M: a scratched sheet is still read. */
export async function codePicture(text: string): Promise<Buffer> {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const side = modules.length;
  const grey = Buffer.alloc(side * side, 255);
  modules.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) grey[y * side + x] = 0;
    });
  });
  return sharp(grey, { raw: { width: side, height: side, channels: 1 } })
    .resize(side * MODULE, side * MODULE, { kernel: 'nearest' })
    .png({ palette: true, colours: 2 })
    .toBuffer();
}
