/** A photo made smaller loses what the camera wrote into it; this carries that over, so that time and place can be told. Needs no Taro. */

const START = 0xffd8;
const APP1 = 0xffe1;
const SCAN = 0xffda;
const MARK = [0x45, 0x78, 0x69, 0x66, 0, 0];
const HEAD = 4;
const ORIENTATION = 0x0112;
const UPRIGHT = 1;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The camera's segment of a JPEG, marker and length included; null where there is none. */
function segmentOf(jpeg: Uint8Array): Uint8Array | null {
  const view = viewOf(jpeg);
  if (jpeg.length < HEAD || view.getUint16(0) !== START) return null;
  for (let at = 2; at + HEAD <= jpeg.length; ) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker < 0xff00 || marker === SCAN || length < 2 || at + 2 + length > jpeg.length) return null;
    if (marker === APP1 && MARK.every((byte, index) => jpeg[at + HEAD + index] === byte)) return jpeg.slice(at, at + 2 + length);
    at += 2 + length;
  }
  return null;
}

/** The smaller picture stands upright already: a second turn would lay it on its side. */
function standUpright(segment: Uint8Array): void {
  const view = viewOf(segment);
  const base = HEAD + MARK.length;
  if (segment.length < base + 8) return;
  const isLittle = view.getUint16(base) === 0x4949;
  const first = base + view.getUint32(base + 4, isLittle);
  if (first + 2 > segment.length) return;
  const count = view.getUint16(first, isLittle);
  for (let index = 0; index < count; index += 1) {
    const entry = first + 2 + index * 12;
    if (entry + 12 > segment.length) return;
    if (view.getUint16(entry, isLittle) === ORIENTATION) view.setUint16(entry + 8, UPRIGHT, isLittle);
  }
}

/** `smaller` with the camera's words of `original`; as it is where there are none, or where it brings its own. Both JPEG, else nothing changes. */
export function withExifOf(original: Uint8Array, smaller: Uint8Array): Uint8Array {
  const segment = segmentOf(original);
  if (segment === null || smaller.length < HEAD || viewOf(smaller).getUint16(0) !== START || segmentOf(smaller) !== null) return smaller;
  standUpright(segment);
  const whole = new Uint8Array(smaller.length + segment.length);
  whole.set(smaller.subarray(0, 2));
  whole.set(segment, 2);
  whole.set(smaller.subarray(2), 2 + segment.length);
  return whole;
}
