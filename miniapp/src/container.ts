/** Which platform's app holds this page, by what its browser says of itself. Needs no Taro. */
import type { ConnectionKind } from '../../core/contract/connection.js';

export const PLATFORM_WORDS: Readonly<Record<ConnectionKind, string>> = { wecomApp: '企业微信', dingtalkApp: '钉钉' };

/** Null: an ordinary browser, or WeChat itself. */
export function platformIn(userAgent: string): ConnectionKind | null {
  if (/\bwxwork\b/i.test(userAgent)) return 'wecomApp';
  return /dingtalk/i.test(userAgent) ? 'dingtalkApp' : null;
}
