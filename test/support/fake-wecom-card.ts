/** What WeCom takes as a template card in an application's message, with every limit that the vendor names. */
import { partOf } from './fake-gateway.js';

type Json = Readonly<Record<string, unknown>>;

const listOf = (card: Json, name: string): readonly Json[] => (Array.isArray(card[name]) ? (card[name] as Json[]) : []);
const isText = (value: unknown, most: number): boolean => value === undefined || (typeof value === 'string' && [...value].length <= most);
const isBytes = (value: unknown, most: number): boolean => typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= most;
const isJump = (part: Json): boolean => Number(part['type']) !== 1 || (typeof part['url'] === 'string' && part['url'] !== '');

const TASK_ID = /^[0-9A-Za-z_@-]{1,128}$/;

const isLine = (line: Json): boolean =>
  typeof line['keyname'] === 'string' && line['keyname'] !== '' && isText(line['keyname'], 5) && isText(line['value'], 30) && isJump(line);

function commonFault(card: Json): string | null {
  const [source, head, lines, jumps] = [
    partOf(card, 'source'),
    partOf(card, 'main_title'),
    listOf(card, 'horizontal_content_list'),
    listOf(card, 'jump_list'),
  ];
  if (!isText(source['desc'], 20)) return 'source.desc';
  if (!isText(head['title'], 36) || !isText(head['desc'], 44)) return 'main_title';
  if ((head['title'] ?? '') === '' && (card['sub_title_text'] ?? '') === '') return 'main_title.title and sub_title_text are empty';
  if (!isText(card['sub_title_text'], 160)) return 'sub_title_text';
  if (lines.length > 6 || !lines.every(isLine)) return 'horizontal_content_list';
  if (jumps.length > 3 || !jumps.every((jump) => isText(jump['title'], 18) && (jump['title'] ?? '') !== '' && isJump(jump))) return 'jump_list';
  return isJump(partOf(card, 'card_action')) ? null : 'card_action';
}

function buttonFault(card: Json): string | null {
  const buttons = listOf(card, 'button_list');
  const keys = buttons.filter((button) => Number(button['type'] ?? 0) === 0).map((button) => button['key']);
  if (buttons.length < 1 || buttons.length > 6) return 'button_list';
  if (!buttons.every((button) => isText(button['text'], 10) && (button['text'] ?? '') !== '')) return 'button_list.text';
  if (!buttons.every((button) => button['style'] === undefined || [1, 2, 3, 4].includes(Number(button['style'])))) return 'button_list.style';
  if (!buttons.every((button) => (Number(button['type'] ?? 0) === 0 ? isBytes(button['key'], 1_024) : isJump(button)))) return 'button_list.key';
  return new Set(keys).size === keys.length ? null : 'button_list.key not unique';
}

const isPlain = (value: unknown, most: number): boolean => typeof value === 'string' && value !== '' && [...value].length <= most;
const areUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

function listFault(list: Json): string | null {
  const options = listOf(list, 'option_list');
  const ids = options.map(({ id }) => id);
  if (!isBytes(list['question_key'], 1_024)) return 'select_list.question_key';
  if (options.length < 1 || options.length > 10) return 'select_list.option_list';
  if (!options.every(({ id, text }) => isBytes(id, 128) && isPlain(text, 16))) return 'select_list.option_list.text';
  if (!areUnique(ids)) return 'select_list.option_list.id not unique';
  return list['selected_id'] === undefined || ids.includes(list['selected_id']) ? null : 'select_list.selected_id';
}

/** 多项选择型: one to three lists of which one option each is taken, and the button that sends it. */
function listsFault(card: Json): string | null {
  const lists = listOf(card, 'select_list');
  const { text, key } = partOf(card, 'submit_button');
  if (!isPlain(partOf(card, 'main_title')['title'], 36)) return 'main_title.title';
  if (lists.length < 1 || lists.length > 3) return 'select_list';
  if (!areUnique(lists.map((list) => list['question_key']))) return 'select_list.question_key not unique';
  if (!isPlain(text, 10) || !isBytes(key, 1_024)) return 'submit_button';
  return lists.map(listFault).find((fault) => fault !== null) ?? null;
}

/** What is wrong with a card apart from its `task_id`; null: nothing. */
export function cardFault(card: Json): string | null {
  switch (card['card_type']) {
    case 'text_notice':
      return commonFault(card) ?? ([1, 2].includes(Number(partOf(card, 'card_action')['type'])) ? null : 'card_action is missing');
    case 'button_interaction':
      return commonFault(card) ?? buttonFault(card);
    case 'multiple_interaction':
      return commonFault(card) ?? listsFault(card);
    default:
      return 'card_type';
  }
}

/** Empty, over-long and used ids are told alike. A text notice may have none. */
export function taskIdFault(card: Json, used: ReadonlySet<string>): boolean {
  const id = card['task_id'];
  if (id === undefined && card['card_type'] === 'text_notice') return false;
  return typeof id !== 'string' || !TASK_ID.test(id) || used.has(id);
}

/** The card as a reader sees it. */
export function cardText(card: Json): string {
  const head = partOf(card, 'main_title');
  const lines = listOf(card, 'horizontal_content_list').map((line) => `${String(line['keyname'])} ${String(line['value'] ?? '')}`);
  const jumps = [...listOf(card, 'jump_list').map((jump) => jump['title']), ...listOf(card, 'button_list').map((button) => button['text'])].concat(
    'submit_button' in card ? [partOf(card, 'submit_button')['text']] : [],
  );
  const parts = [
    partOf(card, 'source')['desc'],
    head['title'],
    head['desc'],
    ...lines,
    ...listOf(card, 'select_list').flatMap((list) => [
      `${String(list['title'])}：`,
      ...listOf(list, 'option_list').map(({ text }) => `( ${String(text)} )`),
    ]),
    card['sub_title_text'],
    ...jumps.map((words) => `[${String(words)}]`),
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
}
