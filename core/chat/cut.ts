/** Cutting words to the room a platform gives, with … at the end. Pure. */

const GRAPHEMES = new Intl.Segmenter('zh');

export const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();

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
