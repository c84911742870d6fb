/** What the office has to decide before a ledger is taken over. Needs no Taro. */
import type { ImportCommit, ImportPreview } from '../../../../core/contract/import.js';
import { dayInFull } from '../../../../core/time/day.js';
import { dayTyped } from '../../components/day-typed.js';

/** By name as shown: the id of a known person, or `new`. */
export type Choices = Readonly<Record<string, string>>;

export const NEW_PERSON = 'new';

export const askedNames = (preview: ImportPreview): ImportPreview['people'] => preview.people.filter((person) => person.ask);

/** One name in three places is one name. */
export function namesWords(names: ImportPreview['people']): string {
  const count = new Set(names.map(({ bareName }) => bareName)).size;
  return `有 ${count} 个姓名与已有的人同名${names.length > count ? `（共 ${names.length} 处）` : ''}，请选是哪一位`;
}

export const undecided = (names: ImportPreview['people'], choices: Choices): ImportPreview['people'] =>
  names.filter(({ name }) => choices[name] === undefined);

/** Whoever is not decided on yet becomes a new person; what was chosen stays. */
export const restAsNew = (names: ImportPreview['people'], choices: Choices): Choices => ({
  ...Object.fromEntries(names.map(({ name }) => [name, NEW_PERSON])),
  ...choices,
});

const NAMED = 6;

function openWords(open: ImportPreview['people']): string {
  const named = open.slice(0, NAMED).map(({ name }) => name);
  return `请先选定是哪一位：${named.join('、')}${open.length > NAMED ? ` 等 ${open.length} 处` : ''}。`;
}

export const changedTasks = (preview: ImportPreview): ImportPreview['tasks'] => preview.tasks.filter((task) => task.compared === 'changed');

const COUNTS: readonly (readonly [keyof ImportPreview['counts'], string])[] = [
  ['findings', '反馈问题'],
  ['tasks', '整改任务'],
  ['units', '责任单位'],
  ['people', '人员'],
];

/** Only what was found: a ledger that could not be read says so in its faults, a figure of nothing would only puzzle. */
export const countWords = ({ counts }: ImportPreview): readonly { readonly words: string; readonly count: number }[] =>
  COUNTS.map(([name, words]) => ({ words, count: counts[name] })).filter(({ count }) => count > 0);

const named = (words: string, measure: string, names: readonly string[]): string =>
  names.length === 0 ? '' : `${words} ${names.length} ${measure}：${names.join('、')}。`;

/** Which units and persons the ledger would bring in, by name. */
export function newWords({ counts, units, people }: ImportPreview): string {
  if (counts.tasks === 0) return '没有读到任务。';
  const newUnits = units.filter((unit) => !unit.known).map((unit) => unit.name);
  const newPeople = people.filter((person) => !person.known && !person.ask).map((person) => person.name);
  const words = `${named('新单位', '个', newUnits)}${named('新人员', '位', newPeople)}`;
  if (words !== '') return words;
  if (counts.units === 0) return '台账里没有读到责任单位。';
  return people.some((person) => person.ask) ? '' : '单位和人员都已在系统里。';
}

/** A round's name and feedback day as typed. */
export interface RoundSaid {
  readonly roundName: string;
  readonly feedbackDay: string;
}

/** As the ledger was read, to be put right. */
export const asRead = ({ roundName, feedbackDay }: ImportPreview): RoundSaid => ({ roundName, feedbackDay: dayInFull(feedbackDay) });

export interface RoundEdited {
  readonly name: boolean;
  readonly day: boolean;
}

/** Which of the two differ from what was read; the same day in another form is the same day. */
export const editedIn = (preview: ImportPreview, said: RoundSaid): RoundEdited => ({
  name: said.roundName.trim() !== preview.roundName,
  day: said.feedbackDay.trim() !== dayInFull(preview.feedbackDay) && dayTyped(said.feedbackDay) !== preview.feedbackDay,
});

function unreadWords({ name, day }: RoundEdited): string | null {
  const edited = [...(name ? ['轮次名称'] : []), ...(day ? ['反馈日期'] : [])].join('、');
  return edited === '' ? null : `${edited}改过了，请先点“按修改重新核对”。`;
}

/** Why it cannot be taken over yet, as a sentence; null: it can. */
export function commitMissing(preview: ImportPreview, choices: Choices, acceptsChanges: boolean, said: RoundSaid): string | null {
  if (preview.faults.length > 0) return `有 ${preview.faults.length} 处读不懂，请在表格里改好后重新选择文件。没有任何内容入库。`;
  const unread = unreadWords(editedIn(preview, said));
  if (unread !== null) return unread;
  const open = undecided(askedNames(preview), choices);
  if (open.length > 0) return openWords(open);
  if (changedTasks(preview).length > 0 && !acceptsChanges) return '请先看过差异，并选择“以上差异都按新台账修改”。';
  return null;
}

/** What stands in the deadline's cell. */
export const dueSaid = ({ dueWords }: ImportPreview['tasks'][number]): string => (dueWords === '' ? '完成时限这一格是空的' : `原文“${dueWords}”`);

export const commitBody = (choices: Choices, acceptChanges: boolean, requestId: string): ImportCommit => ({
  requestId,
  people: { ...choices },
  acceptChanges,
});
