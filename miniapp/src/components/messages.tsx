/** Messages to one person or group, oldest first, with the time above each; a card where there is one. Opens at the newest. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import type { Card, ChatMessage } from '../../../core/contract/chat.js';
import { Empty } from './empty.js';
import './messages.css';
import { Press } from './press.js';

interface Props {
  /** Whose messages these are, for whoever hears the page. */
  readonly label: string;
  readonly messages: readonly ChatMessage[];
  readonly emptyWords: string;
  readonly onOpen: (url: string) => void;
}

function ChatLine({ line: { key, value, url }, onOpen }: { readonly line: Card['lines'][number]; readonly onOpen: (url: string) => void }) {
  const words = (
    <>
      <Text className="chat-key">{key}</Text>
      <Text className="chat-value">{value}</Text>
    </>
  );
  if (url === undefined) return <View className="chat-line">{words}</View>;
  return (
    <Press className="chat-line is-link" onPress={() => onOpen(url)} role="link" testid="card-line">
      {words}
    </Press>
  );
}

function ChatCard({ card, onOpen }: { readonly card: Card; readonly onOpen: (url: string) => void }) {
  return (
    <View className="chat-card" {...{ 'data-testid': 'chat-card' }}>
      <View className="chat-side">{card.source}</View>
      <View className="chat-title">{card.title}</View>
      {card.subtitle === null ? null : <View className="chat-side">{card.subtitle}</View>}
      {card.lines.map((line, index) => (
        <ChatLine key={`${line.key}${index}`} line={line} onOpen={onOpen} />
      ))}
      {card.foot === '' ? null : <View className="chat-foot">{card.foot}</View>}
      <View className="chat-links">
        {card.links.map((link) => (
          <Press key={link.url} className="chat-link" onPress={() => onOpen(link.url)} role="link" testid="card-link">
            <Text>{link.words}</Text>
          </Press>
        ))}
      </View>
    </View>
  );
}

export function Messages({ label, messages, emptyWords, onOpen }: Props) {
  const newest = messages.at(-1)?.id;
  useEffect(() => {
    if (newest !== undefined) void Taro.pageScrollTo({ selector: '.chat-end', duration: 0 }).catch(() => undefined);
  }, [newest]);
  return (
    <View {...{ role: 'log', 'aria-label': label }}>
      {messages.length === 0 ? <Empty words={emptyWords} /> : null}
      {messages.map((message) => (
        <View key={message.id} className="chat-message" {...{ 'data-testid': 'message' }}>
          <View className="chat-at">{message.atWords}</View>
          <View className="chat-bubble-row">
            <View className="chat-face is-bot">督</View>
            {message.card === null ? <View className="chat-bubble">{message.text}</View> : <ChatCard card={message.card} onOpen={onOpen} />}
          </View>
        </View>
      ))}
      <View className="chat-end" />
    </View>
  );
}
