/** What is said while the H5 is being built. */
import { building } from '../../../bot/start/build-h5.js';

test('a build never claims more than 95 percent, however long it takes, and says that it is still packing', () => {
  const told = Array.from({ length: 60 }, (_, index) => building(index * 10, 90));
  expect(Math.max(...told.map(({ percent }) => percent))).toBe(95);
  expect(told.at(-1)?.words).toBe('手机页面快好了，还在打包，请再等一会儿。');
  expect(told[3]?.words).toContain('一般要 1 到 3 分钟');
});
