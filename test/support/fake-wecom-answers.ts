/** How WeCom says no: HTTP 200, a code, and a text with a long hint behind it that nobody should compare. */
import type { Judged } from './fake-gateway.js';

export const failure = (code: number, words: string) => ({
  errcode: code,
  errmsg: `${words}, hint: [1765432109876543210], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=${code}`,
});

export const refused = (code: number, words: string): Judged => ({ refused: failure(code, words) });
