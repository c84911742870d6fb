/**
 * The pages outside the API: `/` (the stage, or the way into the H5), the built H5 below `/app/`, how far its build is, and
 * the way home from any other address.
 * What happens on the stage is in `stage/stage.js`.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { send } from '@koa/send';
import type { Context, Middleware } from 'koa';
import { Refusal } from '../../core/refusal.js';
import type { DemoControls } from '../demo/controls.js';
import type { H5State } from '../start/h5-state.js';

const STAGE = fileURLToPath(new URL('./stage/', import.meta.url));
/** The app, and the page of a citizen who rates. */
const PAGES: Readonly<Record<string, string>> = { '': 'index.html', 'index.html': 'index.html', rate: 'rate.html' };
const ASSETS: readonly string[] = ['stage.js', 'stage.css', 'frames.js', 'cards.js'];

export interface Pages {
  readonly h5: H5State;
  readonly demo: DemoControls | null;
  /** Nobody has an account yet: the way in is the link printed at the start. */
  readonly isNew: () => Promise<boolean>;
}

export function pages(parts: Pages): Middleware {
  return async (ctx, next) => {
    if (ctx.path.startsWith('/api')) return next();
    if (ctx.method === 'GET' || ctx.method === 'HEAD') await page(ctx, parts);
    if (ctx.status === 404 && ctx.body == null) await nowhere(ctx);
  };
}

async function page(ctx: Context, { h5, demo, isNew }: Pages): Promise<void> {
  if (ctx.path === '/') return stage(ctx);
  if (ctx.path === '/stage/state') {
    ctx.set('cache-control', 'no-store');
    ctx.body = { demo: demo !== null, isNew: demo === null && (await isNew()), h5: h5.progress() };
    return;
  }
  if (ctx.path.startsWith('/stage/')) return asset(ctx);
  // The fragment of a link survives a redirect.
  if (ctx.path === '/app') return ctx.redirect(`/app/${ctx.search}`);
  // A browser carries the fragment of the platform's page (`#wechat_redirect`) along, and the phone knows no such page of its own.
  if (ctx.path === '/app/back') return ctx.redirect(`./${ctx.search}#/pages/sign-in/index`);
  if (ctx.path.startsWith('/app/')) return phone(ctx, h5);
}

/** A mistyped address: a page for a person, the usual error for a program. */
async function nowhere(ctx: Context): Promise<void> {
  if (ctx.accepts('json', 'html') !== 'html') {
    throw new Refusal('no-such-address', '没有这个地址。', { kind: 'not-found', remedy: '首页在 /，接口说明在 /api/openapi.json。' });
  }
  ctx.type = 'html';
  ctx.body = await readFile(join(STAGE, 'nowhere.html'));
  ctx.status = 404;
}

async function stage(ctx: Context): Promise<void> {
  ctx.set('cache-control', 'no-cache');
  ctx.type = 'html';
  ctx.body = await readFile(join(STAGE, 'stage.html'));
}

async function asset(ctx: Context): Promise<void> {
  const name = ctx.path.slice('/stage/'.length);
  if (!ASSETS.includes(name)) return;
  ctx.set('cache-control', 'no-cache');
  await send(ctx, name, { root: STAGE });
}

async function phone(ctx: Context, h5: H5State): Promise<void> {
  const path = ctx.path.slice('/app/'.length);
  const page = PAGES[path];
  // While it is being built the stage stands in: it shows how far it is and goes on by itself.
  if (h5.progress().state !== 'ready') return page === undefined ? undefined : stage(ctx);
  if (page !== undefined) {
    const html = await readFile(join(h5.folder, page), 'utf8');
    ctx.set('cache-control', 'no-cache');
    allowInlineScripts(ctx, html);
    ctx.type = 'html';
    ctx.body = html;
    return;
  }
  const isHashed = /\.[0-9a-z]{8,}\./i.test(path);
  await send(ctx, path, { root: h5.folder, hidden: false, ...(isHashed ? { maxage: 365 * 86_400_000, immutable: true } : {}) }).catch(
    (error: { status?: number }) => {
      if (error.status !== 404) throw error;
    },
  );
}

/** Taro writes one inline script, which sets the root's type size; it is let in by its hash, others stay out. */
function allowInlineScripts(ctx: Context, html: string): void {
  const hashes = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  const policy = String(ctx.response.get('content-security-policy'));
  if (hashes.length > 0 && policy !== '')
    ctx.set(
      'content-security-policy',
      policy.replace(/script-src [^;]*/, (found) => `${found} ${hashes.join(' ')}`),
    );
}
