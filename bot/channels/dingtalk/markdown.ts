/** What DingTalk's markdown needs of a text. */

/** A single line break is none in DingTalk's markdown. */
export const withHardBreaks = (markdown: string): string => markdown.replaceAll(/(?<!\n)\n(?!\n)/g, '  \n');

const LONGEST_TITLE = 60;

/** One line for the list of chats and the notification. */
export const shortTitle = (title: string): string => [...title.replaceAll(/\s+/g, ' ')].slice(0, LONGEST_TITLE).join('');
