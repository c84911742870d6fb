/** What a photo tells of itself: when, where and by what it was made; held against its upload, its task and the task's other photos. */
import { type Day, dayOf, daysBetween, dayWithWeekday, instantWords, timeOf } from '../time/day.js';

export interface Place {
  /** Degrees, north and east positive. */
  readonly lat: number;
  readonly lon: number;
}

export interface Capture {
  /** As the camera's clock had it; null: not recorded. */
  readonly takenAt: Date | null;
  readonly place: Place | null;
  /** A program that changes pictures, by the name people know; null: none is recorded. */
  readonly editor: string | null;
}

/** Clocks of phones differ a little, and an upload takes its time. */
const AHEAD_MS = 10 * 60_000;
const OLD_DAYS = 30;
const FAR_KM = 2;
const EARTH_KM = 6_371;

/** What cameras and phones write as their own software is none of these. */
const EDITORS: readonly (readonly [RegExp, string])[] = [
  [/photoshop/i, 'Photoshop'],
  [/lightroom/i, 'Lightroom'],
  [/snapseed/i, 'Snapseed'],
  [/meitu|美图/i, '美图秀秀'],
  [/xingtu|醒图/i, '醒图'],
  [/picsart/i, 'PicsArt'],
  [/pixelmator/i, 'Pixelmator'],
  [/gimp/i, 'GIMP'],
  [/vsco/i, 'VSCO'],
];

export const editorIn = (software: string): string | null => EDITORS.find(([known]) => known.test(software))?.[1] ?? null;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function kilometresBetween(a: Place, b: Place): number {
  const [dLat, dLon] = [radians(b.lat - a.lat), radians(b.lon - a.lon)];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** `北纬 30.2741°、东经 120.1551°`. */
export function placeWords({ lat, lon }: Place, digits: number): string {
  const part = (degrees: number, [positive, negative]: readonly [string, string]): string =>
    `${degrees < 0 ? negative : positive} ${Math.abs(degrees).toFixed(digits)}°`;
  return `${part(lat, ['北纬', '南纬'])}、${part(lon, ['东经', '西经'])}`;
}

const NOTHING = '照片里没有拍摄时间和地点（截图、聊天里转存的照片都没有）。';

/** `拍摄于 11月3日（周二）09:12，北纬 30.2741°、东经 120.1551°。` */
export function captureWords({ takenAt, place }: Capture, today: Day): string {
  const parts = [takenAt === null ? null : `拍摄于 ${instantWords(takenAt, today)}`, place === null ? null : placeWords(place, 4)].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? NOTHING : `${parts.join('，')}。`;
}

export interface Held {
  readonly uploadedAt: Date;
  /** The day the finding was fed back; null: not known. */
  readonly feedbackDay: Day | null;
  /** Reported as the state before 整改前: it may well be older than the finding. */
  readonly isBefore: boolean;
  /** Where the task's other photos were taken. */
  readonly others: readonly Place[];
  readonly today: Day;
}

function timeDoubts(takenAt: Date, { uploadedAt, feedbackDay, isBefore, today }: Held): readonly string[] {
  const [taken, uploaded] = [dayOf(takenAt), dayOf(uploadedAt)];
  if (takenAt.getTime() > uploadedAt.getTime() + AHEAD_MS) return ['拍摄时间晚于上传时间，手机或相机的时间可能不准'];
  if (isBefore) return [];
  if (feedbackDay !== null && taken < feedbackDay) return [`拍摄早于问题反馈（${dayWithWeekday(feedbackDay, today)}）`];
  const age = daysBetween(taken, uploaded);
  return age > OLD_DAYS ? [`拍摄后过了 ${age} 天才上传`] : [];
}

function placeDoubts(place: Place, others: readonly Place[]): readonly string[] {
  if (others.length === 0) return [];
  const nearest = Math.min(...others.map((other) => kilometresBetween(place, other)));
  return nearest > FAR_KM ? [`拍摄地点离这项任务的其他照片约 ${nearest < 10 ? nearest.toFixed(1) : Math.round(nearest)} 公里`] : [];
}

/** Why a reviewer may want to look twice, in words; never a refusal. */
export function captureDoubts({ takenAt, place, editor }: Capture, held: Held): readonly string[] {
  return [
    ...(takenAt === null ? [] : timeDoubts(takenAt, held)),
    ...(place === null ? [] : placeDoubts(place, held.others)),
    ...(editor === null ? [] : [`用 ${editor} 处理过`]),
  ];
}

export interface Marked {
  readonly capture: Capture | null;
  readonly uploadedAt: Date;
  readonly personName: string;
  readonly unitName: string;
  readonly taskNumber: number;
}

/** A kilometre or so: says the place without saying whose door. Reviewers read it exactly. */
const MARK_DIGITS = 2;

/** The lines of the mark on what others see of a photo: when and where, then who and for what. */
export function markLines({ capture, uploadedAt, personName, unitName, taskNumber }: Marked): readonly string[] {
  const inFull = (at: Date): string => `${dayOf(at)} ${timeOf(at)}`;
  const when = capture?.takenAt == null ? `上传 ${inFull(uploadedAt)}` : `拍摄 ${inFull(capture.takenAt)}`;
  const where = capture?.place == null ? [] : [placeWords(capture.place, MARK_DIGITS)];
  return [[when, ...where].join('  '), [unitName, personName, `任务 T${taskNumber}`].filter((part) => part !== '').join('  ')];
}
