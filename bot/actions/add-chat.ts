/** The office lets WeCom's application make a group, or binds one that it made elsewhere. */
import type { ChatNew, RobotLine } from '../../core/contract/robot.js';
import { demand, mayEditRobots } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { type Fault, faulty, Refusal } from '../../core/refusal.js';
import type { Services } from '../services.js';
import { robotFaults, unitsNow } from './add-robot.js';
import { CHAT_APP, chatApp, isEnough, wantedIn } from './chat-members.js';
import { eventOf } from './event-of.js';
import { idFrom } from './id-from.js';
import { userIdOf } from './lanes.js';
import { once } from './once.js';
import { requestOf } from './request.js';
import { findRobot, robotLine } from './robot-line.js';

const CHAT_ID_LENGTH = 32;

const notMade = (words: string): Refusal => new Refusal('chat-not-made', '没有建成。', { kind: 'conflict', remedy: words });

/**
 * The platform is asked before anything is kept. The group's id is made of the request, so that a request whose answer was lost finds
 * its own group. The same `requestId` again answers with the group of the first time. Refusals: `not-allowed`, `robot-faults`,
 * `connection-missing`, `chat-not-made` with why.
 */
export async function addChat(services: Services, viewer: Viewer, { requestId, ...asked }: ChatNew): Promise<RobotLine> {
  demand(mayEditRobots(viewer), '添加群机器人');
  const [roster, app] = [await services.roster(), await chatApp(services)];
  const channel = services.channels.wecomChat;
  const { name, group } = asked;
  const given = asked.chatId ?? '';
  const request = requestOf(viewer, requestId, { addChat: asked });
  const chatId = given === '' ? idFrom(['chat', viewer.person.id, requestId], CHAT_ID_LENGTH) : given;
  const read = channel.readChatId(chatId);
  const wanted = wantedIn(group, viewer.person, roster);
  const few: readonly Fault[] =
    given !== '' || isEnough(wanted) ? [] : [{ place: '成员', message: '要有 2 到 2000 人登记了企业微信账号才能建群。请先在“人员”里登记。' }];
  const faults = [...robotFaults(services, [], roster, asked, read), ...few];
  if (faults.length > 0 || !('address' in read)) throw faulty('robot-faults', faults, '请改正后再添加。');
  const sealed = { sealedAddress: services.secrets.seal(read.address), sealedSecret: null, addressTail: read.tail };
  if (given === '') {
    const made = await channel.create(app, { chatId, name, ownerId: userIdOf(CHAT_APP, viewer.person), userIds: wanted.userIds });
    if (made.kind !== 'sent') throw notMade(made.words.replace('系统会自动重发', '请稍后再试'));
  } else {
    const found = await channel.find(app, sealed);
    if (found.kind === 'failed') throw notMade(found.words);
  }
  const id = await once(services, request, '已添加。', async (store) => {
    await store.people.hold();
    const twins = robotFaults(services, await store.robots.list(), await unitsNow(store), asked, read);
    if (twins.length > 0) throw faulty('robot-faults', twins, '请改正后再添加。');
    const robotId = services.newId();
    await store.robots.save({ id: robotId, kind: 'wecomChat', name, group, ...sealed, stopped: null });
    const made = { kind: 'wecomChat', name, group, members: given === '' ? wanted.people.map((person) => person.id) : [] };
    await store.events.insert([eventOf(services, viewer.person.id, 'added', { kind: 'robot', id: robotId }, made)]);
    return robotId;
  });
  return robotLine(await findRobot(services, id), roster);
}
