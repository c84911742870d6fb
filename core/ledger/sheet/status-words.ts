/** What the progress and status cells say: done, so and so far, or nothing. */

export interface StatusRead {
  readonly isDone: boolean;
  /** First progress; '' for none. */
  readonly progress: string;
  readonly percent: number;
}

const DONE =
  /^(已|已经|均已|全部|已全部|现已|任务已|整改已)*(完成|办结|整改|整改到位|整改完成|整改完毕|完成整改|完成整改任务|落实|落实到位|销号|完结|办理完毕|到位)(到位|并销号|并长期坚持|并持续推进|并持续坚持)?(了)?$/;
const UNFINISHED = /未|尚|仍|正在|其余|剩余|还有|待完成|部分|基本/;
const NOTHING = /^(无|暂无|没有|未启动|未开始|尚未启动|尚未开展|未完成|未开展|否|×|✗|[-—–/\\]+|0%?)$/;
const YES = /^(是|√|✓|✔|☑|100%)$/;
const PERCENT = /(?:完成率?|进度|进展|总体|整体|已达|达到)[达约到为已至:：的]*\s*(\d{1,3})(?:\.\d+)?%/;

/** Reads both cells; either may be ''. */
export function readStatus(progress: string, status: string): StatusRead {
  const told = plain(progress);
  const state = plain(status);
  const isDone = (saysDone(told) || saysDone(state) || YES.test(state) || told === '100%') && !UNFINISHED.test(told) && !UNFINISHED.test(state);
  const words = [NOTHING.test(told) ? '' : progress.trim(), sayable(state) ? status.trim() : ''].filter((text) => text !== '');
  // A bare √ has to say something in the task's history.
  return { isDone, progress: [...new Set(words)].join('；') || (isDone ? '已完成' : ''), percent: isDone ? 100 : percentIn(told, state) };
}

/** 是 and √ alone say nothing that the status itself does not. */
const sayable = (state: string): boolean => !NOTHING.test(state) && !YES.test(state);

/** Long clauses are never just 已完成, and would make the pattern slow. */
const saysDone = (text: string): boolean => {
  const clause = text.split(/[,;。、:\n(]/, 1)[0] ?? '';
  return clause.length <= 16 && DONE.test(clause);
};

/** Never 100: that is said by 已完成 alone. */
function percentIn(told: string, state: string): number {
  for (const text of [told, state]) {
    const whole = /^(\d{1,3})(?:\.\d+)?%$/.exec(text) ?? PERCENT.exec(text);
    if (whole !== null) return Math.min(Number(whole[1]), 95);
  }
  return 0;
}

/** Enough to tell how far it is; the words themselves are kept whole. */
const LOOKED_AT = 1_000;

const plain = (text: string): string =>
  text
    .slice(0, LOOKED_AT)
    .normalize('NFKC')
    .replaceAll(/[ \t]/g, '')
    .replace(/[。.;!]+$/, '');
