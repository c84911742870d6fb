/** The last line of a group's message that names people: as a mention where the platform knows them, else by name alone. */
import type { Mentioned, Mentions } from './channel.js';
import { fitLines } from './fit-lines.js';

/** More are counted: nobody reads a screen of names. */
const MOST = 20;

/** An id can be written into a message: nothing in it ends a mention. */
const ID = /^[0-9A-Za-z_.@$:=+-]{1,64}$/;

type Account = 'wecomUserId' | 'dingtalkUserId';

/** How a platform calls people in the words: by which of their accounts, and what stands for it. */
export interface Calling {
  readonly account: Account;
  readonly written: (id: string) => string;
}

const shownOf = ({ people }: Mentions): readonly Mentioned[] => people.slice(0, MOST);

const idIn = (person: Mentioned, account: Account): string | null => {
  const id = person[account];
  return id !== null && ID.test(id) ? id : null;
};

/** Ids of those whom the platform will call. */
export const mentionedIds = (mentions: Mentions | undefined, account: Account): readonly string[] =>
  mentions === undefined ? [] : shownOf(mentions).flatMap((person) => idIn(person, account) ?? []);

/** `calling` null: all by name. */
export function mentionLine(mentions: Mentions, calling: Calling | null): string {
  const shown = shownOf(mentions).map((person) => {
    const id = calling === null ? null : idIn(person, calling.account);
    return calling === null || id === null ? `@${person.name}` : calling.written(id);
  });
  return `${mentions.words}${shown.join(' ')}${mentions.people.length > MOST ? ` 等 ${mentions.people.length} 人` : ''}`;
}

/** Apart from the words: in DingTalk's markdown a single line break is none. */
const APART = '\n\n';

/** The words within their limit, with the line below them, which is never cut. */
export function withMentions(text: string, mentions: Mentions | undefined, maxBytes: number, calling: Calling | null): string {
  if (mentions === undefined) return fitLines(text, maxBytes);
  const line = mentionLine(mentions, calling);
  return `${fitLines(text, maxBytes - Buffer.byteLength(line) - APART.length)}${APART}${line}`;
}
