/** Group robots: added with a write-only address, tested, removed. */
import { z } from 'zod';
import { RobotLine, RobotList, RobotNew, RobotTest } from '../../core/contract/robot.js';
import { addRobot } from '../actions/add-robot.js';
import { listRobots } from '../actions/list-robots.js';
import { removeRobot } from '../actions/remove-robot.js';
import { testRobot } from '../actions/test-robot.js';
import { type Route, signedIn } from './route.js';

export const robotRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/robots',
    summary: 'Group robots, without their addresses',
    answer: RobotList,
    handle: ({ services, viewer }) => listRobots(services, viewer),
  }),
  signedIn({
    method: 'post',
    path: '/api/robots',
    summary: 'Add a robot; its address is write-only',
    body: RobotNew,
    answer: RobotLine,
    handle: ({ services, viewer, body }) => addRobot(services, viewer, body),
  }),
  signedIn({
    method: 'post',
    path: '/api/robots/:id/remove',
    summary: 'Remove a robot; what waits for it goes to the preview chat',
    answer: z.object({}),
    handle: async ({ services, viewer, param }) => {
      await removeRobot(services, viewer, param('id'));
      return {};
    },
  }),
  signedIn({
    method: 'post',
    path: '/api/robots/:id/test',
    summary: 'Send a test message to the robot’s group',
    answer: RobotTest,
    handle: ({ services, viewer, param }) => testRobot(services, viewer, param('id')),
  }),
];
