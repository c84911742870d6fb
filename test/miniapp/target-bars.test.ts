/** The small picture of a target: the bars are as high as what was measured. */
import { barsOf } from '../../miniapp/src/components/target-bars.js';

test('before, the last three readings and the goal, each as high as it is', () => {
  const readings = [22, 20, 18, 15, 9].map((value) => ({ value, words: `${value} 分钟`, dayWords: '12月1日' }));
  const target = { name: '等候时间', unit: '分钟', baseline: 25, goal: 10, words: '', standing: 'exceeded', standingWords: '', readings } as const;
  const { bars } = barsOf({ ...target, readings });
  expect(bars.map(({ height }) => height)).toEqual([100, 72, 60, 36, 40]);
  expect(bars.map(({ dayWords }) => dayWords)).toEqual(['整改前', '12月1日', '12月1日', '12月1日', '目标']);
});
