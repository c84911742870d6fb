/** What a group robot is, where its address comes from, and what adding one still needs. Needs no Taro. */
import type { ChatOffer, RobotLine } from '../../../../core/contract/robot.js';

export const WHAT_IT_IS =
  '群机器人是企业微信群或钉钉群里的一个自动发言账号，督办系统用它把每天的汇总发到群里。在群里添加机器人后，平台会给出一个地址，把这个地址粘贴到这里就接上了。' +
  '接通了企业微信应用的，也可以让督办直接建一个应用群：成员按“人员”里的登记来，不用粘贴地址。';

export const KIND_WORDS: Readonly<Record<RobotLine['kind'], string>> = { wecom: '企业微信', dingtalk: '钉钉', wecomChat: '企业微信应用群' };

export const ADDRESS_WORDS: Readonly<Record<RobotLine['kind'], string>> = {
  wecom: '地址在哪里：打开企业微信的群聊，点右上角，再点“群机器人”→“添加”，建好后复制机器人的 Webhook 地址。',
  dingtalk: '地址在哪里：打开钉钉群的“群设置”→“机器人”，添加“自定义”机器人，安全设置选“加签”，建好后复制 Webhook 地址和加签密钥。',
  wecomChat: '群由督办应用建立，建好后成员会在企业微信里看到它。群里说的话督办收不到，要问情况请到应用里问。',
};

export interface RobotDraft {
  readonly kind: RobotLine['kind'];
  readonly name: string;
  readonly group: string | null;
  readonly address: string;
}

/** The fewest an application's group is made of. */
const FEWEST = 2;

/** Why it cannot be added yet, as a sentence; null: it can. `address` of an application's group is its chatid, empty for a new one. */
export function missingOf({ kind, name, group, address }: RobotDraft, offer: ChatOffer): string | null {
  const isChat = kind === 'wecomChat';
  if (isChat && offer.missing !== null) return offer.missing;
  const lacks = [name.trim() === '' ? '名称' : '', group === null ? '服务对象' : '', !isChat && address.trim() === '' ? '机器人地址' : ''];
  const parts = lacks.filter((words) => words !== '');
  if (parts.length > 0) return `还要填：${parts.join('、')}。`;
  if (isChat) return address.trim() !== '' || membersOf(offer, group).count >= FEWEST ? null : '成员不够，还不能建群。';
  return /^https?:\/\/\S+$/.test(address.trim()) ? null : '机器人地址要以 https:// 开头，请把整条地址粘贴进来。';
}

/** Who would be in the group. */
export const membersOf = ({ members }: ChatOffer, group: string | null): { readonly count: number; readonly words: string } =>
  members.find((one) => one.group === group) ?? { count: 0, words: '选择服务对象后，这里显示群里会有哪些人。' };
