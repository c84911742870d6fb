/** Satisfaction 满意度 of a month as its reader may see it: rates with counts, tickets, the star, waiting. */
import type { Rate, RatingExportQuery, Satisfaction, SatisfactionQuery, StarChosen } from '../../../core/contract/satisfaction.js';
import { noteTo } from '../../../core/notice/note.js';
import { demand, mayEditWindows } from '../../../core/people/may-do.js';
import type { Viewer } from '../../../core/people/model.js';
import { LEVEL_WORDS, LEVELS } from '../../../core/rating/levels.js';
import type { RatingRules, ServiceWindow } from '../../../core/rating/model.js';
import { starNote } from '../../../core/rating/rating-notes.js';
import {
  bestFirst,
  lowerBound,
  NO_RATINGS,
  plus,
  type Rated,
  rateWords,
  satisfiedOf,
  starsProposed,
  totalOf,
} from '../../../core/rating/satisfaction.js';
import { Refusal } from '../../../core/refusal.js';
import { type Day, dayOf, instantWords, monthBefore, monthInFull, monthOf, spanOfMonth, timeOf } from '../../../core/time/day.js';
import type { RatingFilter, Services } from '../../services.js';
import { eventOf } from '../event-of.js';
import { laned, switchboardOf } from '../lanes.js';
import { once } from '../once.js';
import { requestOf } from '../request.js';
import { momentOf } from '../sweep.js';
import { ratingRules } from './rating-rules.js';
import { ticketsOf } from './ticket-figures.js';
import { staffNames, windowsOf } from './windows.js';

const MONTHS = 12;

interface NamedRated extends Rated {
  readonly words: string;
}

const rateOf = ({ id, words, counts }: NamedRated, list: RatingExportQuery): Rate => {
  const [total, satisfied] = [totalOf(counts), satisfiedOf(counts)];
  const bound = lowerBound(satisfied, total);
  return {
    ...{ id, words, total, satisfied },
    bad: total - satisfied,
    rateWords: rateWords(satisfied, total),
    boundWords: bound === null ? '—' : rateWords(Math.floor(bound * 10_000), 10_000),
    list,
  };
};

/** Each with what lists the ratings behind it. */
const rates = (rated: readonly NamedRated[], listOf: (id: string) => RatingExportQuery): Rate[] =>
  bestFirst(rated).map((one) => rateOf(one, listOf(one.id)));

function lastMonths(month: string): readonly string[] {
  const months = [month];
  while (months.length < MONTHS) months.push(monthBefore(months.at(-1) ?? month));
  return months;
}

interface Asked {
  readonly services: Services;
  readonly windows: readonly ServiceWindow[];
  readonly filter: RatingFilter;
  readonly month: string;
  readonly today: Day;
  readonly rules: RatingRules;
}

async function staffOf({ services, windows, filter }: Asked): Promise<readonly NamedRated[]> {
  const names = staffNames(windows);
  const counts = await services.store.ratings.countBy('staffId', filter);
  return [...counts].map(([id, of]) => ({ id, words: names.get(id) ?? `工号 ${id}`, counts: of }));
}

interface KeptStar {
  readonly staffId: string;
  readonly name: string;
  readonly words: string;
}

const starName = (month: string): string => `star:${month}`;

async function starOf({ services, rules, month }: Asked, staff: readonly NamedRated[], viewer: Viewer): Promise<Satisfaction['star']> {
  const announced = await services.store.settings.get<KeptStar>(starName(month));
  const proposed = starsProposed(staff, rules.starAtLeast);
  return {
    announcedWords: announced?.words ?? null,
    proposed: proposed.map((one) => rateOf(one, { month, staffId: one.id })),
    mayDecide: mayEditWindows(viewer),
    emptyWords: proposed.length === 0 ? `还没有人当月收到 ${rules.starAtLeast} 次以上的有效评价。` : '',
  };
}

async function waitingOf({ services, windows, month, rules, today }: Asked): Promise<Satisfaction['waiting']> {
  const { from, until } = spanOfMonth(month);
  const known = await services.store.windows.waits(
    windows.map(({ id }) => id),
    from,
    until,
  );
  return windows
    .filter(({ active }) => active)
    .map(({ id, name }) => {
      const own = known.get(id);
      if (own === undefined) return { windowId: id, words: name, readings: 0, averageWords: '—', lastWords: '还没有读数', isLate: false };
      const { readings, average, last } = own;
      const when = dayOf(last.at) === today ? `今天 ${timeOf(last.at)}` : instantWords(last.at, today);
      return {
        ...{ windowId: id, words: name, readings, averageWords: `平均 ${average.toFixed(1)} 分钟` },
        lastWords: `${when} ${last.minutes} 分钟`,
        isLate: last.minutes > rules.waitTarget,
      };
    });
}

export async function readSatisfaction(services: Services, viewer: Viewer, query: SatisfactionQuery): Promise<Satisfaction> {
  const windows = await windowsOf(services, viewer);
  const today = dayOf(services.clock.now());
  const month = query.month ?? monthOf(today);
  const windowIds = windows.map(({ id }) => id);
  const asked: Asked = {
    services,
    windows,
    month,
    today,
    rules: await ratingRules(services.store),
    filter: { windowIds, from: month, until: month },
  };
  const { ratings } = services.store;
  const months = lastMonths(month);
  const [byWindow, byService, byMonth, staff, tickets, waiting] = await Promise.all([
    ratings.countBy('windowId', asked.filter),
    ratings.countBy('service', asked.filter),
    ratings.countBy('month', { windowIds, from: months.at(-1) ?? month, until: month }),
    staffOf(asked),
    ticketsOf(services, viewer, month),
    waitingOf(asked),
  ]);
  const whole = [...byWindow.values()].reduce(plus, NO_RATINGS);
  return {
    month,
    monthWords: monthInFull(month),
    whole: rateOf({ id: '', words: '全部窗口', counts: whole }, { month }),
    levels: LEVELS.map((level) => ({ level, words: LEVEL_WORDS[level], count: whole[level], list: { month, level } })),
    windows: rates(
      windows.map(({ id, name }) => ({ id, words: name, counts: byWindow.get(id) ?? NO_RATINGS })),
      (windowId) => ({ month, windowId }),
    ),
    staff: rates(staff, (staffId) => ({ month, staffId })),
    services: rates(
      [...byService].map(([id, counts]) => ({ id, words: id, counts })),
      (service) => ({ month, service }),
    ),
    months: months.flatMap((one) => {
      const counts = byMonth.get(one);
      return counts === undefined ? [] : [rateOf({ id: one, words: monthInFull(one), counts }, { month: one })];
    }),
    tickets,
    star: await starOf(asked, staff, viewer),
    waiting,
    waitTarget: asked.rules.waitTarget,
  };
}

/** A person decides among those proposed; the groups of the units hear of it. Refusals: `not-allowed`, `star-not-proposed`, `star-chosen`. */
export async function chooseStar(services: Services, viewer: Viewer, { requestId, month, staffId }: StarChosen): Promise<Satisfaction> {
  demand(mayEditWindows(viewer), '评定服务之星');
  const moment = await momentOf(services);
  const board = await switchboardOf(services);
  const { star } = await readSatisfaction(services, viewer, { month });
  const chosen = star.proposed.find(({ id }) => id === staffId);
  await once(services, requestOf(viewer, requestId, { star: month, staffId }), '已宣布。', async (store) => {
    if ((await store.settings.get<KeptStar>(starName(month))) !== null)
      throw new Refusal('star-chosen', '这个月的服务之星已经宣布。', { kind: 'conflict', remedy: '请刷新后查看。' });
    if (chosen === undefined) throw new Refusal('star-not-proposed', '这位窗口人员不在候选里。', { remedy: '请刷新后从候选里选择。' });
    const rate = `满意率 ${chosen.rateWords}（${chosen.total} 次评价）`;
    const words = `${monthInFull(month)}服务之星：${chosen.words}，${rate}`;
    const kept: KeptStar = { staffId, name: chosen.words, words };
    await store.settings.set(starName(month), kept);
    await store.events.insert([eventOf(services, viewer.person.id, 'starChosen', { kind: 'setting', id: starName(month) }, { ...kept, month })]);
    const note = starNote(starName(month), month, chosen.words, rate);
    const units = (await store.windows.list())
      .filter(({ staff }) => staff.some(({ workNumber }) => workNumber === staffId))
      .map(({ unitId }) => unitId);
    const groups = ['office', ...new Set(units.map((id) => `unit:${id}`))].map((id) => ({ kind: 'group', id }) as const);
    const drafts = groups.map((recipient) => noteTo(recipient, note, moment));
    await store.outbox.insert(laned(drafts, board));
    return month;
  });
  services.kick();
  return readSatisfaction(services, viewer, { month });
}
