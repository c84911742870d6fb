import { RatingExportQuery } from '../../core/contract/satisfaction.js';
import { TaskExportQuery } from '../../core/contract/task.js';
import { filterIn, unnarrowed } from '../../miniapp/src/pages/ledger/narrowing.js';
import { badTurned, narrowingIn } from '../../miniapp/src/pages/ratings/narrowing.js';
import {
  joinPath,
  LEDGER,
  ledgerWith,
  MY,
  pathIn,
  ratingsWith,
  reviewPath,
  safePath,
  SIGNED_OUT,
  signInPath,
  taskPath,
} from '../../miniapp/src/paths.js';

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

  /** As H5 and mini-programs hand an address's words over. */
  const params = (path: string): Readonly<Record<string, string>> =>
    Object.fromEntries([...new URLSearchParams(path.split('?')[1] ?? '')].map(([name, value]) => [name, value]));
  const everyName = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `党的建设 100% & ${name}`]));

  test('whatever a figure asks the ledger or the ratings for, their page asks for too', () => {
    const tasks = everyName(Object.keys(TaskExportQuery.shape));
    expect(filterIn(params(ledgerWith(tasks)))).toEqual(tasks);
    const ratings = everyName(Object.keys(RatingExportQuery.shape));
    expect(narrowingIn(params(ratingsWith(ratings)))).toEqual(ratings);
    expect(ratingsWith({ month: '2026-11', windowId: undefined, level: 1 })).toBe('/pages/ratings/index?month=2026-11&level=1');
  });

  test('what has no control of its own goes by one tap; bad ratings alone come and go', () => {
    expect(unnarrowed({ light: 'red', ticketMonth: '2026-11', pick: 'ticketNotCalled', findingId: 'f', q: '窗口' })).toEqual({
      light: 'red',
      q: '窗口',
    });
    expect(badTurned({ month: '2026-11' })).toEqual({ month: '2026-11', bad: '1' });
    expect(badTurned(badTurned({ month: '2026-11' }))).toEqual({ month: '2026-11' });
  });
});
