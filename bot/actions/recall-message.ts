/** A wrong message is taken back, where its platform can: by the office, with a reason. What was due by it is not sent again. */
import type { MessageRecall, MessageRecalled } from '../../core/contract/operations.js';
import { demand, mayRecallMessages } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { RecallResult } from '../channels/channel.js';
import type { Dispatch, Services } from '../services.js';
import { eventOf } from './event-of.js';
import { idFrom } from './id-from.js';
import { isAppKind, userIdOf } from './lanes.js';

const SEPARATOR = ' > ';

const kept = (words: string): Refusal => new Refusal('message-kept', '没有撤回。', { kind: 'conflict', remedy: words });

/** Robots of groups: their platforms give a message no name by which it could be taken back. */
const isRobotLane = (lane: string): boolean => /^(wecom|dingtalk|wecomChat):/.test(lane);

/** As `fate-words` names a fate. Throws Refusal `message-not-found`, `message-kept`. */
async function findDispatch({ store }: Services, fateId: string): Promise<Dispatch> {
  const at = fateId.lastIndexOf(SEPARATOR);
  const [key, lane] = at < 0 ? ['', ''] : [fateId.slice(0, at), fateId.slice(at + SEPARATOR.length)];
  if (isRobotLane(lane)) throw kept('平台不支持撤回群机器人和应用群里的消息。请在群里另发一条说明。');
  const found = await store.dispatches.of(key, lane);
  if (found !== null) return found;
  throw new Refusal('message-not-found', '没有找到这条已发出的消息。', { kind: 'not-found', remedy: '请刷新消息去向后再看。' });
}

/** By the way the message went. */
async function recallByLane(services: Services, { lane, messageId, recipient }: Dispatch): Promise<RecallResult> {
  const [kind] = lane.split(':');
  if (!isAppKind(kind)) return { kind: 'recalled' };
  const app = await services.store.apps.find(kind);
  const person = (await services.roster()).person(recipient.id);
  const userId = person === null ? null : userIdOf(kind, person);
  const channel = services.channels[kind];
  if (app === null || userId === null) return { kind: 'kept', words: `${channel.name}的接入或这个人的账号已经不在，撤不回来。请另发一条说明。` };
  return channel.recall({ kind: 'member', app, personId: recipient.id, userId }, messageId);
}

/** The person's own room keeps that there was one, and no longer what it said. */
const roomCopyOf = ({ lane, keys, messageId }: Dispatch): string => (lane.startsWith('preview:') ? messageId : idFrom([lane, [...keys].sort()], 24));

/** Refusals: `not-allowed`, `message-not-found`, `message-recalled-before` (409), `message-kept` with why. */
export async function recallMessage(services: Services, viewer: Viewer, { fateId, reason }: MessageRecall): Promise<MessageRecalled> {
  demand(mayRecallMessages(viewer), '撤回消息');
  const dispatch = await findDispatch(services, fateId);
  const [note] = await services.store.dispatches.notes([dispatch]);
  if (note?.recalled != null) throw recalledBefore();
  const wasAsked = await services.store.dispatches.beginRecall(dispatch);
  const result = await recallByLane(services, dispatch);
  // Asked before without an answer that was kept: what the platform no longer has it took back then.
  if (result.kind === 'kept' && !(wasAsked && result.says === 'no')) {
    if (!wasAsked && result.says !== 'nothing') await services.store.dispatches.endRecall(dispatch);
    throw kept(result.words);
  }
  const at = services.clock.now();
  await services.store.transaction(async (store) => {
    if (!(await store.dispatches.noteRecall(dispatch, { at, by: viewer.person.id, reason }))) throw recalledBefore();
    await store.previews.replaceWords(roomCopyOf(dispatch), `这条消息已由巡察办撤回（${instantWords(at, dayOf(at))}）：${reason}`);
    const { lane, keys, taskIds, recipient } = dispatch;
    await store.events.insert([
      eventOf(services, viewer.person.id, 'messageRecalled', { kind: 'person', id: recipient.id }, { lane, keys, taskIds, reason }),
    ]);
  });
  services.log.info('message recalled', { lane: dispatch.lane, notices: dispatch.keys.length });
  const others = dispatch.keys.length - 1;
  return { words: `已撤回。${others === 0 ? '' : `同一条消息里的另外 ${others} 项提醒也一并撤回。`}需要时请另行告知收件人。` };
}

const recalledBefore = (): Refusal =>
  new Refusal('message-recalled-before', '这条消息已经撤回过。', { kind: 'conflict', remedy: '请刷新消息去向。' });
