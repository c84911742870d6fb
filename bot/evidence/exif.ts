/** Of a photo's EXIF only what reviewers are told: when, where, and by which program. Whatever is odd in it counts as not recorded. */
import readExif from 'exif-reader';
import { type Capture, editorIn, type Place } from '../../core/trust/capture.js';

const SHANGHAI_OFFSET_MINUTES = 480;
/** Before the first phone that took photos, a camera's clock was never set. */
const EARLIEST = Date.UTC(2000, 0, 2);

const NOTHING: Capture = { takenAt: null, place: null, editor: null };

/** `+08:00`; a camera that does not say it stands on local time, which here is UTC+8. */
function offsetMinutes(text: unknown): number {
  const parts = typeof text === 'string' ? /^([+-])(\d{2}):(\d{2})/.exec(text) : null;
  if (parts === null) return SHANGHAI_OFFSET_MINUTES;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]));
}

/** exif-reader gives the camera's wall clock as if it were UTC. */
function instantOf(wall: unknown, offset: unknown): Date | null {
  if (!(wall instanceof Date) || Number.isNaN(wall.getTime()) || wall.getTime() < EARLIEST) return null;
  return new Date(wall.getTime() - offsetMinutes(offset) * 60_000);
}

function degrees(parts: unknown, ref: unknown, most: number): number | null {
  if (!Array.isArray(parts) || parts.length === 0) return null;
  const [whole = Number.NaN, minutes = 0, seconds = 0] = parts.map(Number);
  const value = whole + minutes / 60 + seconds / 3_600;
  if (!Number.isFinite(value) || value > most) return null;
  return ref === 'S' || ref === 'W' ? -value : value;
}

function placeOf(gps: Readonly<Record<string, unknown>> | undefined): Place | null {
  const lat = degrees(gps?.['GPSLatitude'], gps?.['GPSLatitudeRef'], 90);
  const lon = degrees(gps?.['GPSLongitude'], gps?.['GPSLongitudeRef'], 180);
  // 0, 0 is the sea off Africa and what a receiver without a fix writes.
  return lat === null || lon === null || (lat === 0 && lon === 0) ? null : { lat, lon };
}

/** `exif` as sharp hands it over; undefined: the photo has none. */
export function captureOf(exif: Buffer | undefined): Capture {
  if (exif === undefined) return NOTHING;
  try {
    const { Image, Photo, GPSInfo } = readExif(exif);
    return {
      takenAt: instantOf(Photo?.DateTimeOriginal, Photo?.OffsetTimeOriginal),
      place: placeOf(GPSInfo),
      editor: editorIn(`${String(Image?.Software ?? '')} ${String(Image?.ProcessingSoftware ?? '')}`),
    };
  } catch {
    // Broken EXIF says nothing; the picture itself is judged elsewhere.
    return NOTHING;
  }
}
