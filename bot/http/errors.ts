/** The one funnel for errors: a Refusal shows its words, anything else is a bug and shows only its request id. */
import type { Context, Next } from 'koa';
import type { ErrorAnswer } from '../../core/contract/fault.js';
import { Refusal, type RefusalKind } from '../../core/refusal.js';
import type { Log } from '../services.js';

const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-much': 413,
  'too-often': 429,
  unavailable: 503,
};

/** What koa and its body parser throw for a request that is broken itself. */
function brokenRequest(error: unknown): Refusal | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  if (status === 413) return new Refusal('too-large', '提交的内容太大。', { kind: 'too-much', remedy: '请减少文字后再试。' });
  if (status === 415) return new Refusal('wrong-content-type', '提交的格式不对。');
  if (status >= 400 && status < 500) return new Refusal('request-broken', '提交的内容无法识别。', { remedy: '请刷新页面后再试。' });
  return null;
}

function answerOf(refusal: Refusal, requestId: string): ErrorAnswer {
  return {
    error: {
      id: refusal.id,
      message: refusal.message,
      ...(refusal.remedy === undefined ? {} : { remedy: refusal.remedy }),
      ...(refusal.faults.length === 0 ? {} : { faults: [...refusal.faults] }),
      ...(refusal.facts === undefined ? {} : { facts: { ...refusal.facts } }),
      requestId,
    },
  };
}

/** What opens somebody's own rating stands in its path. */
const withoutToken = (path: string): string => path.replace(/(\/ratings\/mine\/)[^/]+/, '$1…');

export function errorFunnel(log: Log) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null && ctx.path.startsWith('/api')) {
        throw new Refusal('no-such-address', '没有这个地址。', { kind: 'not-found' });
      }
    } catch (error) {
      const requestId = String(ctx.state['requestId']);
      const refusal = error instanceof Refusal ? error : brokenRequest(error);
      if (refusal === null) {
        log.error('request failed', {
          requestId,
          method: ctx.method,
          path: withoutToken(ctx.path),
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        ctx.status = 500;
        ctx.body = answerOf(
          new Refusal('internal', '系统出了问题，这一步没有完成。', {
            remedy: `您填写的内容还在，请稍后再试。如再次出现，请把编号 ${requestId} 告诉巡察办。`,
          }),
          requestId,
        );
        return;
      }
      ctx.status = STATUS[refusal.kind];
      ctx.body = answerOf(refusal, requestId);
    }
  };
}
