/** Cutting words to the room a platform gives, with … at the end. Pure. */
import { withoutDirection } from '../ledger/typed-text.js';

const GRAPHEMES = new Intl.Segmenter('zh');

export const oneLine = (text: string): string =>
  withoutDirection(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** One line of at most `room` characters, the last one … when something was cut. Never splits an emoji. */
export function cut(text: string, room: number): string {
  const characters = [...GRAPHEMES.segment(oneLine(text))].map(({ segment }) => segment);
  if (characters.length <= room && [...characters.join('')].length <= room) return characters.join('');
  let kept = '';
  for (const character of characters) {
    if ([...kept, ...character].length > room - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
