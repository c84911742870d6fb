/** Turns the route table into koa-router's: parse, find out who asks, call, answer. */
import bodyParser from '@koa/bodyparser';
import Router from '@koa/router';
import type { Context, Next } from 'koa';
import { Refusal } from '../../core/refusal.js';
import { viewerFor } from '../actions/viewer.js';
import type { Services } from '../services.js';
import { parsed } from './input-faults.js';
import type { Route } from './route.js';

const json = bodyParser({ enableTypes: ['json'], jsonLimit: '256kb', jsonStrict: true });

/** The token of `Authorization: Bearer …`, or null. */
export function bearerOf(ctx: Context): string | null {
  const found = /^Bearer ([\w-]{20,100})$/.exec(ctx.get('authorization'));
  return found?.[1] ?? null;
}

async function whoAsks(services: Services, ctx: Context) {
  const token = bearerOf(ctx);
  const session = token === null ? null : await services.store.accounts.session(services.secrets.hashToken(token));
  if (session === null) throw new Refusal('not-signed-in', '请先登录。', { kind: 'unauthenticated', remedy: '登录后会回到刚才的页面。' });
  return viewerFor(services, session.personId);
}

/** A body is JSON or nothing; anything else is told apart here, not deep in an action. */
function bodyOf(ctx: Context): unknown {
  const body: unknown = ctx.request.body;
  if (body === undefined && ctx.request.length !== undefined && ctx.request.length > 0) {
    throw new Refusal('wrong-content-type', '提交的格式不对。', { remedy: '请使用 application/json。' });
  }
  return body ?? {};
}

function goneOf(ctx: Context): AbortSignal {
  const gone = new AbortController();
  ctx.res.once('close', () => {
    if (!ctx.res.writableFinished) gone.abort();
  });
  return gone.signal;
}

const isStream = ({ reads }: Route): boolean => reads === 'multipart' || reads === 'raw';

function handlerOf(services: Services, route: Route) {
  return async (ctx: Context & { params?: Record<string, string> }, next: Next): Promise<void> => {
    void next;
    const viewer = route.who === 'person' ? await whoAsks(services, ctx) : null;
    const asked = {
      services,
      body: isStream(route) ? undefined : parsed(route.body, bodyOf(ctx)),
      query: parsed(route.query, ctx.query),
      gone: goneOf(ctx),
      ctx,
      param: (name: string): string => {
        const value = ctx.params?.[name];
        if (value === undefined) throw new Error(`route ${route.path} has no ${name}`);
        return value;
      },
    };
    const answer =
      route.who === 'person' && viewer !== null
        ? await route.handle({ ...asked, viewer })
        : await (route as Extract<Route, { who: 'anyone' }>).handle(asked);
    if (route.answer !== undefined) {
      ctx.set('cache-control', 'no-store');
      ctx.body = answer;
    }
  };
}

export function mount(services: Services, routes: readonly Route[]): Router {
  const router = new Router();
  for (const route of routes) {
    const steps = route.method === 'post' && !isStream(route) ? [json, handlerOf(services, route)] : [handlerOf(services, route)];
    router.register(route.path, [route.method], steps as never);
  }
  return router;
}
