/** The service in a process of its own for the flood of ratings, behind one believed proxy. Says where it listens, then works until it is killed. */
import { createServer } from 'node:http';
import { momentOf } from '../../bot/actions/sweep.js';
import { createApp } from '../../bot/app.js';
import { listening } from './http.js';
import { openLedgerBase, TODAY } from './ledger.js';
import { openTickets, TICKETS_REST_MS } from '../../bot/actions/ratings/open-tickets.js';
import { signedCode } from '../../bot/actions/ratings/signed-code.js';
import type { Services } from '../../bot/services.js';
import { coalesce } from '../../bot/start/coalesce.js';
import { instantAt } from '../../core/time/day.js';
import type { Served } from './rating-flood.js';

const WINDOW = { id: 'a'.repeat(24), name: '1 号窗口', unitId: 'section', handlerId: null, leaderId: null };

const base = await openLedgerBase(process.argv[2] ?? '');
const begun = performance.now();
const now = () => new Date(instantAt(TODAY, '10:00').getTime() + performance.now() - begun);
const tickets = coalesce(
  async () => openTickets(services, await momentOf(services)),
  (error) => process.stderr.write(`tickets were not opened: ${String(error)}\n`),
  TICKETS_REST_MS,
);
const services: Services = { ...base.services, clock: { now }, kickTickets: tickets.ask };
await base.store.windows.save({ ...WINDOW, staff: [], services: ['社保登记'], codeNumber: 1, active: true });
const h5 = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };
const { url } = await listening(createServer(createApp(services, { h5, demo: null, ready: () => base.ping(), trustedProxies: 1 }).callback()));
const served: Served = { url, code: signedCode(services, { kind: 'window', windowId: WINDOW.id, number: 1 }), dbName: base.db.databaseName };
process.send?.(served);
