/** What the rows above the header say: the ledger's name, who fills it in, when it was fed back. */
import { type Day, dayFrom } from '../../time/day.js';
import type { Grid } from './grid.js';

export interface Title {
  readonly name: string | null;
  readonly feedbackDay: Day | null;
  readonly inspectedUnit: string | null;
}

const UNIT =
  /(?:填报单位|填报部门|被巡察单位|被巡视单位|被巡察党组织|被巡察党组|被检查单位|整改单位|整改责任单位|单位名称|报送单位|单位)\s*(?:\((?:公章|盖章|签章|章)\)|盖章)?\s*:\s*([^\s:]+)(?=\s|$)/;
const FEEDBACK = /反馈(?:日期|时间|日|意见时间|意见日期)?\s*:?\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})/;
const FED_BACK_ON = /(\d{4})年(\d{1,2})月(\d{1,2})日[^\d]{0,12}反馈/;
const ATTACHMENT = /^附(件|表)?\s*\d*\s*:?$/;

export function titleOf(grid: Grid, headerTop: number): Title {
  const written = Array.from({ length: headerTop }, (_, row) => lineOf(grid, row)).filter((line) => line !== '');
  const lines = written.map((line) => line.normalize('NFKC'));
  const names = written.filter((line) => !ATTACHMENT.test(line) && !/[:：]/.test(line) && line.length <= 100);
  const whole = lines.join('\n');
  const unit = lines.map((line) => UNIT.exec(line)?.[1]).find((found) => found !== undefined);
  return { name: names[0] ?? null, feedbackDay: feedbackDayIn(whole), inspectedUnit: unit ?? null };
}

function feedbackDayIn(text: string): Day | null {
  const parts = FEEDBACK.exec(text) ?? FED_BACK_ON.exec(text);
  return parts === null ? null : dayFrom(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** One row as one line, the label and its value in neighbouring cells joined. */
function lineOf(grid: Grid, row: number): string {
  const cells = Array.from({ length: grid.width }, (_, column) => {
    const over = grid.merge(row, column);
    return over !== null && over.top !== row ? '' : grid.text(row, column);
  });
  return cells
    .filter((text) => text !== '')
    .join('  ')
    .trim();
}
