/** A one-time code as it is passed on to its person. Needs no Taro. */
import type { OneTimeCode } from '../../../../core/contract/person.js';

/** Name, address, code and until when. Without the link where that opens on one machine only: it would lead its reader nowhere. */
export function codeToCopy({ name, code, link, linkOpens, untilWords }: OneTimeCode): string {
  const way = linkOpens ? `请打开 ${link} 设置账号和密码` : '请在登录页点“用一次性口令登录”';
  return `${name}：${way}。督办系统的一次性口令是 ${code}，${untilWords}前有效，只能用一次。`;
}

/** One paragraph a person. */
export const codesToCopy = (codes: readonly OneTimeCode[]): string => codes.map(codeToCopy).join('\n\n');
