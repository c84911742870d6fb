/** One conversation of the preview chat, and the line below it where the reader may talk there. */
import { View } from '@tarojs/components';
import type { ChatMessages } from '../../../../core/contract/chat.js';
import type { Me } from '../../../../core/contract/session.js';
import { api, pictureAt } from '../../api.js';
import { Messages } from '../../components/messages.js';
import { SpeakBar } from '../../components/speak-bar.js';
import { useSpeaking } from '../../hooks/use-speaking.js';

interface Props {
  readonly me: Me;
  readonly value: ChatMessages;
  readonly onOpen: (address: string) => void;
  readonly onSaid: () => void;
}

export function Room({ me, value: { room, messages, speaker, topic }, onOpen, onSaid }: Props) {
  const speaking = useSpeaking({ send: (said) => api.sayIn(room.id, said), topic, onSaid });
  return (
    <>
      <Messages
        label={room.name}
        messages={messages}
        emptyWords={`${room.name}还没有收到消息。`}
        onOpen={onOpen}
        pictureAt={pictureAt}
        onButton={speaker === null ? undefined : speaking.press}
      />
      {speaker === null ? null : (
        <View className="chat-speak">
          <SpeakBar
            value={speaking.text}
            hint="例如：我的任务"
            onChange={speaking.type}
            onSend={speaking.say}
            isBusy={speaking.isBusy}
            wrong={speaking.wrong}
            topicWords={topic?.words ?? null}
            onPhoto={speaking.photo}
            onSample={me.demo ? speaking.sample : undefined}
          />
        </View>
      )}
    </>
  );
}
