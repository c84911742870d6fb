/** Messages: each person's own; and the preview chat, everything in the demo, read-only to the office otherwise. */
import { ChatMessages, ChatRooms, MyMessages } from '../../core/contract/chat.js';
import { myMessages } from '../actions/my-messages.js';
import { chatMessages, chatRooms } from '../actions/read-chat.js';
import { type Route, signedIn } from './route.js';

export const chatRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/my/messages',
    summary: 'The newest messages to me, oldest first',
    answer: MyMessages,
    handle: ({ services, viewer }) => myMessages(services, viewer),
  }),
  signedIn({
    method: 'get',
    path: '/api/chat/rooms',
    summary: 'People and groups with their last message',
    answer: ChatRooms,
    handle: ({ services, viewer }) => chatRooms(services, viewer),
  }),
  signedIn({
    method: 'get',
    path: '/api/chat/rooms/:id/messages',
    summary: 'The newest messages of one room, oldest first',
    answer: ChatMessages,
    handle: ({ services, viewer, param }) => chatMessages(services, viewer, param('id')),
  }),
];
