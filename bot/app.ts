/** The HTTP side as one koa application: middleware and routes. It does not listen and starts nothing. */
import { randomUUID } from 'node:crypto';
import Koa from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import { connectionRoutes } from './http/connection-routes.js';
import { directoryRoutes } from './http/directory-routes.js';
import { demoRoutes } from './http/demo-routes.js';
import type { DemoControls } from './demo/controls.js';
import { boardRoutes } from './http/board-routes.js';
import { callbackRoutes } from './http/callback-routes.js';
import { chatRoutes } from './http/chat-routes.js';
import { errorFunnel } from './http/errors.js';
import { evidenceRoutes } from './http/evidence-routes.js';
import { healthRoutes } from './http/health-routes.js';
import { importRoutes } from './http/import-routes.js';
import { metricsRoutes } from './http/metrics-routes.js';
import { mount } from './http/mount.js';
import { operationsRoutes } from './http/operations-routes.js';
import { peopleRoutes } from './http/people-routes.js';
import { policyRoutes } from './http/policy-routes.js';
import { ratingRoutes } from './http/rating-routes.js';
import { robotRoutes } from './http/robot-routes.js';
import type { Route } from './http/route.js';
import { sessionRoutes } from './http/session-routes.js';
import { pages } from './http/stage.js';
import { windowRoutes } from './http/window-routes.js';
import { taskRoutes } from './http/task-routes.js';
import type { Role } from './config.js';
import type { Services } from './services.js';
import type { H5State } from './start/h5-state.js';

export interface AppParts {
  /** Where the built H5 lies and how far its build is. */
  readonly h5: H5State;
  /** Null without `--demo`: the demo's routes then do not exist. */
  readonly demo: DemoControls | null;
  /** Rejects while the database is out of reach. */
  readonly ready: () => Promise<void>;
  /** A worker answers for its health and figures alone. */
  readonly role?: Role;
  /** How many proxies of ours add to X-Forwarded-For; absent or 0: none is believed. */
  readonly trustedProxies?: number;
}

/** Every route of the API but health, in the order of the document. */
export const routesOf = (demo: DemoControls | null): readonly Route[] => [
  ...sessionRoutes,
  ...taskRoutes,
  ...boardRoutes,
  ...evidenceRoutes,
  ...importRoutes,
  ...peopleRoutes,
  ...robotRoutes,
  ...connectionRoutes,
  ...directoryRoutes,
  ...policyRoutes,
  ...operationsRoutes,
  ...ratingRoutes,
  ...windowRoutes,
  ...chatRoutes,
  ...callbackRoutes,
  ...(demo === null ? [] : demoRoutes(demo)),
];

const securityHeaders = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Taro's H5 runtime sets inline styles; scripts stay strict.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      connectSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'", 'data:'],
      frameAncestors: ["'self'"],
      upgradeInsecureRequests: null,
    },
  },
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
});

export function createApp(services: Services, parts: AppParts): Koa {
  const app = new Koa();
  app.silent = true;
  // Whose address counts is decided by how many proxies of ours stand in front; without one nobody's header is believed.
  app.proxy = (parts.trustedProxies ?? 0) > 0;
  app.maxIpsCount = parts.trustedProxies ?? 0;
  app.use(async (ctx, next) => {
    ctx.state['requestId'] = randomUUID();
    ctx.set('x-request-id', String(ctx.state['requestId']));
    await next();
  });
  app.use(securityHeaders);
  app.use(errorFunnel(services.log));
  app.use(compress({ threshold: 1_024 }));
  const routes = parts.role === 'worker' ? [] : routesOf(parts.demo);
  const router = mount(services, [...routes, ...healthRoutes(parts.ready, routes), ...metricsRoutes(services)]);
  app.use(router.routes());
  if (parts.role !== 'worker') app.use(pages({ ...parts, isNew: async () => !(await services.store.accounts.any()) }));
  return app;
}
