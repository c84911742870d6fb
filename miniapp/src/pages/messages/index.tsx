/** 和督办助手对话: what was said to me and what I say; a card leads to its task or takes a press. Opens from what was seen last. */
import Taro from '@tarojs/taro';
import { api, pictureAt } from '../../api.js';
import { Empty } from '../../components/empty.js';
import { Messages } from '../../components/messages.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Screen } from '../../components/screen.js';
import { SpeakBar } from '../../components/speak-bar.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { useMe } from '../../hooks/use-me.js';
import { useSpeaking } from '../../hooks/use-speaking.js';
import { pathIn } from '../../paths.js';

function open(address: string): void {
  const path = pathIn(address);
  if (path !== null) void Taro.navigateTo({ url: path });
}

export default function MessagesPage() {
  const me = useMe();
  // The name counts with the shape, as on 我的任务.
  const mine = useLoaded({ name: 'my-messages.2', load: api.myMessages, isKept: true });
  const topic = mine.value?.topic ?? null;
  const speaking = useSpeaking({ send: api.say, topic, onSaid: mine.reload });
  const bar = (
    <SpeakBar
      value={speaking.text}
      hint="例如：我的任务"
      onChange={speaking.type}
      onSend={speaking.say}
      isBusy={speaking.isBusy}
      wrong={speaking.wrong}
      topicWords={topic?.words ?? null}
      onPhoto={speaking.photo}
      onSample={me?.demo === true ? speaking.sample : undefined}
    />
  );
  return (
    <Screen title="督办助手" foot={me === null ? null : bar}>
      <NotLoaded of={mine} look="care" testid="wrong" />
      {me !== null && mine.value === null && mine.isLoading ? <Empty words="正在打开您的消息" /> : null}
      {me === null || mine.value === null ? null : (
        <Messages
          label="督办助手"
          messages={mine.value.messages}
          emptyWords="还没有发给您的消息。可以先问一句，例如“我的任务”，或说“帮助”。"
          onOpen={open}
          pictureAt={pictureAt}
          onButton={speaking.press}
        />
      )}
    </Screen>
  );
}
