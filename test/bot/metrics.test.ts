/** /metrics and the heartbeat: who may read, what stands there, what never does. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../bot/app.js';
import { deliver } from '../../bot/actions/deliver.js';
import { auditAndBeat, beat } from '../../bot/start/heartbeat.js';
import { aNotice, type DeliveryWorld, deliveryWorld, type LogLine, TUESDAY } from '../support/delivery.js';

let w: DeliveryWorld;
const servers: Server[] = [];
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await w.close();
});

async function listening(handle: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const h5 = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };
const serve = (metricsToken: string | null, role: 'all' | 'worker' = 'all') =>
  listening(
    createApp({ ...w.services, settings: { ...w.services.settings, metricsToken } }, { h5, demo: null, ready: () => w.base.ping(), role }).callback(),
  );
const read = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });

describe('who may read', () => {
  const TOKEN = 'a-token-of-24-characters';

  test('this machine, where no token is set; what a proxy passes on is not of this machine', async () => {
    const url = await serve(null);
    expect((await read(url)).status).toBe(200);
    for (const header of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']) expect((await read(url, { [header]: '1.2.3.4' })).status).toBe(403);
  });

  test('with a token only who brings it, this machine included', async () => {
    const url = await serve(TOKEN);
    expect((await read(url)).status).toBe(401);
    expect((await read(url, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await read(url, { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '1.2.3.4' })).status).toBe(200);
  });

  test('a worker answers too', async () => {
    expect((await read(await serve(null, 'worker'))).status).toBe(200);
  });
});

test('a process may take work only while its base answers', async () => {
  const own = await w.base.again();
  const ask = await listening(createApp(w.services, { h5, demo: null, ready: () => own.ping(), role: 'worker' }).callback());
  expect((await fetch(`${ask}/api/ready`)).status).toBe(200);
  await own.close();
  const answer = await fetch(`${ask}/api/ready`);
  expect([answer.status, await answer.json()]).toMatchObject([503, { error: { message: '数据库暂时连接不上。' } }]);
  expect((await fetch(`${ask}/api/health`)).status).toBe(200);
});

test('queue, lag, attempts, budget and this process stand there; no name and no address', async () => {
  const url = await serve(null);
  const { lane, robot, key } = await w.wecomRobot('office');
  await w.services.store.robots.save({ ...robot, name: '巡察办内部群' });
  await w.services.store.outbox.insert([aNotice('m1', lane)]);
  await deliver(w.services);
  await w.services.store.outbox.insert([aNotice('m2', lane, { notBefore: new Date(TUESDAY.getTime() - 90_000) })]);
  const answer = await read(url);
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  for (const line of [
    'duban_notices_waiting{when="due"} 1',
    'duban_notices_oldest_due_seconds 90',
    '# TYPE duban_attempts_total counter',
    'duban_attempts_total{outcome="sent"} 1',
    `duban_robot_budget_left{robot="${robot.id}"} 17`,
    `duban_robot_waiting{robot="${robot.id}"} 1`,
    'duban_audit_fresh 0',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  expect(text).not.toMatch(/巡察办|127\.0\.0\.1/);
  expect(text).not.toContain(key);
  expect(await (await read(url)).text()).toContain('duban_attempts_total{outcome="sent"} 1\n');
});

describe('the heartbeat', () => {
  const lines: LogLine[] = [];
  const note = (words: string, fields?: unknown) => void lines.push({ words, fields });
  const log = { info: note, warn: note, error: note };
  beforeEach(() => (lines.length = 0));

  test('is one GET, and an answer is enough', async () => {
    const asked: string[] = [];
    const url = await listening((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('OK');
    });
    expect(await beat(`${url}/ping/secret-id?key=secret`, log)).toBe(true);
    expect(asked).toEqual(['GET /ping/secret-id?key=secret']);
    expect(lines).toEqual([]);
  });

  test('goes out after a clean audit, and falls silent while something is wrong', async () => {
    let beats = 0;
    const heartbeatUrl = await listening((_request, response) => {
      beats += 1;
      response.end();
    });
    const watched = { ...w.services, settings: { ...w.services.settings, heartbeatUrl } };
    await auditAndBeat(watched);
    expect(beats).toBe(1);
    const { robot } = await w.wecomRobot('office');
    await w.services.store.robots.setStopped(robot.id, '机器人已被移出群聊');
    await auditAndBeat(watched);
    expect(beats).toBe(1);
  });

  test('a refusal or silence is logged with the host alone and harms nothing', async () => {
    const url = await listening((_request, response) => {
      response.statusCode = 500;
      response.end();
    });
    expect(await beat(`${url}/ping/secret-id?key=secret`, log)).toBe(false);
    expect(await beat('http://127.0.0.1:9/ping/secret-id?key=secret', log)).toBe(false);
    expect(lines.map(({ words }) => words)).toEqual(['heartbeat was not taken', 'heartbeat was not answered']);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });
});
