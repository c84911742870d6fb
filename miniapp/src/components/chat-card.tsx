/** A card in a conversation: its facts, where it leads, and the buttons that call back, where somebody may press them. */
import { Image, Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { linksBeside } from '../../../core/chat/links-beside.js';
import type { Card, CardButton } from '../../../core/contract/chat.js';
import { ChatLists } from './chat-lists.js';
import { Press } from './press.js';

export interface CardTaps {
  readonly onOpen: (url: string) => void;
  /** Where a picture of ours is fetched from here, whatever name the house has outside. */
  readonly pictureAt: (url: string) => string;
  /** Absent where the reader does not speak: buttons are then not shown. */
  readonly onButton?: ((button: CardButton, picked?: Readonly<Record<string, string>>) => void) | undefined;
}

interface Props extends CardTaps {
  readonly card: Card;
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

export function ChatCard({ card, onOpen, pictureAt, onButton }: Props) {
  const picture = card.image === undefined ? null : pictureAt(card.image);
  const buttons = onButton === undefined ? [] : (card.buttons ?? []);
  const links = linksBeside({ links: card.links, buttons });
  return (
    <View className="chat-card" {...{ 'data-testid': 'chat-card' }}>
      <View className="chat-side">{card.source}</View>
      <View className="chat-title">{card.title}</View>
      {card.subtitle === null ? null : <View className="chat-side">{card.subtitle}</View>}
      {card.lines.map((line, index) => (
        <ChatLine key={`${line.key}${index}`} line={line} onOpen={onOpen} />
      ))}
      {picture === null ? null : (
        <Press
          className="chat-picture"
          onPress={() => void Taro.previewImage({ urls: [picture] })}
          label={`${card.title}，点开看大图`}
          testid="card-picture"
        >
          <Image src={picture} mode="widthFix" {...{ alt: card.title }} />
        </Press>
      )}
      {card.foot === '' ? null : <View className="chat-foot">{card.foot}</View>}
      {card.choose === undefined || onButton === undefined ? null : <ChatLists choose={card.choose} onSubmit={onButton} />}
      {buttons.length + links.length === 0 ? null : (
        <View className="chat-links">
          {buttons.map((button) => (
            <Press
              key={button.key}
              className={`chat-link${button.key.startsWith('confirm:') ? ' is-main' : ''}`}
              onPress={() => onButton?.(button)}
              testid="card-button"
            >
              <Text>{button.words}</Text>
            </Press>
          ))}
          {links.map((link) => (
            <Press key={link.url} className="chat-link" onPress={() => onOpen(link.url)} role="link" testid="card-link">
              <Text>{link.words}</Text>
            </Press>
          ))}
        </View>
      )}
    </View>
  );
}
