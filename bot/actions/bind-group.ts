/** The office says in a platform's group what the group stands for: asked back first, since everybody there will read its figures. */
import type { GroupId } from '../../core/notice/model.js';
import { mayEditConnections } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import type { AppKind, Services } from '../services.js';
import { eventOf } from './event-of.js';
import { robotGroups } from './list-robots.js';

export interface GroupChat {
  readonly kind: AppKind;
  /** The platform's id. */
  readonly chatId: string;
}

interface Said {
  readonly title: string;
  readonly text: string;
}

const WORDS = /^(确认)?(绑定|解除绑定)\s*(.*)$/;
const said = (title: string, text: string): Said => ({ title, text: `${title}\n${text}` });

const plain = (name: string): string => name.replaceAll(/[\s“”"']/g, '').replace(/群$/, '');

/** `领导小组`, `巡察办`, a unit's name; null where none or several are called so. */
function groupNamed(name: string, roster: Roster): { readonly id: GroupId; readonly words: string } | null {
  const found = robotGroups(roster).filter(({ words }) => plain(words) === plain(name));
  return found.length === 1 ? (found[0] ?? null) : null;
}

async function write(services: Services, viewer: Viewer, { kind, chatId }: GroupChat, group: GroupId | null): Promise<void> {
  await services.store.transaction(async (store) => {
    await store.groupChats.bind(kind, chatId, group);
    const action = group === null ? 'groupUnbound' : 'groupBound';
    await store.events.insert([eventOf(services, viewer.person.id, action, { kind: 'connection', id: kind }, { chatId, group })]);
  });
  services.log.info('group chat bound', { app: kind, group });
}

/** `绑定政务服务科`, `确认绑定政务服务科`, `解除绑定`; null: it is about something else. */
export async function bindByWords(services: Services, viewer: Viewer, chat: GroupChat, text: string): Promise<Said | null> {
  const [, sure, verb, name = ''] = WORDS.exec(text.trim()) ?? [];
  if (verb === undefined) return null;
  if (!mayEditConnections(viewer)) return said('没有办成', '只有巡察办可以说明这个群属于哪个单位。请联系巡察办。');
  if (verb === '解除绑定') {
    if (sure === undefined) return said('请确认：不再在这个群里回答', '确认的话，请@我说“确认解除绑定”。');
    await write(services, viewer, chat, null);
    return said('已解除绑定', '这个群不再对应任何单位。在这里@我的人，我只单独回答他。');
  }
  const group = groupNamed(name, await services.roster());
  if (group === null) return said('没有找到这个群', '请@我说“绑定”加上“领导小组”“巡察办”或单位的全称，例如“绑定领导小组”。');
  if (sure === undefined) {
    const reads = group.id.startsWith('unit:') ? `${group.words}及其下属单位的任务` : '全部任务';
    return said(`请确认：这个群是${group.words}群`, `绑定后，群里的每个人都能问到${reads}的情况。确认的话，请@我说“确认绑定${group.words}”。`);
  }
  await write(services, viewer, chat, group.id);
  return said(`已绑定：这个群是${group.words}群`, '现在可以@我说“统计”“逾期”“本周到期”。要撤销请@我说“解除绑定”。');
}
