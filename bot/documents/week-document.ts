/** The weekly report as a Word document: figures, picture, units, and every late task. */
import { AlignmentType, type FileChild, ImageRun, Paragraph, type Table } from 'docx';
import { shareWords } from '../../core/insight/share.js';
import { type ReportLine, sinceWords, type WeekReport } from '../../core/insight/week-report.js';
import { dayInFull, dayOf, timeOf } from '../../core/time/day.js';
import { heading, paper, paragraph, table } from './paper.js';

const PICTURE_WIDTH = 560;

const taskTable = (lines: readonly ReportLine[]): Table =>
  table(
    [0.08, 0.22, 0.5, 0.2],
    ['序号', '责任单位', '整改措施', '情况'],
    lines.map(({ unitName, words, lightWords }, index) => [String(index + 1), unitName, words, lightWords]),
  );

function moved(report: WeekReport, before: WeekReport | null): string {
  const { lateLately, closedLately, inReview } = report;
  const news = lateLately + closedLately === 0 ? '近 7 天没有新逾期，也没有办结。' : `近 7 天新逾期 ${lateLately} 项，办结 ${closedLately} 项。`;
  const since = sinceWords(report.all.red, before?.all.red);
  return `${news}${since === null ? '' : `逾期${since}。`}${inReview > 0 ? `另有 ${inReview} 项等待审核。` : ''}`;
}

function inTime({ all, done: { measured, inTime: kept, inTimeAtFirst } }: WeekReport): string {
  if (measured === 0) return all.none === 0 ? '还没有办结的任务，暂不计算按期率。' : '办结的任务都没有完成日期可以对照，不计算按期率。';
  return `办结的任务里有 ${measured} 项可以比较时限：${kept} 项按期提交（${shareWords(kept, measured)}）；按最初的时限是 ${inTimeAtFirst} 项（${shareWords(inTimeAtFirst, measured)}）。`;
}

function figures(report: WeekReport, before: WeekReport | null): readonly Paragraph[] {
  const { all, total } = report;
  if (total === 0) return [paragraph('还没有开始督办的任务，本周没有数据。')];
  const whole = `共 ${total} 项任务：逾期 ${all.red} 项，临近 ${all.yellow} 项，正常 ${all.green} 项，办结 ${all.none} 项（${shareWords(all.none, total)}）。`;
  return [paragraph(whole), paragraph(moved(report, before)), paragraph(inTime(report))];
}

function picture(png: Buffer): Paragraph {
  // Width and height of a PNG stand at the same place in every one.
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const transformation = { width: PICTURE_WIDTH, height: Math.round((PICTURE_WIDTH * height) / width) };
  const altText = { name: '督办周报', description: '红黄绿和各单位的情况，数字见下表', title: '督办周报' };
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [new ImageRun({ type: 'png', data: png, transformation, altText })] });
}

const list = (title: string, lines: readonly ReportLine[], none: string, rest = 0): readonly FileChild[] => [
  heading(title),
  ...(lines.length === 0 ? [paragraph(none)] : [taskTable(lines)]),
  ...(rest > 0 ? [paragraph(`另有 ${rest} 项，请打开看板查看。`)] : []),
];

/** `before`: the report of the week before, null where there is none. `png`: its picture. */
export async function weekDocument(report: WeekReport, before: WeekReport | null, png: Buffer): Promise<Buffer> {
  const { units, urgent, late, all } = report;
  const counts = units.map(({ name, red, yellow, green, none }) => [name, red, yellow, green, none, red + yellow + green + none].map(String));
  return paper('督办周报', `${report.scopeName}　截至 ${dayInFull(dayOf(report.at))} ${timeOf(report.at)}`, [
    heading('一、总体情况'),
    ...figures(report, before),
    ...(report.total === 0 ? [] : [picture(png)]),
    heading('二、各单位情况'),
    ...(counts.length === 0
      ? [paragraph('还没有单位有任务。')]
      : [table([0.4, 0.12, 0.12, 0.12, 0.12, 0.12], ['单位', '逾期', '临近', '正常', '办结', '合计'], counts)]),
    ...list('三、最需要推动的任务', urgent, '没有逾期和临近的任务。'),
    ...list('四、逾期任务', late, '没有逾期的任务。', all.red - late.length),
  ]);
}
