/** Group robots: added with a write-only address, tested, removed. */
import { z } from 'zod';
import { ChatMembers, ChatNew, RobotLine, RobotList, RobotNew, RobotTest } from '../../core/contract/robot.js';
import { addChat } from '../actions/add-chat.js';
import { addRobot } from '../actions/add-robot.js';
import { keepChatMembers, readChatMembers } from '../actions/keep-chat.js';
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
    path: '/api/chats',
    summary: 'Let WeCom’s application make a group of a unit’s people, or bind one it made elsewhere',
    body: ChatNew,
    answer: RobotLine,
    handle: ({ services, viewer, body }) => addChat(services, viewer, body),
  }),
  signedIn({
    method: 'get',
    path: '/api/chats/:id/members',
    summary: 'Who is in an application’s group beside who should be',
    answer: ChatMembers,
    handle: ({ services, viewer, param }) => readChatMembers(services, viewer, param('id')),
  }),
  signedIn({
    method: 'post',
    path: '/api/chats/:id/members',
    summary: 'Bring the members of an application’s group in line',
    answer: ChatMembers,
    handle: ({ services, viewer, param }) => keepChatMembers(services, viewer, param('id')),
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
