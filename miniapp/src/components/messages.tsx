/** What was said in one conversation, oldest first, with the time above each: the bot on the left, oneself on the right. Opens at the newest. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import type { ChatMessage } from '../../../core/contract/chat.js';
import { ChatCard, type CardTaps } from './chat-card.js';
import { Empty } from './empty.js';
import './messages.css';

interface Props extends CardTaps {
  /** Whose messages these are, for whoever hears the page. */
  readonly label: string;
  readonly messages: readonly ChatMessage[];
  readonly emptyWords: string;
}

const sideOf = ({ by }: ChatMessage): string => (by === null ? 'is-bot' : by.isMe ? 'is-mine' : 'is-person');

/** Their own words need no name; in a group, others' do. */
const nameOf = ({ by }: ChatMessage): string | null => (by === null || by.isMe ? null : by.name);

export function Messages({ label, messages, emptyWords, ...taps }: Props) {
  const newest = messages.at(-1)?.id;
  useEffect(() => {
    if (newest !== undefined) void Taro.pageScrollTo({ selector: '.chat-end', duration: 0 }).catch(() => undefined);
  }, [newest]);
  return (
    <View {...{ role: 'log', 'aria-label': label }}>
      {messages.length === 0 ? <Empty words={emptyWords} /> : null}
      {messages.map((message, index) => (
        <View key={message.id} className="chat-message" {...{ 'data-testid': message.by === null ? 'message' : 'said-message' }}>
          {/* What follows at the same minute needs no second time. */}
          {message.atWords === messages[index - 1]?.atWords ? null : <View className="chat-at">{message.atWords}</View>}
          <View className={`chat-bubble-row ${sideOf(message)}`}>
            <View className={`chat-face ${sideOf(message)}`}>{message.by === null ? '督' : message.by.name.slice(0, 1)}</View>
            <View className="chat-words">
              {nameOf(message) === null ? null : <Text className="chat-side">{nameOf(message)}</Text>}
              {message.card === null ? <View className="chat-bubble">{message.text}</View> : <ChatCard card={message.card} {...taps} />}
            </View>
          </View>
        </View>
      ))}
      <View className="chat-end" />
    </View>
  );
}
