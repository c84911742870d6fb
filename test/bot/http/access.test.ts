/** Every route, asked by people who should not: no session, another unit’s clerk, hostile input. */
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { DEFAULT_RULES } from '../../../core/rating/model.js';
import type { Phone, World } from '../../support/world.js';
import { world } from '../../support/world.js';
import { routesOf } from '../../../bot/app.js';

/** What an owner of another unit gets where the path names something of ours: never data, never a change. */
const OUTSIDER: Readonly<Record<string, readonly number[]>> = {
  'get /api/tasks/:id': [404],
  'post /api/tasks/:id/actions': [404],
  'post /api/uploads': [403, 404],
  'get /api/uploads/:id/original': [404],
  'post /api/imports': [403],
  'get /api/imports/:id': [403],
  'get /api/imports/:id/marked': [403],
  'post /api/imports/:id/commit': [403],
  'get /api/rounds': [403],
  'get /api/rounds/:id/start': [403],
  'post /api/rounds/:id/start': [403],
  'get /api/people': [403],
  'post /api/people': [403],
  'post /api/people/:id': [403],
  'post /api/people/:id/code': [403],
  'post /api/units/:id': [403],
  'get /api/robots': [403],
  'post /api/robots': [403],
  'post /api/robots/:id/remove': [403],
  'post /api/chats': [403],
  'get /api/chats/:id/members': [403],
  'post /api/chats/:id/members': [403],
  'post /api/robots/:id/test': [403],
  'get /api/people/:id/stop': [403],
  'post /api/rounds/:id/withdraw': [403],
  'post /api/session/platform/link': [409],
  'get /api/directories/:kind': [403],
  'post /api/directories/:kind/read': [403],
  'post /api/directories/:kind/accept': [403],
  'get /api/connections': [403],
  'post /api/connections/:kind': [403],
  'post /api/connections/:kind/check': [403],
  'post /api/connections/:kind/retry': [403],
  'post /api/connections/:kind/remove': [403],
  'get /api/policies': [403],
  'post /api/policies': [403],
  'post /api/policies/forecast': [403],
  'get /api/policies/:version': [403],
  'post /api/policies/:version/restore': [403],
  'get /api/operations': [403],
  'get /api/operations/fates': [403],
  'post /api/operations/recall': [403],
  'get /api/board': [403],
  'get /api/board/export': [403],
  'get /api/board/recurring/export': [403],
  'get /api/board/report': [403],
  'get /api/board/recurring': [403],
  'get /api/tasks/:id/twins': [404],
  'post /api/findings/:id/sensitive': [403],
  'get /api/chat/rooms': [403],
  'get /api/chat/rooms/:id/messages': [403],
  'post /api/chat/rooms/:id/messages': [403],
  'post /api/tasks/:id/number': [404],
  'get /api/satisfaction': [403],
  'get /api/satisfaction/export': [403],
  'get /api/satisfaction/report': [403],
  'post /api/satisfaction/star': [403],
  'get /api/ratings': [403],
  'get /api/ratings/export': [403],
  'get /api/windows': [403],
  'post /api/windows': [403],
  'get /api/windows/sheets': [403],
  'post /api/windows/import': [403],
  'post /api/windows/rules': [403],
  'post /api/windows/key': [403],
  'post /api/windows/:id': [403],
  'post /api/windows/:id/renew': [403],
  'get /api/windows/:id/picture': [403],
  'post /api/windows/:id/code': [404],
  'post /api/windows/:id/waiting': [404],
};

/** Routes that answer anybody signed in with what is their own. */
const OWN = [
  'get /api/me',
  'get /api/my',
  'get /api/my/messages',
  'post /api/my/messages',
  'get /api/tasks',
  'get /api/tasks/export',
  'delete /api/session',
];

const BODIES: Readonly<Record<string, unknown>> = {
  'post /api/tasks/:id/actions': { requestId: 'request-1', version: 1, action: { kind: 'progress', text: 'x', percent: 10, evidenceIds: [] } },
  'post /api/imports/:id/commit': { requestId: 'request-2', people: {}, acceptChanges: true },
  'post /api/rounds/:id/start': { requestId: 'request-3' },
  'post /api/rounds/:id/withdraw': { requestId: 'request-3a' },
  'post /api/people': { requestId: 'request-4', name: '某人' },
  'post /api/people/:id': { requestId: 'request-5', name: '某人' },
  'post /api/units/:id': { requestId: 'request-6', name: '某科' },
  'post /api/robots': {
    requestId: 'request-7',
    kind: 'wecom',
    name: '群',
    group: 'office',
    address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x',
  },
};

const LATER_BODIES: typeof BODIES = {
  'post /api/chats': { requestId: 'request-20', name: '群', group: 'office' },
  'post /api/connections/:kind': { requestId: 'request-10', fields: { corpId: 'ww1234567890', agentId: '1000002', secret: 'x'.repeat(43) } },
  'post /api/operations/recall': { fateId: 'task : 1 : due-day : person:x > preview:person:x', reason: '发错人' },
  'post /api/session/platform/link': { requestId: 'request-12', ticket: 't'.repeat(43) },
  'post /api/directories/:kind/accept': { requestId: 'request-13', links: [{ personId: 'some-id', userId: 'HeJun' }] },
  'post /api/findings/:id/sensitive': { requestId: 'request-11', sensitive: true },
  'post /api/my/messages': { messageId: 'message000000000001', text: '潮汐窗口' },
  'post /api/chat/rooms/:id/messages': { messageId: 'message000000000002', text: '潮汐窗口' },
};

const WINDOW = { name: '1 号窗口', unitId: 'some-unit', handlerId: null, leaderId: null, staff: [], services: [], active: true };
const RATING_BODIES: typeof BODIES = {
  'post /api/tasks/:id/number': { requestId: 'request-12', reason: '看一下' },
  'post /api/satisfaction/star': { requestId: 'request-13', month: '2026-11', staffId: '001' },
  'post /api/windows': { requestId: 'request-14', ...WINDOW },
  'post /api/windows/:id': { requestId: 'request-15', ...WINDOW },
  'post /api/windows/rules': { requestId: 'request-16', rules: DEFAULT_RULES },
  'post /api/windows/:id/renew': { requestId: 'request-17' },
  'post /api/windows/:id/waiting': { requestId: 'request-18', minutes: 12 },
};

const POLICIES = { base: DEFAULT_POLICY, exceptions: [] };
const POLICY_BODIES: typeof BODIES = {
  'post /api/policies': { requestId: 'request-8', expectedVersion: 0, book: POLICIES },
  'post /api/policies/forecast': { book: POLICIES },
  'post /api/policies/:version/restore': { requestId: 'request-9', expectedVersion: 0 },
};

const name = (route: { readonly method: string; readonly path: string }) => `${route.method} ${route.path}`;
const routes = routesOf(null).filter((route) => route.who === 'person');

describe('access', () => {
  let w: World;
  let outsider: Phone;
  let taskId: string;

  beforeAll(async () => {
    w = await world({ today: '2026-11-24' });
    await w.supervise();
    taskId = (await (await w.phone('何俊')).task('潮汐窗口')).id;
    outsider = await w.phone('外单位办事员');
  });
  afterAll(() => w.close());

  const pathOf = (path: string) =>
    path
      .replace('/api/tasks/:id', `/api/tasks/${taskId}`)
      .replace(':id', 'some-id')
      .replace(':kind', 'wecomApp')
      .replace(':version', '1')
      .replace('/fates', '/fates?task=1');
  const askAs = (phone: Phone, route: { readonly method: string; readonly path: string }) => {
    if (route.method === 'get') return phone.get(pathOf(route.path));
    const form = new FormData();
    if (route.path === '/api/uploads') {
      form.append('uploadId', 'upload-of-mine');
      form.append('taskId', taskId);
    }
    if (route.path === '/api/windows/import') form.append('requestId', 'request-19');
    form.append('file', new Blob(['x']), 'x.csv');
    return phone.post(
      pathOf(route.path),
      ['/api/uploads', '/api/imports', '/api/windows/import'].includes(route.path)
        ? form
        : ({ ...BODIES, ...POLICY_BODIES, ...LATER_BODIES, ...RATING_BODIES }[name(route)] ?? {}),
    );
  };

  test('every route that needs a person is named here', () => {
    expect(routes.map(name).filter((one) => OUTSIDER[one] === undefined && !OWN.includes(one))).toEqual([]);
  });

  test.each(routes.filter((route) => route.method !== 'delete').map((route) => [name(route), route] as const))(
    '%s refuses who is not signed in',
    async (_name, route) => {
      expect((await askAs(w.stranger, route)).status).toBe(401);
    },
  );

  test.each(routes.filter((route) => OUTSIDER[name(route)] !== undefined).map((route) => [name(route), route] as const))(
    '%s gives an outsider nothing',
    async (one, route) => {
      const events = await w.base.db.collection('events').countDocuments();
      const answer = await askAs(outsider, route);
      expect(OUTSIDER[one]).toContain(answer.status);
      expect(JSON.stringify(answer.body)).not.toMatch(/潮汐窗口|何俊|陈立/);
      expect(await w.base.db.collection('events').countDocuments()).toBe(events);
    },
  );

  test('an outsider’s own lists are empty', async () => {
    expect((await outsider.get<{ total: number }>('/api/tasks')).body.total).toBe(0);
    expect((await outsider.get<{ total: number }>('/api/tasks?q=潮汐')).body.total).toBe(0);
    expect(await outsider.my()).toMatchObject({ review: [], tasks: [] });
  });

  test('an outsider who talks to the bot hears of nothing but themselves', async () => {
    for (const text of ['我的任务', '逾期', '统计', '潮汐窗口', '潮汐窗口那项', '全中心统计', '帮助']) {
      const answer = await outsider.post('/api/my/messages', { messageId: `message${String(text.length).padStart(12, '0')}`, text });
      expect(answer.status).toBe(200);
      expect(JSON.stringify((answer.body['messages'] as unknown[]).slice(1))).not.toMatch(/增设|何俊|陈立|政务服务科/);
    }
  });

  test('a section’s owner does not see another section’s task, and cannot tell it from one that does not exist', async () => {
    const zhou = await w.phone('周敏');
    const other = await zhou.get(`/api/tasks/${taskId}`);
    const none = await zhou.get('/api/tasks/000000000000000000000000');
    const facts = ({ status, body }: typeof other) => ({ status, error: { ...(body['error'] as object), requestId: '' } });
    expect(facts(other)).toEqual(facts(none));
  });

  test.each([
    ['an operator for a text', { requestId: { $gt: '' }, version: 1, action: { kind: 'sign' } }],
    ['an operator for a version', { requestId: 'request-a', version: { $gt: 0 }, action: { kind: 'sign' } }],
    ['an unknown field', { requestId: 'request-b', version: 1, action: { kind: 'sign' }, $where: '1' }],
    ['an unknown field inside', { requestId: 'request-c', version: 1, action: { kind: 'sign', status: 'closed' } }],
    ['an unknown action', { requestId: 'request-d', version: 1, action: { kind: 'close' } }],
    ['a list', [1, 2]],
  ])('%s is a 400 that changes nothing', async (_what, body) => {
    const owner = await w.phone('何俊');
    const before = await owner.task('潮汐窗口');
    const answer = await owner.post<{ error: { id: string; faults?: unknown[]; requestId: string } }>(`/api/tasks/${taskId}/actions`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await owner.task('潮汐窗口')).version).toBe(before.version);
  });

  test('__proto__ in a body is refused and pollutes nothing', async () => {
    const owner = await w.phone('何俊');
    const raw = '{"requestId":"request-e","version":1,"action":{"kind":"sign"},"__proto__":{"polluted":true}}';
    const answer = await fetch(`${w.url}/api/tasks/${taskId}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: raw,
    });
    expect([400, 401]).toContain(answer.status);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(owner.personId).not.toBe('');
  });

  test.each(['/api/tasks?q[$ne]=x', '/api/tasks?limit=0', '/api/tasks?light=blue', '/api/tasks?unknown=1', '/api/tasks?q=a&q=b'])(
    '%s is a 400',
    async (path) => {
      expect((await (await w.phone('何俊')).get(path)).status).toBe(400);
    },
  );

  test('a regular expression in a search is read as letters', async () => {
    expect((await (await w.phone('方正')).get<{ total: number }>(`/api/tasks?q=${encodeURIComponent('.*')}`)).body.total).toBe(0);
  });

  test('the API describes itself, answers for its health, and names what it does not know', async () => {
    const document = await w.stranger.get<{ openapi: string; paths: object }>('/api/openapi.json');
    expect(document.body.openapi).toBe('3.1.0');
    expect(Object.keys(document.body.paths)).toContain('/api/tasks/{id}/actions');
    expect((await w.stranger.get('/api/health')).status).toBe(200);
    expect((await w.stranger.get('/api/ready')).status).toBe(200);
    expect((await w.stranger.get('/api/nothing')).status).toBe(404);
  });
});
