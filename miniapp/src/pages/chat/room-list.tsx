/** The left side of the preview chat: what time it is, whether robots serve the groups, and the rooms; or what comes first. */
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ChatRooms } from '../../../../core/contract/chat.js';
import type { Me } from '../../../../core/contract/session.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { Said } from '../../components/said.js';
import { IMPORT, LEDGER, ROBOTS } from '../../paths.js';
import { isNew, Rooms } from './rooms.js';

interface Props {
  readonly me: Me;
  readonly value: ChatRooms;
  readonly chosen: string | null;
  readonly read: Readonly<Record<string, string>>;
  readonly onOpen: (id: string) => void;
  readonly onReadAll: () => void;
}

function NoRobot({ mayAdd }: { readonly mayAdd: boolean }) {
  return (
    <Said look="note" words="还没有接入群机器人：消息只出现在这里和各人的“我的任务”里。" testid="no-robot">
      {mayAdd ? <Button words="添加机器人" onPress={() => void Taro.navigateTo({ url: ROBOTS })} testid="to-robots" /> : null}
    </Said>
  );
}

function NoMessage({ empty, mayImport }: { readonly empty: ChatRooms['empty']; readonly mayImport: boolean }) {
  const next = mayImport ? empty?.next : null;
  return (
    <Empty words={empty?.words ?? '还没有消息。'}>
      {next === 'import' ? <Button words="导入台账" look="main" onPress={() => void Taro.reLaunch({ url: IMPORT })} testid="to-import" /> : null}
      {next === 'ledger' ? <Button words="看台账" look="main" onPress={() => void Taro.reLaunch({ url: LEDGER })} testid="to-ledger" /> : null}
    </Empty>
  );
}

export function RoomList({ me, value, chosen, read, onOpen, onReadAll }: Props) {
  return (
    <>
      <View className="chat-now" {...{ 'data-testid': 'chat-now' }}>{`现在是 ${value.nowWords}`}</View>
      {value.servedGroups === 0 && !me.demo ? <NoRobot mayAdd={me.may.robots} /> : null}
      {value.rooms.some((room) => isNew(room, { chosen, read })) ? (
        <Button words="全部标为已读" look="quiet" onPress={onReadAll} testid="read-all" />
      ) : null}
      {value.rooms.length === 0 ? (
        <NoMessage empty={value.empty} mayImport={me.may.import} />
      ) : (
        <Rooms rooms={value.rooms} chosen={chosen} read={read} onOpen={onOpen} />
      )}
    </>
  );
}
