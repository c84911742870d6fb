/** A one-time code as it is passed on to its person. Needs no Taro. */
import type { OneTimeCode } from '../../../../core/contract/person.js';

/** Without the link where that opens on one machine only: it would lead its reader nowhere. */
export function codeToCopy({ code, link, linkWarning }: OneTimeCode): string {
  const way = linkWarning === null ? `请打开 ${link} 设置账号和密码` : '请在登录页点“用一次性口令登录”';
  return `督办系统的一次性口令：${code}\n${way}，24 小时内有效，只能用一次。`;
}
