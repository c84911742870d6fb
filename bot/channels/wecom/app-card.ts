/** A message as WeCom's application sends it: a template card where all of it fits, else text. Limits as the vendor states them. */
import type { Card } from '../../../core/contract/chat.js';
import type { Message, PressedCard } from '../channel.js';
import { fitLines } from '../fit-lines.js';

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
  url: 1_024,
} as const;

type Json = Readonly<Record<string, unknown>>;

const lengthOf = (text: string): number => [...text].length;
const fits = (text: string, room: number): boolean => lengthOf(text) <= room;

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
    links.every(({ words, url }) => fits(words, ROOM.jump) && Buffer.byteLength(url) <= ROOM.url)
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
    ...card.links.map(({ words, url }) => ({ type: 1, text: words, style: 2, url })),
  ],
  task_id: taskId,
});

function mayHaveButtons({ buttons = [], links }: Card): boolean {
  const words = [...buttons, ...links].map((button) => button.words);
  return buttons.length > 0 && words.length <= ROOM.buttons && words.every((text) => fits(text, ROOM.button));
}

/** What a pressed card says from then on: the same, who did what and when in place of the rest, and links alone. */
export function settledCard({ card, words }: PressedCard): Json {
  if (card === null || !isWhole({ ...card, foot: words })) return { button: { replace_name: '已办理' } };
  const { buttons: _buttons, ...rest } = card;
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
}

/**
 * Text and not markdown where there is no card: markdown is not shown to those who read WeCom's messages inside WeChat. The
 * card's `task_id` makes a resend known to the platform; a text has only its words for that.
 */
export function appMessageBody({ id, text, card }: Message, { userId, agentId, isReceiving }: Addressee): Json {
  const envelope = { touser: userId, agentid: Number(agentId) };
  if (card !== null && isWhole(card)) {
    const isPressed = isReceiving && mayHaveButtons(card);
    return { ...envelope, msgtype: 'template_card', template_card: isPressed ? withButtons(card, card.buttons ?? [], id) : textNotice(card, id) };
  }
  const content = fitLines(withoutMarkup(text), TEXT_BYTES);
  return { ...envelope, msgtype: 'text', text: { content }, enable_duplicate_check: 1, duplicate_check_interval: 1_800 };
}
