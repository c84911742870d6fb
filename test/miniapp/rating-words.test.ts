/** What the rating page remembers and what is typed about windows; without a phone. */
import { codeFrom, deviceId, rememberToken, tokenFor } from '../../miniapp/src/pages/rate/remembered.js';
import { draftOf, missingOf, NEW_WINDOW, oddStaff, savedOf, staffIn } from '../../miniapp/src/pages/windows/window-draft.js';
import { memoryStorage } from './memory-storage.js';

const codeOf = (window: string, rest = '1.mark') => `w.${window}.${rest}`;

describe('what a device remembers of its ratings', () => {
  test('it is one device for good', () => {
    const storage = memoryStorage();
    const first = deviceId(storage);
    expect(first).toMatch(/^[\w-]{16,64}$/);
    expect(deviceId(storage)).toBe(first);
  });

  test('the last rating of each window is found by whatever code of it, of twenty windows at most', () => {
    const storage = memoryStorage();
    expect(tokenFor(storage, codeOf('a'))).toBeNull();
    rememberToken(storage, codeOf('a'), 'first');
    rememberToken(storage, codeOf('a'), 'second');
    rememberToken(storage, codeOf('b'), 'other');
    expect(tokenFor(storage, 's.a.1.20261124.mark')).toBe('second');
    expect(tokenFor(storage, codeOf('b'))).toBe('other');
    for (let index = 0; index < 20; index += 1) rememberToken(storage, codeOf(`w${index}`), 'x');
    expect(tokenFor(storage, codeOf('a'))).toBeNull();
  });

  test.each([
    [{ c: 'w.a.1.m' }, 'w.a.1.m'],
    // A mini-program opened by an ordinary code gets the whole address, encoded.
    [{ q: encodeURIComponent('https://duban.example.cn/app/rate?c=w.a.1.m-_') }, 'w.a.1.m-_'],
    [{ q: 'https://duban.example.cn/app/#/pages/rate/index?x=1&c=w.a.1.m' }, 'w.a.1.m'],
    // What cannot be decoded is no reason to show nothing at all.
    [{ q: 'https://duban.example.cn/app/rate?x=%zz&c=w.a.1.m' }, 'w.a.1.m'],
    [{ q: '%zz' }, ''],
    [{}, ''],
  ])('the code in %j is %s', (params, code) => {
    expect(codeFrom(params)).toBe(code);
  });
});

describe('a window as it is typed', () => {
  const people = [
    { id: 'li', words: '李丽 · 政务服务科' },
    { id: 'wang1', words: '王珊 · 综合科' },
    { id: 'wang2', words: '王珊 · 人事科' },
  ];

  test('staff are known by a name that one user bears; of two nobody is taken, whom the office chose stays', () => {
    expect(staffIn('012 李丽\n013，王珊\n\n014 赵六', people, [])).toEqual([
      { workNumber: '012', name: '李丽', personId: 'li' },
      { workNumber: '013', name: '王珊', personId: null },
      { workNumber: '014', name: '赵六', personId: null },
    ]);
    expect(staffIn('013 王珊', people, [{ workNumber: '013', name: '王珊', personId: 'wang2' }])).toMatchObject([{ personId: 'wang2' }]);
  });

  test('what is missing is said with what to write', () => {
    expect(missingOf(NEW_WINDOW)).toBe('请填写窗口名称。');
    expect(missingOf({ ...NEW_WINDOW, name: '1 号' })).toBe('请选择所属单位。');
    expect(missingOf({ ...NEW_WINDOW, name: '1 号', unitId: 'u', staff: '李丽' })).toBe('窗口人员“李丽”没有工号。请写成“012 李丽”，一人一行。');
    expect(oddStaff('012 李丽\n李丽')).toEqual(['李丽']);
    expect(missingOf({ ...NEW_WINDOW, name: '1 号', unitId: 'u' })).toBeNull();
  });

  test('what was saved comes back as it was typed', () => {
    const staff = [{ workNumber: '012', name: '李丽', personId: 'li' }];
    const line = {
      ...{ id: 'w', name: '1 号', unitId: 'u', unitName: '', handlerId: 'li', handlerName: null, leaderId: null },
      staff,
      services: ['社保', '医保'],
      active: true,
      ratingUrl: null,
    };
    expect(savedOf(draftOf(line), people, staff)).toEqual({
      ...{ name: '1 号', unitId: 'u', handlerId: 'li', leaderId: null },
      staff,
      services: ['社保', '医保'],
      active: true,
    });
  });
});
