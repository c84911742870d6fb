import { joinPath, LEDGER, MY, pathIn, reviewPath, safePath, SIGNED_OUT, signInPath, taskPath } from '../../miniapp/src/paths.js';

describe('paths', () => {
  test('a card’s link opens the page it names, wherever the service lives', () => {
    expect(pathIn('http://localhost:3000/#/pages/task/index?id=t1')).toBe('/pages/task/index?id=t1');
    expect(pathIn('https://duban.example.cn/app/#/pages/ledger/index')).toBe(LEDGER);
    expect(pathIn('https://elsewhere.example/')).toBeNull();
  });

  test('after sign-in one goes on to where one was going, to our own pages only', () => {
    expect(safePath(taskPath('t 1'))).toBe('/pages/task/index?id=t%201');
    expect(safePath('https://elsewhere.example/steal')).toBe(MY);
    expect(safePath('')).toBe(MY);
    expect(safePath(undefined)).toBe(MY);
  });

  test('sign-in never leads back to itself', () => {
    expect(safePath(signInPath(reviewPath('t1')))).toBe(MY);
    expect(signInPath(MY)).toBe('/pages/sign-in/index');
    expect([safePath(SIGNED_OUT), safePath(joinPath(reviewPath('t1')))]).toEqual([MY, MY]);
  });
});
