/** Which addresses a robot may have: the platform's own host over https, or one that the configuration names. */
import type { Fault } from '../../core/refusal.js';
import { isAllowedHost, isSafeProtocol } from './base-address.js';
import type { ReadAddress } from './channel.js';

export interface AddressShape {
  readonly platform: string;
  readonly host: string;
  readonly path: string;
  /** The query parameter that holds the robot's key. */
  readonly key: string;
  readonly example: string;
}

const PLACE = '机器人地址';

/** An address is letters, digits and signs; URL itself would silently drop a line break and turn a wide letter into a narrow one. */
const PRINTED = /^[\x21-\x7e]+$/;
/** Both platforms make keys of these alone; anything else was mistyped or put there on purpose. */
const KEY = /^[0-9A-Za-z_-]{1,200}$/;

function faultsOf(url: URL, shape: AddressShape, allowedHosts: readonly string[]): readonly Fault[] {
  const faults: string[] = [];
  if (!isAllowedHost(url, shape.host, allowedHosts)) {
    const words = `不是${shape.platform}的机器人地址。`;
    faults.push(`${words}请填以 ${shape.example} 开头的地址；私有化部署请先在配置 DUBAN_ALLOWED_ROBOT_HOSTS 中加入这个主机。`);
  } else if (!isSafeProtocol(url)) faults.push('要以 https:// 开头。');
  if (url.username !== '' || url.password !== '') faults.push('地址里不能带账号和密码。');
  const keys = url.searchParams.getAll(shape.key);
  if (url.pathname !== shape.path || keys.length === 0 || keys[0] === '') {
    faults.push(`不完整。请从${shape.platform}完整复制，形如 ${shape.example}?${shape.key}=…`);
  } else if (keys.length > 1 || !KEY.test(keys[0] ?? '')) {
    faults.push(`里的 ${shape.key} 只能有一个，且只含字母、数字和短横。请从${shape.platform}重新完整复制。`);
  }
  return faults.map((message) => ({ place: PLACE, message }));
}

/** Keeps only the host, the path and the key, so that a signature pasted along does no harm. */
export function readAddress(address: string, shape: AddressShape, allowedHosts: readonly string[]): ReadAddress {
  if (!PRINTED.test(address))
    return { faults: [{ place: PLACE, message: `里有空格、换行、汉字或看不见的字符。请从${shape.platform}重新完整复制。` }] };
  if (!URL.canParse(address)) return { faults: [{ place: PLACE, message: `不是完整网址。请从${shape.platform}完整复制。` }] };
  const url = new URL(address);
  const faults = faultsOf(url, shape, allowedHosts);
  if (faults.length > 0) return { faults };
  const key = url.searchParams.get(shape.key) ?? '';
  url.search = new URLSearchParams({ [shape.key]: key }).toString();
  url.hash = '';
  return { faults: [], address: url.toString(), tail: key.slice(-4) };
}
