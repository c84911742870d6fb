/** What a group robot is, where its address comes from, and what adding one still needs. Needs no Taro. */
import type { RobotNew } from '../../../../core/contract/robot.js';

export const WHAT_IT_IS =
  '群机器人是企业微信群或钉钉群里的一个自动发言账号，督办系统用它把每天的汇总发到群里。在群里添加机器人后，平台会给出一个地址，把这个地址粘贴到这里就接上了。';

export const ADDRESS_WORDS: Readonly<Record<RobotNew['kind'], string>> = {
  wecom: '地址在哪里：打开企业微信的群聊，点右上角，再点“群机器人”→“添加”，建好后复制机器人的 Webhook 地址。',
  dingtalk: '地址在哪里：打开钉钉群的“群设置”→“机器人”，添加“自定义”机器人，安全设置选“加签”，建好后复制 Webhook 地址和加签密钥。',
};

/** Why it cannot be added yet, as a sentence; null: it can. */
export function missingOf({
  name,
  group,
  address,
}: {
  readonly name: string;
  readonly group: string | null;
  readonly address: string;
}): string | null {
  const lacks = [name.trim() === '' ? '名称' : '', group === null ? '服务对象' : '', address.trim() === '' ? '机器人地址' : ''];
  const parts = lacks.filter((words) => words !== '');
  if (parts.length > 0) return `还要填：${parts.join('、')}。`;
  return /^https?:\/\/\S+$/.test(address.trim()) ? null : '机器人地址要以 https:// 开头，请把整条地址粘贴进来。';
}
