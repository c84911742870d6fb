/** Who is in an application's group beside who should be; mended at a tap, after it was shown. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { ChatMembers } from '../../../../core/contract/robot.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { useErrand } from '../../hooks/use-errand.js';

export function ChatMembersBox({ id }: { readonly id: string }) {
  const [found, setFound] = useState<ChatMembers | null>(null);
  const errand = useErrand();
  const ask = (what: (id: string) => Promise<ChatMembers>) =>
    errand.run(async () => {
      setFound(await what(id));
      return null;
    });
  return (
    <View {...{ 'data-testid': 'chat-members-box' }}>
      {found === null ? null : <Said look={found.isDue ? 'care' : 'done'} words={found.words} testid="chat-difference" />}
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
      <View className="robot-buttons">
        <Button words="核对群成员" busy={errand.isBusy ? '正在核对' : null} onPress={() => void ask(api.chatMembers)} testid="check-members" />
        {found?.isDue === true ? <Button words="按此更新" look="main" onPress={() => void ask(api.keepChatMembers)} testid="keep-members" /> : null}
      </View>
    </View>
  );
}
