/** Which base address a platform's API may have: the platform's own, or one that the configuration names. */
import type { Fault } from '../../core/refusal.js';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
/** Letters, digits and signs; URL itself would silently drop a line break and turn a wide letter into a narrow one. */
const PRINTED = /^[\x21-\x7e]+$/;

/** An entry of `allowedHosts` names a host, or a host with its port. */
export const isAllowedHost = (url: URL, ownHost: string, allowedHosts: readonly string[]): boolean =>
  url.host === ownHost || allowedHosts.includes(url.host) || allowedHosts.includes(url.hostname);

export const isSafeProtocol = (url: URL): boolean => url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));

/** `own`: the platform's, `https://qyapi.weixin.qq.com`. Answers the origin, or what is wrong with it. */
export function readBaseAddress(given: string, own: string, place: string, allowedHosts: readonly string[]): string | Fault {
  const fault = (message: string): Fault => ({ place, message });
  if (!PRINTED.test(given) || !URL.canParse(given)) return fault('不是完整网址，请填写以 https:// 开头的地址。');
  const url = new URL(given);
  if (!isAllowedHost(url, new URL(own).host, allowedHosts)) {
    return fault(`不是平台的地址 ${own}。私有化部署请先在配置 DUBAN_ALLOWED_ROBOT_HOSTS 中加入这个主机。`);
  }
  if (!isSafeProtocol(url)) return fault('要以 https:// 开头。');
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '' && url.pathname === '/';
  return isPlain ? url.origin : fault('只填到主机名，后面不带路径和参数。');
}
