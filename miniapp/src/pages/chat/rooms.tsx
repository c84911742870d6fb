/** People and groups on the left, the last words of each below its name. */
import { Text, View } from '@tarojs/components';
import type { ChatRoom } from '../../../../core/contract/chat.js';
import { Press } from '../../components/press.js';

interface Props {
  readonly rooms: readonly ChatRoom[];
  readonly chosen: string | null;
  /** By room: the time of the last message that was looked at on this device. */
  readonly read: Readonly<Record<string, string>>;
  readonly onOpen: (id: string) => void;
}

export const isNew = (room: ChatRoom, { chosen, read }: Pick<Props, 'chosen' | 'read'>): boolean =>
  room.unread > 0 && room.id !== chosen && room.lastAt !== read[room.id];

export function Rooms({ rooms, chosen, read, onOpen }: Props) {
  return (
    <View>
      {rooms.map((room) => (
        <Press
          key={room.id}
          className={`chat-entry${room.id === chosen ? ' is-here' : ''}`}
          onPress={() => onOpen(room.id)}
          testid={`room-${room.id}`}
          isPressed={room.id === chosen}
        >
          <View className={`chat-face is-${room.kind}`}>{room.kind === 'group' ? '群' : room.name.slice(0, 1)}</View>
          <View className="chat-entry-words">
            <View className="chat-entry-top">
              <Text>{room.name}</Text>
              <Text className="chat-side">{room.about}</Text>
            </View>
            <View className="chat-side chat-last">{room.lastWords ?? '还没有消息'}</View>
          </View>
          {isNew(room, { chosen, read }) ? (
            <View className="chat-unread" {...{ 'aria-label': `${room.unread} 条未读` }}>
              {String(room.unread)}
            </View>
          ) : null}
        </Press>
      ))}
    </View>
  );
}
