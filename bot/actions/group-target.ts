/** How a group's robot is reached: by its own address, or by the application whose group it is. */
import type { Target } from '../channels/channel.js';
import type { Robot, Services } from '../services.js';
import { appOfRobot } from './lanes.js';

/** Null where the application it needs is gone or out of service. */
export async function groupTarget({ store }: Services, robot: Robot): Promise<Extract<Target, { kind: 'robot' | 'chat' }> | null> {
  const kind = appOfRobot(robot);
  if (kind === null) return { kind: 'robot', robot };
  const app = await store.apps.find(kind);
  return app === null || app.stopped !== null ? null : { kind: 'chat', app, robot };
}
