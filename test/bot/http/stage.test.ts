/** The pages outside the API: the way in to an empty base, and the way home from an address that is none. */
import { type World, world } from '../../support/world.js';

describe('the pages outside the API', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: '2026-11-24' });
  });
  afterAll(() => w.close());

  const ask = (path: string, accept: string, method = 'GET') => fetch(`${w.url}${path}`, { method, headers: { accept } });
  const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';

  test('a mistyped address leads a person home in Chinese', async () => {
    const answer = await ask('/foo', BROWSER);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const html = await answer.text();
    expect(html).toContain('没有这个页面');
    expect(html).toContain('href="/"');
  });

  test.each([
    ['GET', '/foo'],
    ['POST', '/foo'],
    ['GET', '/stage/nothing.js'],
  ])('a program that asks %s %s gets the usual error', async (method, path) => {
    const answer = await ask(path, 'application/json', method);
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: { id: 'no-such-address', message: '没有这个地址。' } }]);
  });

  test.each([
    ['?code=a1&state=b2', 'http://host/app/?code=a1&state=b2#/pages/sign-in/index'],
    ['?to=https://elsewhere.example/', 'http://host/app/?to=https://elsewhere.example/#/pages/sign-in/index'],
    ['', 'http://host/app/#/pages/sign-in/index'],
  ])('the way back from a platform’s page (%s) leads to sign-in and nowhere else', async (search, there) => {
    const answer = await fetch(`${w.url}/app/back${search}`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(new URL(answer.headers.get('location') ?? '', 'http://host/app/back').href).toBe(there);
  });

  test('as long as nobody has an account the page at / knows it', async () => {
    const state = async () => (await ask('/stage/state', 'application/json')).json();
    expect(await state()).toMatchObject({ demo: false, isNew: true });
    const { personId } = await w.phone('方正');
    await w.services.store.accounts.save({ account: 'fangzheng', personId, passwordHash: 'x' });
    expect(await state()).toMatchObject({ demo: false, isNew: false });
  });
});
