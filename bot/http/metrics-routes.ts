/** `GET /metrics`: with the token where one is set, else for this machine alone. No part of the API's document. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { Refusal } from '../../core/refusal.js';
import type { Services } from '../services.js';
import { type Metrics, openMetrics } from './metrics.js';
import { open, type Route } from './route.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function holdsToken(ctx: Context, token: string): boolean {
  const given = /^Bearer (\S+)$/.exec(ctx.get('authorization'))?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** A proxy on this machine speaks for others: what it passes on is not of this machine. */
const isOfThisMachine = (ctx: Context): boolean =>
  LOOPBACK.test(ctx.req.socket.remoteAddress ?? '') && FORWARDED.every((header) => ctx.get(header) === '');

function demandReader(ctx: Context, token: string | null): void {
  if (token === null ? isOfThisMachine(ctx) : holdsToken(ctx, token)) return;
  throw token === null
    ? new Refusal('metrics-closed', '运行指标只给本机读取。', { kind: 'forbidden', remedy: '要从别处读取，请设 METRICS_TOKEN。' })
    : new Refusal('metrics-token', '读取运行指标要带上 METRICS_TOKEN。', { kind: 'unauthenticated' });
}

export function metricsRoutes(services: Services): readonly Route[] {
  let metrics: Metrics | null = null;
  return [
    open({
      method: 'get',
      path: '/metrics',
      summary: 'Prometheus text',
      handle: async ({ ctx }) => {
        demandReader(ctx, services.settings.metricsToken ?? null);
        metrics ??= openMetrics(services);
        ctx.set('cache-control', 'no-store');
        const text = await metrics.text();
        ctx.type = metrics.contentType;
        ctx.body = text;
      },
    }),
  ];
}
