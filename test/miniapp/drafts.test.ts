import {
  type Draft,
  changePhoto,
  dropDraft,
  emptyDraft,
  keepDraft,
  keptWords,
  missingIn,
  nextToSend,
  photoCounts,
  readDraft,
  roomForPhotos,
  sealed,
  tasksWithDraft,
  unsealed,
  withPhoto,
  withoutPhoto,
} from '../../miniapp/src/drafts.js';
import { memoryStorage } from './memory-storage.js';

const written: Draft = { ...emptyDraft(60), text: ' 窗口已投入使用 ' };
const withTwo = withPhoto(withPhoto(written, 'a', { name: 'a.jpg', path: '/a' }), 'b', { name: 'b.jpg', path: '/b' });
const bothWait = changePhoto(changePhoto(withTwo, 'a', { state: 'waiting' }), 'b', { state: 'waiting' });

describe('a draft', () => {
  test('survives closing, for its own person and task only', () => {
    const storage = memoryStorage();
    keepDraft(storage, 'he', 't1', written);
    expect(readDraft(storage, 'he', 't1')).toEqual(written);
    expect(readDraft(storage, 'he', 't2')).toBeNull();
    expect(readDraft(storage, 'lin', 't1')).toBeNull();
    dropDraft(storage, 'he', 't1');
    expect(readDraft(storage, 'he', 't1')).toBeNull();
  });

  test('that was left behind is found again from the list of tasks, one that was never written in is not', () => {
    const storage = memoryStorage();
    keepDraft(storage, 'he', 't1', { ...written, savedAt: '2026-12-03T02:00:00Z' });
    keepDraft(storage, 'he', 't2', emptyDraft(0));
    keepDraft(storage, 'lin', 't3', { ...written, savedAt: '2026-12-03T02:00:00Z' });
    expect(tasksWithDraft(storage, 'he')).toEqual(['t1']);
  });

  test('says when it was kept, and what of it is where', () => {
    const now = new Date('2026-12-03T02:30:00Z');
    const savedAt = '2026-12-03T02:05:00Z';
    expect(keptWords(emptyDraft(0), now)).toBe('写下的内容会自动存在本机');
    expect(keptWords({ ...written, savedAt }, now)).toMatch(/^草稿已存在本机 \d{1,2}:\d{2}$/);
    const half = changePhoto(changePhoto(withTwo, 'a', { state: 'sent', evidenceId: 'e1' }), 'b', { state: 'waiting' });
    expect(keptWords({ ...half, savedAt }, now)).toMatch(/。材料：1 份已上传，1 份还在本机，连上网络后自动上传$/);
  });

  test('keeps the ids of what is uploaded, and sends again what was on its way', () => {
    const storage = memoryStorage();
    const sending = changePhoto(changePhoto(withTwo, 'a', { state: 'sent', evidenceId: 'e1' }), 'b', { state: 'sending' });
    keepDraft(storage, 'he', 't1', sending);
    expect(readDraft(storage, 'he', 't1')?.photos.map(({ uploadId, state, evidenceId }) => [uploadId, state, evidenceId])).toEqual([
      ['a', 'sent', 'e1'],
      ['b', 'waiting', null],
    ]);
  });

  test('lets go of a photo that was still being made smaller when the app closed', () => {
    const storage = memoryStorage();
    keepDraft(storage, 'he', 't1', withTwo);
    expect(readDraft(storage, 'he', 't1')?.photos).toEqual([]);
  });

  test('takes nine photos and no tenth', () => {
    const full = Array.from({ length: 10 }, (_, index) => `p${index}`).reduce(
      (draft, id) => withPhoto(draft, id, { name: id, path: id }),
      emptyDraft(0),
    );
    expect(full.photos).toHaveLength(9);
    expect(roomForPhotos(full)).toBe(0);
    expect(roomForPhotos(withoutPhoto(full, 'p3'))).toBe(1);
  });

  test('sends one photo at a time, in the order they were taken', () => {
    expect(nextToSend(bothWait)?.uploadId).toBe('a');
    const first = changePhoto(bothWait, 'a', { state: 'sending' });
    expect(nextToSend(first)).toBeNull();
    expect(nextToSend(changePhoto(first, 'a', { state: 'sent' }))?.uploadId).toBe('b');
  });

  test('counts what is up, underway and refused', () => {
    const mixed = changePhoto(changePhoto(bothWait, 'a', { state: 'sent' }), 'b', { state: 'refused' });
    expect(photoCounts(mixed)).toEqual({ sent: 1, underway: 0, refused: 1 });
  });
});

describe('sending a report', () => {
  test('an untouched form asks for a word or a photo', () => {
    expect(missingIn(emptyDraft(60), 60)).toBe('请写一句进展，或者添加照片、文件。');
    expect(missingIn(written, 60)).toBeNull();
    expect(missingIn({ ...emptyDraft(60), percent: 75 }, 60)).toBeNull();
  });

  test('a photo that was refused stops it and says so', () => {
    expect(missingIn(changePhoto(withTwo, 'a', { state: 'refused' }), 60)).toBe('有 1 份材料没有传上去，请重试或移除后再提交。');
  });

  test('the same request goes out until an answer came, whatever is asked meanwhile', () => {
    const ready = changePhoto(changePhoto(withTwo, 'a', { state: 'sent', evidenceId: 'e1', isBefore: true }), 'b', {
      state: 'sent',
      evidenceId: 'e2',
    });
    const out = sealed(ready, 'request-1', 3);
    expect(out.pending).toEqual({
      requestId: 'request-1',
      version: 3,
      text: '窗口已投入使用',
      percent: 60,
      filed: [],
      reached: [],
      readings: [],
      evidenceIds: ['e1', 'e2'],
      beforeIds: ['e1'],
    });
    expect(sealed({ ...out, text: '别的话' }, 'request-2', 9).pending).toEqual(out.pending);
    expect(sealed(unsealed(out), 'request-2', 4).pending?.requestId).toBe('request-2');
  });
});
