/** Messages: each person's own, where they talk to the bot; and the preview chat, everything in the demo, read-only to the office otherwise. */
import { ChatMessages, ChatRooms, ChatSaid, ChatSay, MyMessages } from '../../core/contract/chat.js';
import { myMessages, roomOf } from '../actions/my-messages.js';
import { chatMessages, chatRooms } from '../actions/read-chat.js';
import { sayInChat } from '../actions/say-in-chat.js';
import { type Route, signedIn } from './route.js';

export const chatRoutes: readonly Route[] = [
  signedIn({
    method: 'get',
    path: '/api/my/messages',
    summary: 'The newest messages to me and of mine, oldest first; and the task last talked about',
    answer: MyMessages,
    handle: ({ services, viewer }) => myMessages(services, viewer),
  }),
  signedIn({
    method: 'post',
    path: '/api/my/messages',
    summary: 'Say something to the bot, press a button of a card, or offer photos; what would change data is asked back',
    body: ChatSay,
    answer: ChatSaid,
    handle: ({ services, viewer, body }) => sayInChat(services, viewer, roomOf(viewer), body),
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
  signedIn({
    method: 'post',
    path: '/api/chat/rooms/:id/messages',
    summary: 'The same in a room of the preview chat: one’s own, and in the demo anybody’s',
    body: ChatSay,
    answer: ChatSaid,
    handle: ({ services, viewer, body, param }) => sayInChat(services, viewer, param('id'), body),
  }),
];
