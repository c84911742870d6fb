import { pairsIn } from '../../miniapp/src/pages/review/pairs-in.js';

const photo = (name: string, isBefore: boolean, kind: 'photo' | 'file' = 'photo') => ({
  kind,
  isBefore,
  thumbUrl: `/${name}/thumb`,
  viewUrl: `/${name}/view`,
});
const names = (pairs: ReturnType<typeof pairsIn>) => pairs.map(({ before, after }) => [before.viewUrl, after?.viewUrl ?? null]);

test('each photo of before stands beside one of after, the newest first, and waits where there is none yet', () => {
  const evidence = [photo('after-2', false), photo('minutes', false, 'file'), photo('before-2', true), photo('before-1', true)];
  expect(names(pairsIn(evidence))).toEqual([
    ['/before-2/view', '/after-2/view'],
    ['/before-1/view', null],
  ]);
});

test('without a photo of before there is nothing to compare', () => {
  expect(pairsIn([photo('after', false)])).toEqual([]);
});
