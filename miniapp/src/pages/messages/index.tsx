/** 我的消息: what was said to me, as the preview chat shows it; a card leads to its task. Opens from what was seen last. */
import Taro from '@tarojs/taro';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { Messages } from '../../components/messages.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { useMe } from '../../hooks/use-me.js';
import { pathIn } from '../../paths.js';

function open(address: string): void {
  const path = pathIn(address);
  if (path !== null) void Taro.navigateTo({ url: path });
}

export default function MessagesPage() {
  const me = useMe();
  const mine = useLoaded({ name: 'my-messages', load: api.myMessages, isKept: true });
  return (
    <Screen title="我的消息">
      {mine.wrong === null ? null : (
        <Said look="care" words={mine.wrong} testid="wrong">
          <Button words="重试" onPress={mine.reload} testid="retry" />
        </Said>
      )}
      {me !== null && mine.value === null && mine.isLoading ? <Empty words="正在打开您的消息" /> : null}
      {me === null || mine.value === null ? null : (
        <Messages
          label="我的消息"
          messages={mine.value.messages}
          emptyWords="还没有发给您的消息。任务临近时限、逾期、被退回或需要您审核时，消息会出现在这里。"
          onOpen={open}
        />
      )}
    </Screen>
  );
}
