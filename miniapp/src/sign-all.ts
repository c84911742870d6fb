/** One act on several tasks, 签收 or 已知悉: one request each, and in words how many went through and which did not. Needs no Taro. */
import { quoted } from '../../core/ledger/typed-text.js';
import { isPassing, threeParts, type Trouble, troubleOf } from './trouble.js';

export interface ToSign {
  readonly id: string;
  readonly version: number;
  readonly measure: string;
}

export interface SignOutcome {
  readonly done: string | null;
  readonly wrong: string | null;
}

interface Failed {
  readonly task: ToSign;
  readonly trouble: Trouble;
}

/** What is done to each, in words. */
type Verb = '签收' | '确认';

const wrongWords = ({ task, trouble }: Failed, verb: Verb): string => `${quoted(task.measure)}没有${verb}：${threeParts(trouble)}`;

/** `signOne` gives what the service answered, in words. Without an answer the rest waits: each would only time out in its turn. */
export async function signAll(tasks: readonly ToSign[], signOne: (task: ToSign) => Promise<string>, verb: Verb = '签收'): Promise<SignOutcome> {
  const answers: string[] = [];
  const failed: Failed[] = [];
  for (const task of tasks) {
    try {
      answers.push(await signOne(task));
    } catch (error) {
      const trouble = troubleOf(error);
      failed.push({ task, trouble });
      if (isPassing(trouble)) break;
    }
  }
  const waiting = tasks.length - answers.length - failed.length;
  const wrong = [...failed.map((one) => wrongWords(one, verb)), ...(waiting === 0 ? [] : [`还有 ${waiting} 项没有${verb}，请稍后再点。`])];
  return { done: doneWords(answers, tasks.length, verb), wrong: wrong.length === 0 ? null : wrong.join('\n') };
}

function doneWords(answers: readonly string[], asked: number, verb: Verb): string | null {
  if (answers.length === 0) return null;
  return asked === 1 ? (answers[0] ?? null) : `已${verb} ${answers.length} 项。`;
}
