/** What the office has to decide before a ledger is taken over. Needs no Taro. */
import type { ImportCommit, ImportPreview } from '../../../../core/contract/import.js';

/** By name as shown: the id of a known person, or `new`. */
export type Choices = Readonly<Record<string, string>>;

export const NEW_PERSON = 'new';

export const askedNames = (preview: ImportPreview): ImportPreview['people'] => preview.people.filter((person) => person.ask);

export const changedTasks = (preview: ImportPreview): ImportPreview['tasks'] => preview.tasks.filter((task) => task.compared === 'changed');

/** Why it cannot be taken over yet, as a sentence; null: it can. */
export function commitMissing(preview: ImportPreview, choices: Choices, acceptsChanges: boolean): string | null {
  if (preview.faults.length > 0) return `有 ${preview.faults.length} 处读不懂，请在表格里改好后重新选择文件。没有任何内容入库。`;
  const open = askedNames(preview).filter((person) => choices[person.name] === undefined);
  if (open.length > 0) return `请先说明同名的人是谁：${open.map((person) => person.name).join('、')}。`;
  if (changedTasks(preview).length > 0 && !acceptsChanges) return '请先看过差异，并选择“以上差异都按新台账修改”。';
  return null;
}

export const commitBody = (choices: Choices, acceptChanges: boolean, requestId: string): ImportCommit => ({
  requestId,
  people: { ...choices },
  acceptChanges,
});
