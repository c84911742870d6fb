/** Sends a test message to a robot's group, now, and says in plain words what happened. A success puts a stopped robot back in service. */
import type { RobotTest } from '../../core/contract/robot.js';
import { demand, mayEditRobots } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { SendResult, Target } from '../channels/channel.js';
import type { MessageWords, Robot, Services } from '../services.js';
import { eventOf } from './event-of.js';
import { groupTarget } from './group-target.js';
import { groupWords } from './read-chat.js';
import { stopApp } from './send-message.js';
import { findRobot } from './robot-line.js';

const waitWords = (ms: number): string => (ms < 90_000 ? `${Math.ceil(ms / 1000)} 秒` : `${Math.ceil(ms / 60_000)} 分钟`);

/** `group`: by its name. */
export function testMessage(group: string): MessageWords {
  const text = `这是一条测试消息：督办系统已连接本群（${group}）。看到它就说明设置成功。`;
  return { title: '督办测试消息', text, markdown: `**督办测试消息**\n${text}`, card: null };
}

function wordsOf(result: SendResult, wasStopped: boolean): string {
  switch (result.kind) {
    case 'sent':
      return wasStopped ? '测试消息已发出，机器人已恢复使用。请到群里确认。' : '测试消息已发出，请到群里确认。';
    case 'later':
      return `测试消息没有发出。${result.words.replace('系统会自动重发', '请稍后再试')}`;
    case 'unknown':
      return `${result.words}请到群里看一看，没有收到再试一次。`;
    case 'refused':
      return `测试消息没有发出。${result.words}`;
  }
}

/** What the answer means for the robot itself. */
async function keep(services: Services, target: Extract<Target, { robot: Robot }>, result: SendResult): Promise<void> {
  const { store } = services;
  const { robot } = target;
  if (target.kind === 'chat' && result.kind === 'refused' && result.stops === 'connection') {
    await stopApp(services, target.app, result.words);
    return;
  }
  if (result.kind === 'sent') await store.robots.setWorked(robot.id);
  if (result.kind === 'sent' && robot.stopped !== null) await store.robots.setStopped(robot.id, null);
  if (result.kind === 'refused' && result.stops !== 'nothing') await store.robots.setStopped(robot.id, result.words);
  if (result.kind === 'later' && result.holdLane) await store.robots.hold(robot.id, result.afterMs);
}

/** Keeps the robot's pace like every other message. Refusals: `not-allowed`, `robot-not-found`. */
export async function testRobot(services: Services, viewer: Viewer, id: string): Promise<RobotTest> {
  demand(mayEditRobots(viewer), '测试群机器人');
  const robot = await findRobot(services, id);
  const channel = services.channels[robot.kind];
  const target = await groupTarget(services, robot);
  if (target === null) return { sent: false, words: '测试消息没有发出：企业微信应用没有接通。请在“接入”里检查连接后再试。' };
  const waitMs = (await services.store.robots.take(id, channel.perMinute))?.waitMs ?? 0;
  if (waitMs > 0) return { sent: false, words: `这个机器人刚刚发得较多，为免被平台限制，请等 ${waitWords(waitMs)}后再试。` };

  const now = services.clock.now();
  const message = { id: services.newId(), ...testMessage(groupWords(robot.group, await services.roster())) };
  const result = await channel.send(target, message, now);
  await keep(services, target, result);
  await services.store.events.insert([eventOf(services, viewer.person.id, 'tested', { kind: 'robot', id }, { result: result.kind })]);
  services.log.info('robot tested', { robot: id, result: result.kind });
  services.kick();
  return { sent: result.kind === 'sent', words: wordsOf(result, robot.stopped !== null) };
}
