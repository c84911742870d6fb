/** What people typed, as it may stand in our own sentences: quoted, and without signs that turn the line around. Pure. */

/** Marks and overrides of the writing direction: nobody types them in Chinese, and they make a line read as another. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export const withoutDirection = (text: string): string => text.replaceAll(DIRECTION, '');

/** `“开展‘微笑服务’专题培训”`: quotes inside quotes are single ones. */
export const quoted = (text: string): string => `“${text.replaceAll('“', '‘').replaceAll('”', '’')}”`;
