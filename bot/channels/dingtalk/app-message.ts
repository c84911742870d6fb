/** A message as DingTalk's robot sends it to one person: an action card with one button, else markdown, else text. */
import type { PlatformApp } from '../../services.js';
import type { Message } from '../channel.js';
import { fitLines } from '../fit-lines.js';
import { shortTitle, withHardBreaks } from './markdown.js';

/** Of `msgParam`, which is JSON as a string: its bytes count, with every quotation mark and line break written as two. */
export const PARAM_BYTES = 15_000;

/** Usually the Client ID. */
export const robotCodeOf = ({ open }: Pick<PlatformApp, 'open'>): string => open['robotCode'] ?? open['appKey'] ?? '';

type Json = Readonly<Record<string, unknown>>;

const SHRINK = 0.8;

/** The longest text whose JSON keeps the limit. */
function fitted(text: string, paramOf: (text: string) => Json): string {
  let room = PARAM_BYTES;
  let param = JSON.stringify(paramOf(text));
  while (Buffer.byteLength(param) > PARAM_BYTES) {
    room = Math.floor(room * SHRINK);
    param = JSON.stringify(paramOf(fitLines(text, room)));
  }
  return param;
}

/**
 * `sampleActionCard` has one button, and all sources agree on it; how the cards with more buttons are numbered they do not, so
 * the other places stay links inside the text. A tap on the button opens the first of them.
 */
function keyed({ title, markdown, text, card }: Message): readonly [string, string, (text: string) => Json] {
  if (markdown === null) return ['sampleText', text, (content) => ({ content })];
  const head = { title: shortTitle(title) };
  const [first] = card?.links ?? [];
  const shown = (words: string) => ({ ...head, text: withHardBreaks(words) });
  return first === undefined
    ? ['sampleMarkdown', markdown, shown]
    : ['sampleActionCard', markdown, (words) => ({ ...shown(words), singleTitle: first.words, singleURL: first.url })];
}

export function oneToOneBody(message: Message, userId: string, robotCode: string): Json {
  const [msgKey, text, paramOf] = keyed(message);
  return { robotCode, userIds: [userId], msgKey, msgParam: fitted(text, paramOf) };
}
