/** The office takes a robot away. What waits for it goes to the preview chat: delivery finds the robot gone. */
import { demand, mayEditRobots } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';
import { eventOf } from './event-of.js';
import { findRobot } from './robot-line.js';

/** Refusals: `not-allowed`, `robot-not-found`. */
export async function removeRobot(services: Services, viewer: Viewer, id: string): Promise<void> {
  demand(mayEditRobots(viewer), '移除群机器人');
  const { kind, name, group } = await findRobot(services, id);
  await services.store.transaction(async (store) => {
    await store.robots.remove(id);
    await store.events.insert([eventOf(services, viewer.person.id, 'removed', { kind: 'robot', id }, { kind, name, group })]);
  });
  services.kick();
}
