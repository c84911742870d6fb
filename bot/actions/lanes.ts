/** Which ways a notice takes: one lane a person, one lane each robot of a group. */
import type { Recipient } from '../../core/notice/model.js';
import type { Robot } from '../services.js';

/**
 * `preview:person:<id>` for a person; for a group every robot in service bound to it (`wecom:<robotId>`), else the
 * preview chat's room of that group. A person's own notices never go to a group's robot.
 */
export function lanesOf(recipient: Recipient, robots: readonly Robot[]): readonly string[] {
  if (recipient.kind === 'person') return [`preview:person:${recipient.id}`];
  const inService = robots.filter((robot) => robot.group === recipient.id && robot.stopped === null);
  return inService.length === 0 ? [`preview:group:${recipient.id}`] : inService.map((robot) => `${robot.kind}:${robot.id}`);
}

/** Groups with a robot in service. */
export const servedGroups = (robots: readonly Robot[]): ReadonlySet<string> =>
  new Set(robots.filter((robot) => robot.stopped === null).map((robot) => robot.group));
