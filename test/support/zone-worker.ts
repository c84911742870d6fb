/** The service in a process of its own, in whatever time zone its machine was told: rates, and reads board and satisfaction, at the instants it is given. */
import { listTasks } from '../../bot/actions/list-tasks.js';
import { listRatings } from '../../bot/actions/ratings/list-ratings.js';
import { openTickets } from '../../bot/actions/ratings/open-tickets.js';
import { rate } from '../../bot/actions/ratings/rate.js';
import { readSatisfaction } from '../../bot/actions/ratings/satisfaction.js';
import { signedCode } from '../../bot/actions/ratings/signed-code.js';
import { readBoard } from '../../bot/actions/read-board.js';
import { momentOf } from '../../bot/actions/sweep.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import { assembleServices } from '../../bot/assemble.js';
import { secretsFrom } from '../../bot/secrets.js';
import { openStore } from '../../bot/store/open-store.js';
import type { Board } from '../../core/contract/board.js';
import type { RatingNew } from '../../core/contract/rating.js';
import type { Satisfaction } from '../../core/contract/satisfaction.js';
import type { Viewer } from '../../core/people/model.js';

export type ZoneAsk =
  | { readonly kind: 'rate'; readonly at: string; readonly windowId: string; readonly said: RatingNew; readonly network: string }
  | { readonly kind: 'tickets'; readonly at: string }
  | { readonly kind: 'figures'; readonly at: string; readonly personId: string; readonly under: string };

const [uri = '', dbName = ''] = process.argv.slice(2);
const base = await openStore(uri, { dbName, autoIndex: false });
let now = new Date(0);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const services = assembleServices({
  ...{ store: base.store, blobs: base.blobs, clock: { now: () => now }, settings: { publicUrl: 'http://localhost:3000', demo: false } },
  ...{ secrets: secretsFrom('a key that is only for tests, and long enough'), allowedRobotHosts: [], log: silent },
  ...{ kick: () => undefined, kickSweep: () => undefined, kickTickets: () => undefined },
});

async function answer(ask: ZoneAsk): Promise<unknown> {
  now = new Date(ask.at);
  if (ask.kind === 'tickets') return openTickets(services, await momentOf(services));
  if (ask.kind === 'rate') return rate(services, signedCode(services, { kind: 'window', windowId: ask.windowId, number: 1 }), ask.said, ask.network);
  const viewer = await viewerFor(services, ask.personId);
  const [board, under] = [await readBoard(services, viewer, {}), await readBoard(services, viewer, { under: ask.under })];
  const satisfaction = await readSatisfaction(services, viewer, {});
  return {
    board,
    under,
    satisfaction,
    behind: [...(await tasksBehind(viewer, [board, under], satisfaction)), ...(await ratingsBehind(viewer, satisfaction))],
  };
}

/** A figure, and how many its list shows. */
type Behind = readonly [name: string, figure: number, listed: number];

/** Every figure of tasks on these screens. */
async function tasksBehind(viewer: Viewer, boards: readonly Board[], { tickets }: Satisfaction): Promise<readonly Behind[]> {
  const figures = [
    ...boards.flatMap(({ lights, ageing, movement, inTime, tickets: told, list, total }) => [
      ...[...lights, ...ageing, ...movement, ...inTime, ...(told?.figures ?? [])],
      { id: 'total', count: total, list },
    ]),
    ...boards.flatMap(({ units }) => units.map(({ id, red, yellow, green, none, list }) => ({ id, count: red + yellow + green + none, list }))),
    ...(tickets?.figures ?? []).map((figure) => ({ ...figure, id: `month ${figure.id}` })),
  ];
  const behind: Behind[] = [];
  for (const { id, count, list } of figures) behind.push([id, count, (await listTasks(services, viewer, list)).total]);
  return behind;
}

/** Every figure of ratings, and the bad ones among each. */
async function ratingsBehind(
  viewer: Viewer,
  { whole, levels, windows, staff, services: offered, months, star }: Satisfaction,
): Promise<readonly Behind[]> {
  const rates = [whole, ...windows, ...staff, ...offered, ...months, ...star.proposed];
  const figures = [
    ...levels.map(({ words, count, list }) => ({ id: words, count, list })),
    ...rates.map(({ id, total, list }) => ({ id, count: total, list })),
  ];
  const behind: Behind[] = [];
  for (const { id, count, list } of figures) behind.push([id, count, (await listRatings(services, viewer, list)).total]);
  for (const { id, bad, list } of rates) {
    const listed = await listRatings(services, viewer, list);
    behind.push([`bad of ${id}`, bad, listed.bad], [`bad of ${id}`, bad, (await listRatings(services, viewer, { ...list, bad: '1' })).total]);
  }
  return behind;
}

process.on('message', (ask: ZoneAsk) => {
  answer(ask).then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
// How this machine reads the clock: minutes west of Greenwich in January and in July.
process.send?.({ value: [new Date(2026, 0, 1), new Date(2026, 6, 1)].map((day) => day.getTimezoneOffset()) });
