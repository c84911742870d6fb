/** What a screen does wrong for eyes and fingers: axe's serious findings, targets under 44 px, what stands out over the edge of the screen or of its box. */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const AXE = require.resolve('axe-core/axe.min.js');
const TARGET_PX = 44;

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Loaded once a page; from outside, so that the page's own policy need not let it in. */
export async function bringAxe(page: Page): Promise<void> {
  await page.addInitScript(await readFile(AXE, 'utf8'));
}

/** Sentences, one a fault; empty where there is none. */
export async function surveyed(page: Page): Promise<readonly string[]> {
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run({ exclude: ['.taro_page_shade'] }, { resultTypes: ['violations'] }).then(({ violations }) => JSON.parse(JSON.stringify(violations)))`,
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary.split('\n').slice(1).join(' ').trim()}`),
  );
  return [...found, ...(await page.evaluate<readonly string[]>(MEASURE))];
}

/** Everything one can tap or type into, that is in view and not behind a sheet. */
const MEASURE = `(() => {
  const top = [...document.querySelectorAll('.sheet')].at(-1) ?? [...document.querySelectorAll('.taro_page:not(.taro_page_shade)')].at(-1);
  if (!top) return ['nothing is shown'];
  const said = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) said.push('wider than the screen: ' + wide + ' of ' + innerWidth);
  for (const one of top.querySelectorAll('[role="button"], [role="link"], [role="switch"], input, textarea')) {
    const { width, height, left, right } = one.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    const name = (one.textContent || one.getAttribute('aria-label') || one.tagName).slice(0, 24);
    if (width < ${TARGET_PX} || height < ${TARGET_PX}) said.push('small target: ' + name + ' ' + Math.round(width) + '×' + Math.round(height));
    const box = one.closest('.section, .said, .sheet');
    if (box && right > box.getBoundingClientRect().right + 1) said.push('over the edge of its box: ' + name);
    if (left < -1 || right > innerWidth + 1) said.push('over the edge: ' + name + ' ' + Math.round(left) + '–' + Math.round(right));
  }
  for (const one of top.querySelectorAll('input, textarea')) {
    if (one.placeholder === '' || one.value !== '') continue;
    const style = getComputedStyle(one, '::placeholder');
    const brush = document.createElement('canvas').getContext('2d');
    brush.font = style.fontSize + ' ' + getComputedStyle(one).fontFamily;
    const room = one.clientWidth - parseFloat(getComputedStyle(one).paddingLeft) - parseFloat(getComputedStyle(one).paddingRight);
    if (one.tagName === 'INPUT' && brush.measureText(one.placeholder).width > room + 1) said.push('placeholder cut: ' + one.placeholder);
  }
  return said;
})()`;
