/** The bar below the rooms: only those this person may open; what does not fit and what is about the phone stands under 更多. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { Me } from '../../../core/contract/session.js';
import { Button } from './button.js';
import { CareButton } from './care-button.js';
import { Press } from './press.js';
import './room-bar.css';
import { Sheet } from './sheet.js';

export type RoomName =
  | 'my'
  | 'ledger'
  | 'board'
  | 'import'
  | 'people'
  | 'robots'
  | 'connections'
  | 'policies'
  | 'operations'
  | 'windows'
  | 'satisfaction'
  | 'chat';

interface Props {
  readonly me: Me;
  readonly here: RoomName;
  readonly onSignOut: () => void;
}

const WORDS: Readonly<Record<RoomName, string>> = {
  my: '我的任务',
  ledger: '台账',
  board: '看板',
  import: '导入',
  people: '人员',
  robots: '机器人',
  connections: '接入',
  policies: '督办规则',
  operations: '运行情况',
  windows: '服务窗口',
  satisfaction: '满意度',
  chat: '消息预览',
};
const IN_BAR: readonly RoomName[] = ['my', 'board', 'ledger', 'chat'];
const IN_SHEET: readonly RoomName[] = ['satisfaction', 'windows', 'import', 'people', 'robots', 'connections', 'policies', 'operations'];

const open = (room: RoomName): void => void Taro.reLaunch({ url: `/pages/${room}/index` });

export function RoomBar({ me, here, onSignOut }: Props) {
  const [isOpen, turn] = useState(false);
  const may = (room: RoomName): boolean => room === 'my' || me.may[room];
  // 巡察办 may be both the unit and the post.
  const who = [...new Set([me.person.name, me.person.unitName, ...me.postWords])].filter((words) => words !== null).join(' · ');
  return (
    <View className="room-bar" {...{ role: 'navigation' }}>
      {IN_BAR.filter(may).map((room) => (
        <Press
          key={room}
          className={`room${room === here ? ' is-here' : ''}`}
          onPress={() => open(room)}
          testid={`room-${room}`}
          isPressed={room === here}
        >
          <Text>{WORDS[room]}</Text>
        </Press>
      ))}
      <Press className={`room${IN_SHEET.includes(here) ? ' is-here' : ''}`} onPress={() => turn(true)} testid="room-more">
        <Text>更多</Text>
      </Press>
      {isOpen ? (
        <Sheet title={who} onClose={() => turn(false)} closeWords="关闭">
          {IN_SHEET.filter(may).map((room) => (
            <Button key={room} words={WORDS[room]} onPress={() => open(room)} testid={`room-${room}`} />
          ))}
          <CareButton />
          <Button words="退出登录" onPress={onSignOut} testid="sign-out" />
        </Sheet>
      ) : null}
    </View>
  );
}
