import { forgetSeen, keepSeen, readSeen } from '../../miniapp/src/seen.js';
import { memoryStorage } from './memory-storage.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 1, 0, second));

describe('what was seen last', () => {
  test('opens again for the same person, with its time', () => {
    const storage = memoryStorage();
    keepSeen(storage, 'he', 'my', { late: 2 }, at(0));
    expect(readSeen(storage, 'he', 'my')).toEqual({ value: { late: 2 }, at: '2026-11-24T01:00:00.000Z' });
    expect(readSeen(storage, 'lin', 'my')).toBeNull();
  });

  test('holds forty answers, the oldest go', () => {
    const storage = memoryStorage();
    for (let count = 0; count < 45; count += 1) keepSeen(storage, 'he', `task.${count}`, count, at(count));
    expect(readSeen(storage, 'he', 'task.4')).toBeNull();
    expect(readSeen(storage, 'he', 'task.5')).not.toBeNull();
    expect(readSeen(storage, 'he', 'task.44')).not.toBeNull();
  });

  test('leaves nothing behind at sign-out, but drafts stay', () => {
    const storage = memoryStorage();
    keepSeen(storage, 'he', 'my', 1, at(0));
    storage.set('duban.draft.he.t1', { photos: [] });
    forgetSeen(storage);
    expect(storage.keys()).toEqual(['duban.draft.he.t1']);
  });
});
