/** 服务窗口月报 as a Word document: ratings, waiting times window by window, the days that missed the target, tickets. */
import type { FileChild } from 'docx';
import type { TicketFigures } from '../../core/contract/board.js';
import { shareWords } from '../../core/insight/share.js';
import { LEVEL_WORDS, LEVELS } from '../../core/rating/levels.js';
import { changeWords, minutesWords, type MonthReport, type Waited } from '../../core/rating/month-report.js';
import { rateWords, satisfiedOf, totalOf } from '../../core/rating/satisfaction.js';
import { type Day, dayInFull, dayWords, monthInFull } from '../../core/time/day.js';
import { heading, paper, paragraph, table } from './paper.js';

/** So many days are listed for one window. */
const MOST_DAYS = 31;

const withinWords = ({ within, readings }: Waited): string => (readings === 0 ? '—' : shareWords(within, readings));

function rated({ counts, countsBefore }: MonthReport): readonly FileChild[] {
  const [total, before] = [totalOf(counts), totalOf(countsBefore)];
  if (total === 0) return [paragraph('本月还没有评价。')];
  const was = before === 0 ? '' : `；上月 ${before} 次，满意率 ${rateWords(satisfiedOf(countsBefore), before)}`;
  return [
    paragraph(`共 ${total} 次有效评价，满意率 ${rateWords(satisfiedOf(counts), total)}${was}。`),
    table(
      [0.2, 0.2, 0.2, 0.2, 0.2],
      LEVELS.map((level) => LEVEL_WORDS[level]),
      [LEVELS.map((level) => String(counts[level]))],
    ),
  ];
}

function waited({ waited: now, before, target, windows }: MonthReport): readonly FileChild[] {
  if (now.readings === 0) return [paragraph('本月还没有等候时间的读数。排队机按接口报送，或在“满意度”里逐个填写。')];
  const change = changeWords(now, before);
  const whole = `目标 ${target} 分钟以内。共 ${now.readings} 次读数，平均 ${minutesWords(now)}${change === null ? '' : `，${change}`}；${withinWords(now)} 的读数达到目标。`;
  return [
    paragraph(whole),
    table(
      [0.26, 0.12, 0.16, 0.14, 0.16, 0.16],
      ['窗口', '读数', '平均等候', '达到目标', '上月平均', '最忙时段'],
      windows.map((one) => [
        one.name,
        String(one.waited.readings),
        minutesWords(one.waited),
        withinWords(one.waited),
        minutesWords(one.before),
        one.busiest === null ? '—' : `${one.busiest.hour} 点至 ${one.busiest.hour + 1} 点`,
      ]),
    ),
  ];
}

function late({ windows, month, waited: { readings } }: MonthReport): readonly FileChild[] {
  const lines = windows
    .filter(({ lateDays }) => lateDays.length > 0)
    .map(({ name, lateDays }) => [
      name,
      String(lateDays.length),
      lateDays
        .slice(0, MOST_DAYS)
        .map(({ day, average }) => `${dayWords(day, `${month}-01`)} ${average.toFixed(1)} 分钟`)
        .join('、'),
    ]);
  if (lines.length === 0) return [paragraph(readings === 0 ? '没有读数，无法判断。' : '没有哪个窗口有一天的平均等候超过目标。')];
  return [table([0.24, 0.12, 0.64], ['窗口', '天数', '日期和当天平均'], lines)];
}

const rates = ({ windows }: MonthReport): FileChild =>
  table(
    [0.4, 0.2, 0.2, 0.2],
    ['窗口', '有效评价', '满意率', '差评'],
    windows.map(({ name, counts }) => {
      const [total, satisfied] = [totalOf(counts), satisfiedOf(counts)];
      return [name, String(total), rateWords(satisfied, total), String(total - satisfied)];
    }),
  );

/** `today`: the day it is made. */
export function monthDocument(report: MonthReport, tickets: TicketFigures | null, today: Day): Promise<Buffer> {
  const { windows, month } = report;
  return paper('服务窗口月报', `${monthInFull(month)}　${dayInFull(today)}生成`, [
    heading('一、评价'),
    ...rated(report),
    heading('二、等候时间'),
    ...waited(report),
    heading('三、平均等候超过目标的日子'),
    ...late(report),
    heading('四、各窗口满意率'),
    windows.length === 0 ? paragraph('还没有服务窗口。') : rates(report),
    heading('五、差评工单'),
    paragraph(tickets === null ? '本月没有差评工单。' : `本月 ${tickets.opened} 件；${tickets.words.join('，')}。`),
  ]);
}
