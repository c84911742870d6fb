/** Is the process alive, may it take work, and what does the API look like. */
import { z } from 'zod';
import { Refusal } from '../../core/refusal.js';
import { openapiOf } from './openapi.js';
import { open, type Route } from './route.js';

const Health = z.object({ ok: z.boolean() });

/** `ready` rejects while the database is out of reach. */
export function healthRoutes(ready: () => Promise<void>, others: readonly Route[]): readonly Route[] {
  const routes: Route[] = [
    open({ method: 'get', path: '/api/health', summary: 'The process is alive', answer: Health, handle: async () => ({ ok: true }) }),
    open({
      method: 'get',
      path: '/api/ready',
      summary: 'The process may take work: the database answers',
      answer: Health,
      handle: async () => {
        await ready().catch(() => {
          throw new Refusal('not-ready', '数据库暂时连接不上。', { kind: 'unavailable', remedy: '系统会自动重连，请稍后再试。' });
        });
        return { ok: true };
      },
    }),
  ];
  const document = openapiOf([...others, ...routes]);
  routes.push(open({ method: 'get', path: '/api/openapi.json', summary: 'This document', answer: z.object({}), handle: async () => document }));
  return routes;
}
