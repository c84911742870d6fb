/** A message as WeCom's application sends it: a template card where all of it fits, else text. Limits as the vendor states them. */
import { linksBeside } from '../../../core/chat/links-beside.js';
import type { Card } from '../../../core/contract/chat.js';
import type { Message, PressedCard } from '../channel.js';
import { fitLines } from '../fit-lines.js';
import type { Purpose } from './budget.js';
import { shownOnce } from './shown-once.js';

export const TEXT_BYTES = 2_048;
const ROOM = {
  source: 20,
  title: 36,
  subtitle: 44,
  foot: 160,
  key: 5,
  value: 30,
  lines: 6,
  jump: 18,
  jumps: 3,
  button: 10,
  buttons: 6,
  buttonKey: 1_024,
  url: 1_024,
  option: 16,
  optionId: 128,
} as const;

type Json = Readonly<Record<string, unknown>>;

const lengthOf = (text: string): number => [...text].length;
const fits = (text: string, room: number): boolean => lengthOf(text) <= room;
const fitsBytes = (text: string, room: number): boolean => Buffer.byteLength(text) <= room;

/** True where nothing of the card has to be shortened. What is 建议 the platform would cut, and a reader would miss it. */
function isWhole({ source, title, subtitle, lines, foot, links }: Card): boolean {
  return (
    fits(source, ROOM.source) &&
    fits(title, ROOM.title) &&
    fits(foot, ROOM.foot - (subtitle !== null && !fits(subtitle, ROOM.subtitle) ? lengthOf(subtitle) + 1 : 0)) &&
    lines.length <= ROOM.lines &&
    lines.every(({ key, value }) => fits(key, ROOM.key) && fits(value, ROOM.value)) &&
    links.length > 0 &&
    links.length <= ROOM.jumps &&
    links.every(({ words, url }) => fits(words, ROOM.jump) && fitsBytes(url, ROOM.url))
  );
}

const line = ({ key, value, url }: Card['lines'][number]): Json => ({ keyname: key, value, ...(url === undefined ? {} : { type: 1, url }) });

/** A subtitle longer than its place stands above the foot. */
const headOf = ({ title, subtitle }: Card): Json => ({ title, ...(subtitle === null || !fits(subtitle, ROOM.subtitle) ? {} : { desc: subtitle }) });
const footOf = ({ subtitle, foot }: Card): string => (subtitle === null || fits(subtitle, ROOM.subtitle) ? foot : `${subtitle}\n${foot}`);

/** What every kind of card has. `card_action`: a tap anywhere leads to the first link. */
const commonParts = (card: Card): Json => ({
  source: { desc: card.source, desc_color: 0 },
  main_title: headOf(card),
  ...(footOf(card) === '' ? {} : { sub_title_text: footOf(card) }),
  ...(card.lines.length === 0 ? {} : { horizontal_content_list: card.lines.map(line) }),
  card_action: { type: 1, url: card.links[0]?.url ?? '' },
});

const textNotice = (card: Card, taskId: string): Json => ({
  card_type: 'text_notice',
  ...commonParts(card),
  jump_list: card.links.map(({ words, url }) => ({ type: 1, title: words, url })),
  task_id: taskId,
});

/** Buttons that call back first, then those that open a page. A press comes back with the key. */
const withButtons = (card: Card, buttons: NonNullable<Card['buttons']>, taskId: string): Json => ({
  card_type: 'button_interaction',
  ...commonParts(card),
  button_list: [
    ...buttons.map(({ words, key }) => ({ type: 0, text: words, style: 1, key })),
    ...linksBeside(card).map(({ words, url }) => ({ type: 1, text: words, style: 2, url })),
  ],
  task_id: taskId,
});

function mayHaveButtons(card: Card): boolean {
  const { buttons = [] } = card;
  const words = [...buttons, ...linksBeside(card)].map((button) => button.words);
  const isKeyed = buttons.every(({ key }) => fitsBytes(key, ROOM.buttonKey));
  return buttons.length > 0 && isKeyed && words.length <= ROOM.buttons && words.every((text) => fits(text, ROOM.button));
}

type Choose = NonNullable<Card['choose']>;

/** Nothing but head, lists and 提交: that much every client shows of such a card. */
const withLists = ({ source, title, foot }: Card, { lists, submit }: Choose, taskId: string): Json => ({
  card_type: 'multiple_interaction',
  source: { desc: source, desc_color: 0 },
  main_title: { title, ...(foot === '' ? {} : { desc: foot }) },
  select_list: lists.map(({ id, words, options }) => ({
    ...{ question_key: id, title: words, selected_id: options[0]?.id },
    option_list: options.map((option) => ({ id: option.id, text: option.words })),
  })),
  submit_button: { text: submit.words, key: submit.key },
  task_id: taskId,
});

function mayHaveLists({ source, title, foot }: Card, { lists, submit }: Choose): boolean {
  const isHeadWhole = fits(source, ROOM.source) && fits(title, ROOM.title) && fits(foot, ROOM.subtitle);
  const options = lists.flatMap((list) => list.options);
  const areOptionsWhole = options.every(({ id, words }) => fitsBytes(id, ROOM.optionId) && fits(words, ROOM.option));
  return isHeadWhole && areOptionsWhole && fits(submit.words, ROOM.button) && fitsBytes(submit.key, ROOM.buttonKey);
}

/** What a pressed card says from then on: the same, who did what and when in place of the rest, and links alone. */
export function settledCard({ card, words }: PressedCard): Json {
  if (card === null || !isWhole({ ...card, foot: words })) return { button: { replace_name: '已办理' } };
  const { buttons: _buttons, choose: _choose, ...rest } = card;
  const { task_id: _taskId, ...notice } = textNotice({ ...rest, foot: words }, '');
  return { template_card: notice };
}

/** `<a href>` in a text is a link: what people typed must not become one. */
export const withoutMarkup = (text: string): string => text.replaceAll('<', '＜');

export interface Addressee {
  readonly userId: string;
  readonly agentId: string;
  /** Only where 接收消息 is configured may a card have buttons. */
  readonly isReceiving: boolean;
  readonly purpose: Purpose;
}

/** Whether the reader answers on the card itself: buttons or lists that come back to us. */
export const isAnswered = (card: Card | null, isReceiving: boolean): boolean =>
  card !== null && isReceiving && (card.choose === undefined ? isWhole(card) && mayHaveButtons(card) : mayHaveLists(card, card.choose));

/** Null: no card holds all of it, or the platform would not bring back what is done on it. */
function cardBody(card: Card, id: string, isReceiving: boolean): Json | null {
  const { choose, buttons = [] } = card;
  if (isAnswered(card, isReceiving)) return choose === undefined ? withButtons(card, buttons, id) : withLists(card, choose, id);
  return choose === undefined && isWhole(card) ? textNotice(card, id) : null;
}

/**
 * Text and not markdown where there is no card: markdown is not shown to those who read WeCom's messages inside WeChat. The
 * card's `task_id` makes a resend known to the platform; a text has only its words for that.
 */
export function appMessageBody({ id, text, card }: Message, { userId, agentId, isReceiving, purpose }: Addressee): Json {
  const envelope = { touser: userId, agentid: Number(agentId) };
  const body = card === null ? null : cardBody(card, id, isReceiving);
  if (body !== null) return { ...envelope, msgtype: 'template_card', template_card: body };
  const content = fitLines(withoutMarkup(text), TEXT_BYTES);
  return { ...envelope, msgtype: 'text', text: { content }, ...shownOnce(purpose) };
}
