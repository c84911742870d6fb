/** What connecting an application means, how a step of its check reads, and what the form still needs. Needs no Taro. */
import type { ConnectionCheck, ConnectionLine } from '../../../../core/contract/connection.js';

export const WHAT_IT_IS =
  '接入后，督办提醒以平台应用消息的形式发给每个人，不用打开本系统也能收到。需要平台管理员新建一个自建应用，把它的参数填到这里。没有接入时，发给个人的消息只出现在消息预览和各人的“我的任务”里。';

type StepState = ConnectionCheck['steps'][number]['state'];

/** Shape and word stand together; colour never alone. */
export const STEP_WORDS: Readonly<Record<StepState, string>> = { ok: '✓ 通过', wrong: '■ 没有通过', open: '○ 可以以后再做', later: '▲ 这次没有结果' };

type Field = ConnectionLine['fields'][number];

export const hintOf = ({ isSecret, isKept, isNeeded }: Field): string =>
  isKept ? '已保存，不改就留空' : [isNeeded ? '' : '可以不填', isSecret ? '保存后不再显示' : ''].filter((words) => words !== '').join('，');

/** Why it cannot be saved yet; null: it can. */
export function missingOf(fields: readonly Field[], given: Readonly<Record<string, string>>): string | null {
  const lacks = fields.filter(({ name, isNeeded, isKept }) => isNeeded && !isKept && (given[name] ?? '').trim() === '');
  return lacks.length === 0 ? null : `还要填：${lacks.map(({ label }) => label).join('、')}。`;
}
