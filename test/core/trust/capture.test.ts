import {
  type Capture,
  captureDoubts,
  captureWords,
  editorIn,
  type Held,
  kilometresBetween,
  markLines,
  placeWords,
} from '../../../core/trust/capture.js';
import { instantAt } from '../../../core/time/day.js';

const HALL = { lat: 30.2741, lon: 120.1551 };
const photo = (change: Partial<Capture> = {}): Capture => ({ takenAt: instantAt('2026-12-03', '09:12'), place: HALL, editor: null, ...change });
const held = (change: Partial<Held> = {}): Held => ({
  uploadedAt: instantAt('2026-12-03', '10:00'),
  feedbackDay: '2026-09-18',
  isBefore: false,
  others: [],
  today: '2026-12-10',
  ...change,
});

describe('a photo that fits its task', () => {
  test('raises no doubt, and says when and where', () => {
    expect(captureDoubts(photo(), held({ others: [{ lat: 30.2745, lon: 120.156 }] }))).toEqual([]);
    expect(captureWords(photo(), '2026-12-10')).toBe('拍摄于 12月3日（周四）09:12，北纬 30.2741°、东经 120.1551°。');
  });

  test('that tells nothing says so, and is no doubt', () => {
    const silent = photo({ takenAt: null, place: null });
    expect(captureDoubts(silent, held({ others: [HALL] }))).toEqual([]);
    expect(captureWords(silent, '2026-12-10')).toMatch(/没有拍摄时间和地点/);
  });
});

describe('a second look is suggested, in words,', () => {
  test.each<[string, Partial<Capture>, Partial<Held>, string]>([
    ['where it is older than the finding', { takenAt: instantAt('2026-09-03', '09:12') }, {}, '拍摄早于问题反馈（9月18日（周五））'],
    ['where it lay for long', { takenAt: instantAt('2026-10-10', '09:12') }, {}, '拍摄后过了 54 天才上传'],
    ['where its clock is ahead', { takenAt: instantAt('2026-12-03', '10:11') }, {}, '拍摄时间晚于上传时间，手机或相机的时间可能不准'],
    ['where the others were taken elsewhere', {}, { others: [{ lat: 30.3841, lon: 120.1551 }] }, '拍摄地点离这项任务的其他照片约 12 公里'],
    ['where a program changed it', { editor: 'Photoshop' }, {}, '用 Photoshop 处理过'],
  ])('%s', (_when, change, circumstances, words) => {
    expect(captureDoubts(photo(change), held(circumstances))).toEqual([words]);
  });

  test('but not where it shows the state before, nor minutes ahead, nor on the day of the finding', () => {
    expect(captureDoubts(photo({ takenAt: instantAt('2026-08-03', '09:12') }), held({ isBefore: true }))).toEqual([]);
    expect(captureDoubts(photo({ takenAt: instantAt('2026-12-03', '10:09') }), held())).toEqual([]);
    expect(captureDoubts(photo({ takenAt: instantAt('2026-09-18', '00:10') }), held({ uploadedAt: instantAt('2026-10-18', '10:00') }))).toEqual([]);
  });

  test('and one other photo nearby is enough for the place', () => {
    expect(captureDoubts(photo(), held({ others: [{ lat: 31, lon: 121 }, HALL] }))).toEqual([]);
  });
});

test('what phones write as their own software is no program that changes pictures', () => {
  expect(['HarmonyOS 4.0', '17.5.1', 'MIUI', ''].map(editorIn)).toEqual([null, null, null, null]);
  expect(['Adobe Photoshop 25.1', 'Meitu 9'].map(editorIn)).toEqual(['Photoshop', '美图秀秀']);
});

test('a degree of latitude is 111 km, and half the world is no error', () => {
  expect(Math.round(kilometresBetween({ lat: 0, lon: 0 }, { lat: 1, lon: 0 }))).toBe(111);
  expect(Math.round(kilometresBetween({ lat: 0, lon: 0 }, { lat: 0, lon: 180 }))).toBe(20015);
  expect(placeWords({ lat: -33.5, lon: -70.25 }, 2)).toBe('南纬 33.50°、西经 70.25°');
});

test('the mark has when and where above who and for what, the place no closer than a kilometre', () => {
  const of = { uploadedAt: instantAt('2026-12-03', '10:00'), personName: '何俊', unitName: '政务服务科', taskNumber: 3 };
  expect(markLines({ ...of, capture: photo() })).toEqual(['拍摄 2026-12-03 09:12  北纬 30.27°、东经 120.16°', '政务服务科  何俊  任务 T3']);
  expect(markLines({ ...of, capture: null })[0]).toBe('上传 2026-12-03 10:00');
});
