/** The service in a process of its own, in whatever time zone its machine was told: rates, and reads board and satisfaction, at the instants it is given. */
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
import type { RatingNew } from '../../core/contract/rating.js';

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
  return {
    board: await readBoard(services, viewer, {}),
    under: await readBoard(services, viewer, { under: ask.under }),
    satisfaction: await readSatisfaction(services, viewer, {}),
  };
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
