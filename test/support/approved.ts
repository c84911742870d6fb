/** Words that somebody has read and found right, kept beside the test: whoever changes them reads them again and takes them anew. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Card } from '../../core/contract/chat.js';

const folder = new URL('../bot/chat/approved/', import.meta.url);

/** `npm run messages:approve` takes what the code says now. */
const isTaking = process.env['DUBAN_MESSAGES'] === 'approve';

/** A title, and what is read under it. */
export type Passage = readonly [title: string, words: string];

export function expectApproved(name: string, head: string, passages: readonly Passage[]): void {
  const said = `# ${head}\n\n${passages.map(([title, words]) => `## ${title}\n\n\`\`\`\n${words}\n\`\`\`\n`).join('\n')}`;
  const file = new URL(`${name}.md`, folder);
  if (isTaking) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, said);
  }
  expect(said).toBe(readFileSync(file, 'utf8'));
}

const placeOf = (url: string): string =>
  url
    .replace(/^https?:\/\/[^/]+/, '')
    .replace('/#/pages/', '')
    .replace('/index', '');

/** A card as its reader sees it, and where each of its places leads. */
export function cardWords({ source, title, subtitle, lines, foot, links, buttons = [], image }: Card): string {
  return [
    `（${source}）`,
    title,
    ...(subtitle === null ? [] : [subtitle]),
    ...lines.map(({ key, value }) => `  ${key}　${value}`),
    ...(foot === '' ? [] : [foot]),
    ...(image === undefined ? [] : ['（图）']),
    [...buttons.map(({ words }) => `( ${words} )`), ...links.map(({ words, url }) => `[${words} ${placeOf(url)}]`)].join(' '),
  ].join('\n');
}
