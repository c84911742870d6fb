/** The small picture of a target: the bars are as long as what was measured is much. */
import { barsOf } from '../../miniapp/src/components/target-bars.js';

test('before, the last three readings and the goal, each as long as it is much', () => {
  const readings = [22, 20, 18, 15, 9].map((value) => ({ value, words: `${value} 分钟`, dayWords: '12月1日' }));
  const target = { name: '等候时间', unit: '分钟', baseline: 25, goal: 10, words: '', standing: 'exceeded', standingWords: '', readings } as const;
  const { bars } = barsOf({ ...target, readings });
  expect(bars.map(({ length }) => length)).toEqual([100, 72, 60, 36, 40]);
  expect(bars.map(({ dayWords }) => dayWords)).toEqual(['整改前', '12月1日', '12月1日', '12月1日', '目标']);
});
