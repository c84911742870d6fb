/** How much of a desk's screen the demo's strip takes, measured in a real browser with everything in it that it can hold. */
import { readFile } from 'node:fs/promises';
import { openBrowser } from '../../support/chromium.js';

const STAGE = new URL('../../../bot/http/stage/', import.meta.url);
const fileOf = (name: string): Promise<string> => readFile(new URL(name, STAGE), 'utf8');

/** Fills it as `stage.js` does; answers its height and how far its buttons reach to the right. */
const FILL = `(() => {
  const at = (id) => document.getElementById(id);
  at('stage').hidden = false;
  at('now').textContent = '11月24日（周二）08:45';
  at('step').textContent = '第 2 步，共 5 步';
  at('guide').textContent = '在聊天里打开吴倩收到的消息，进入逾期的“开展‘微笑服务’专题培训”，报进展并附一张示例照片。';
  at('go').hidden = at('said').hidden = false;
  at('go').textContent = '打开这项任务';
  at('said').textContent = '到了 11月30日（周一）08:45。11月28日（周六）、11月29日（周日）不是工作日，没有发消息。发出了 14 条督办消息。最新一条发给吴倩，已经打开。';
  for (const name of '吴倩 郑凯 孙悦 马莉 周敏 何俊 方蕾 陈立 林静 黄海 许岩 赵启明 高远 罗刚 沈静'.split(' '))
    at('people').insertAdjacentHTML('beforeend', '<button aria-pressed="' + (name === '吴倩') + '">' + name + '<small>责任人 · 政务服务科</small></button>');
  const rights = [...document.querySelectorAll('.bar button')].map((one) => one.getBoundingClientRect().right);
  return { height: document.querySelector('.bar').offsetHeight, right: Math.max(...rights) };
})()`;

test('at a desk the strip takes at most 120 pixels and shows every person', async () => {
  const html = (await fileOf('stage.html')).replace(/<script.*<\/script>/, '').replace(/<link rel="stylesheet".*>/, '');
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  await page.setContent(html.replace('</head>', `<style>${await fileOf('stage.css')}</style></head>`));
  const { height, right } = (await page.evaluate(FILL)) as { height: number; right: number };
  if (process.env['LOOK']) await page.screenshot({ path: process.env['LOOK'] });
  await browser.close();
  expect(height).toBeLessThanOrEqual(120);
  expect(right).toBeLessThanOrEqual(1_280);
});
