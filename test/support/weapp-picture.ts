/** A page of the mini-program as HTML with the package's own styles, so that a browser can show what the app would. Looks, not behaviour. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Shown } from './weapp-tree.js';

/** What the app itself says of its boxes before any style of ours. */
const OWN_STYLES = `html{font-size:16px;line-height:1.5}body{margin:0;word-break:break-word;font-family:sans-serif}
input,textarea{display:block;width:100%;border:0;padding:0;margin:0;background:none;font:inherit;color:inherit;box-sizing:content-box;resize:none}
input{height:1.4em;min-height:1.4em}textarea{width:300px}img{display:inline-block;width:320px;height:240px}`;

/** A style sheet with what it imports; DingTalk's end in acss. */
function stylesIn(folder: string, file: string): string {
  const path = join(folder, file);
  if (!existsSync(path)) return '';
  return readFileSync(path, 'utf8').replaceAll(/@import\s+"([^"]+)";/g, (_all, to: string) => stylesIn(folder, join(dirname(file), to)));
}

const escaped = (text: unknown): string => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const HTML_TAGS: Readonly<Record<string, string>> = { text: 'span', image: 'img', input: 'input', textarea: 'textarea', page: 'main' };

function htmlOf(node: Shown): string {
  if (node.tag === '#text') return escaped(node.text);
  const tag = HTML_TAGS[node.tag] ?? 'div';
  const role = node.given('aria-role') ?? node.data['role'];
  const marks = { class: node.data.cl, style: node.given('style'), src: node.given('src'), role, placeholder: node.given('placeholder') };
  const value = node.given('value') ?? '';
  const all = Object.entries({ ...marks, 'aria-label': node.given('aria-label'), ...(tag === 'input' ? { value } : {}) });
  const head = `<${tag}${all.flatMap(([name, said]) => (said === undefined || said === '' ? [] : [` ${name}="${escaped(said)}"`])).join('')}>`;
  if (tag === 'input' || tag === 'img') return head;
  const inner = tag === 'textarea' ? escaped(value) : node.children.map(htmlOf).join('');
  return `${head}${inner}</${tag}>`;
}

/** `route`: as `pages/rate/index`. */
export function pictureOf(tree: Shown, folder: string, route: string): string {
  const ending = existsSync(join(folder, 'base.axml')) ? 'acss' : 'wxss';
  const styles = [`app.${ending}`, `${route}.${ending}`].map((file) => stylesIn(folder, file)).join('\n');
  const ours = styles.replaceAll(/(^|[},;{\s])page(?=[\s,{])/g, '$1body').replaceAll(/([\d.]+)rpx/g, 'calc($1 * 100vw / 750)');
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${OWN_STYLES}\n${ours}</style>${htmlOf(tree)}`;
}

/** The smallest type of `look.md` and its smallest target, in pixels. */
const FAULTS = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : []),
  ...[...document.querySelectorAll('[role="button"], [role="link"], input, textarea')].filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    return width < 44 || height < 44;
  }).map((one) => 'small target: ' + one.textContent),
  ...[...document.querySelectorAll('div, span')].filter((one) => one.childElementCount === 0 && one.textContent !== '' && parseFloat(getComputedStyle(one).fontSize) < 14)
    .map((one) => 'small type: ' + one.textContent),
]`;

/** What is too small or too wide on a phone of this width, in words; the picture goes where it is looked at. */
export async function drawingFaults(browser: Browser, html: string, width: number, picture: string): Promise<readonly string[]> {
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  await page.setContent(html);
  await page.screenshot({ path: picture, fullPage: true });
  const faults = await page.evaluate<readonly string[]>(FAULTS);
  await page.close();
  return faults;
}
