/**
 * P1: a small GET through all middleware, with a session and without one, beside bare koa with a router and beside fastify. With a
 * session all three ask the same of the base, the others by the raw driver.
 */
import { createServer } from 'node:http';
import Router from '@koa/router';
import Fastify from 'fastify';
import Koa from 'koa';
import { createApp } from '../../bot/app.js';
import { atOnce, type Bed, type Report } from './bed.js';
import { commandsOf, demandSame, telling } from './commands.js';
import { type Listening, listening } from './http.js';
import { measure, type Rival } from './interleave.js';
import { type LedgerBase, openLedgerBase } from './ledger.js';

const IN_FLIGHT = 8;
/** Of the leading group; owns nothing. */
const WHO = 'song';

type Answer = () => Promise<unknown>;

async function ourServer(base: LedgerBase): Promise<Listening> {
  const h5 = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };
  return listening(createServer(createApp(base.services, { h5, demo: null, ready: () => base.ping() }).callback()));
}

async function koaServer(answer: Answer): Promise<Listening> {
  const app = new Koa();
  const router = new Router();
  router.get('/api/it', async (ctx) => {
    ctx.body = await answer();
  });
  app.use(router.routes());
  return listening(createServer(app.callback()));
}

async function fastifyServer(answer: Answer): Promise<Listening> {
  const app = Fastify();
  app.get('/api/it', answer);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => void app.close() };
}

const asking =
  (count: number, url: string, headers: Record<string, string> = {}) =>
  () =>
    atOnce(Array.from({ length: count }), IN_FLIGHT, async () => {
      const answer = await fetch(url, { headers });
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
      await answer.text();
    });

/** What `/api/me` asks of the base for one who owns nothing, command by command. */
const meByHand =
  ({ db }: LedgerBase, tokenHash: string): Answer =>
  async () => {
    const of = (name: string) => db.collection<{ _id: string }>(name);
    await of('sessions').findOne({ _id: tokenHash, $expr: { $gt: ['$expiresAt', '$$NOW'] } });
    await of('versions').findOne({ _id: 'people' });
    await of('versions').findOne({ _id: 'people' });
    const tasks = await of('tasks')
      .find({ seenBy: WHO } as never)
      .sort({ order: 1 })
      .toArray();
    await of('findings')
      .find({ _id: { $in: tasks.map(({ _id }) => _id) } })
      .toArray();
    // Whether there is a window they may see.
    await of('serviceWindows').find().toArray();
    return { person: { id: WHO, name: '宋组长', unitName: null }, postWords: ['领导小组'], may: { report: false }, demo: false };
  };

async function signedIn({ services }: LedgerBase): Promise<{ readonly tokenHash: string; readonly headers: Record<string, string> }> {
  const token = services.secrets.newToken();
  const tokenHash = services.secrets.hashToken(token);
  await services.store.accounts.openSession({ tokenHash, personId: WHO, days: 1 });
  return { tokenHash, headers: { authorization: `Bearer ${token}` } };
}

async function demandSameWork(uri: string): Promise<void> {
  const base = await openLedgerBase(telling(uri));
  const { tokenHash, headers } = await signedIn(base);
  const app = await ourServer(base);
  const me = asking(1, `${app.url}/api/me`, headers);
  await me();
  const client = base.connection.getClient();
  demandSame(await commandsOf(client, me), await commandsOf(client, meByHand(base, tokenHash)));
  app.close();
  await base.drop();
}

export async function benchRequests({ uri, size, rounds }: Bed): Promise<Report> {
  await demandSameWork(uri);
  const count = size === 'quick' ? 100 : 500;
  const base = await openLedgerBase(uri);
  const { tokenHash, headers } = await signedIn(base);
  const app = await ourServer(base);
  const still: Answer = async () => ({ ok: true });
  const servers: Listening[] = [];
  const beside = async (make: (answer: Answer) => Promise<Listening>, name: string, answer: Answer): Promise<Rival> => {
    const server = await make(answer);
    servers.push(server);
    return { name, aim: null, run: asking(count, `${server.url}/api/it`) };
  };
  const me = meByHand(base, tokenHash);
  const results = [
    ...(await measure({
      ...{ name: `P1 ${count} GETs without a session through all middleware`, rounds, ours: asking(count, `${app.url}/api/health`) },
      rivals: [await beside(koaServer, 'bare koa and router', still), await beside(fastifyServer, 'fastify', still)],
    })),
    ...(await measure({
      ...{ name: `P1 ${count} GETs of /api/me with a session`, rounds, ours: asking(count, `${app.url}/api/me`, headers) },
      rivals: [
        await beside(koaServer, 'bare koa and router, the same reads by the raw driver', me),
        await beside(fastifyServer, 'fastify, the same reads by the raw driver', me),
      ],
    })),
  ];
  for (const server of [app, ...servers]) server.close();
  await base.drop();
  return { results, told: [] };
}
