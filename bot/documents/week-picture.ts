/** The picture of the weekly word: four figures and the units, red, yellow, green and done as bars with their counts. */
import { LIGHTS } from '../../core/insight/light.js';
import { sinceWords, type WeekReport } from '../../core/insight/week-report.js';
import { dayInFull, dayOf, timeOf } from '../../core/time/day.js';
import { printable } from './printable.js';
import { FONT, pictureOf } from './chinese-type.js';

const WIDTH = 1_080;
const SIDE = 48;
const HEAD = 132;
const TILES = 176;
const ROW = 64;
/** More than these would be too small to read on a phone; the report has them all. */
const MOST_UNITS = 12;

/** As on the screens: `miniapp/src/tokens.css`. */
const LOOKS = {
  red: { shape: '■', ink: '#a61e15', ground: '#fdecea', bar: '#b3352b' },
  yellow: { shape: '▲', ink: '#7a4a00', ground: '#fff3d6', bar: '#e3a32a' },
  green: { shape: '●', ink: '#12602f', ground: '#e8f5ec', bar: '#2d7d4b' },
  none: { shape: '✓', ink: '#4e5969', ground: '#edeff2', bar: '#a9b1bd' },
} as const;
const LOOKING = LIGHTS.map(({ light, words }) => ({ light, ...LOOKS[light], words: `${LOOKS[light].shape} ${words}` }));

const literal = (text: string): string => printable(text).replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

const said = (x: number, y: number, size: number, ink: string, words: string, anchor = 'start'): string =>
  `<text x="${x}" y="${y}" font-family="${FONT}" font-size="${size}" fill="${ink}" text-anchor="${anchor}">${literal(words)}</text>`;

function tiles({ all }: WeekReport, before: WeekReport | null): string {
  const gap = 16;
  const width = (WIDTH - 2 * SIDE - 3 * gap) / 4;
  return LOOKING.map(({ light, words, ink, ground }, index) => {
    const x = SIDE + index * (width + gap);
    const moved = sinceWords(all[light], before?.all[light]);
    return [
      `<rect x="${x}" y="${HEAD}" width="${width}" height="${TILES - 24}" rx="12" fill="${ground}"/>`,
      said(x + 20, HEAD + 44, 28, ink, words),
      said(x + 20, HEAD + 102, 52, ink, String(all[light])),
      moved === null ? '' : said(x + 20, HEAD + 138, 22, ink, moved),
    ].join('');
  }).join('');
}

/** Drawn by echarts without a screen; loaded only when a picture is asked for. */
async function bars(units: WeekReport['units'], height: number): Promise<string> {
  const { init } = await import('echarts');
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: 26, color: '#1d2129' },
    grid: { left: 330, right: SIDE, top: 4, bottom: 4 },
    xAxis: { type: 'value', show: false, max: Math.max(1, ...units.map(({ red, yellow, green, none }) => red + yellow + green + none)) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: units.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { fontSize: 26, color: '#1d2129', width: 270, overflow: 'truncate', margin: 20 },
    },
    series: LOOKING.map(({ light, bar, ground }) => ({
      type: 'bar',
      stack: 'units',
      barWidth: 36,
      itemStyle: { color: bar },
      label: { show: true, color: light === 'yellow' || light === 'none' ? '#1d2129' : ground, fontSize: 24 },
      // A part that is none has no label.
      data: units.map((unit) => (unit[light] === 0 ? '-' : unit[light])),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** PNG. `before`: the report of the week before, null where there is none. */
export async function weekPicture(report: WeekReport, before: WeekReport | null): Promise<Buffer> {
  const units = report.units.slice(0, MOST_UNITS);
  const top = HEAD + TILES + 56;
  const chartHeight = Math.max(1, units.length) * ROW;
  const more = report.units.length - units.length;
  const height = top + chartHeight + (more > 0 ? 96 : 56);
  const chart = (await bars(units, chartHeight)).replace('<svg', `<svg x="0" y="${top}"`);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" height="${height}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    said(SIDE, 66, 42, '#1d2129', `督办周报 · ${report.scopeName}`),
    said(SIDE, 108, 26, '#4e5969', `截至 ${dayInFull(dayOf(report.at))} ${timeOf(report.at)}，共 ${report.total} 项任务`),
    tiles(report, before),
    said(SIDE, top - 18, 28, '#1d2129', '各单位（最急的在前）'),
    chart,
    more > 0 ? said(SIDE, height - 36, 24, '#4e5969', `另有 ${more} 个单位，见周报全文。`) : '',
    '</svg>',
  ].join('');
  return pictureOf(svg);
}
