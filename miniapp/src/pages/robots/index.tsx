/** 机器人: group robots with whom they serve; their addresses go in and never come out again. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { RobotList } from '../../../../core/contract/robot.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { AddRobot } from './add-robot.js';
import './index.css';
import { ChatMembersBox } from './chat-members.js';
import { KIND_WORDS, WHAT_IT_IS } from './robot-words.js';

type Robot = RobotList['robots'][number];

function RobotCard({ robot, onChanged }: { readonly robot: Robot; readonly onChanged: () => void }) {
  const [isAsking, ask] = useState(false);
  const testing = useErrand();
  const removing = useErrand();
  const [isSent, setSent] = useState(true);
  const test = async () => {
    await testing.run(async () => {
      const { sent, words } = await api.testRobot(robot.id);
      setSent(sent);
      return words;
    });
    onChanged();
  };
  const remove = async () => {
    const isRemoved = await removing.run(async () => {
      await api.removeRobot(robot.id);
      return null;
    });
    ask(false);
    if (isRemoved) onChanged();
  };
  return (
    <Section title={`${KIND_WORDS[robot.kind]} · ${robot.name}`}>
      <View>{`服务对象：${robot.groupWords}`}</View>
      <View className={robot.state === 'ready' ? 'robot-side' : 'robot-stopped'}>{robot.stateWords}</View>
      <View className="robot-side">{`${robot.kind === 'wecomChat' ? 'chatid ' : '地址'}末四位 ${robot.addressTail}`}</View>
      {testing.done === null ? null : <Said look={isSent ? 'done' : 'wrong'} words={testing.done} testid="tested" />}
      {[testing.wrong, removing.wrong].map((words) => (words === null ? null : <Said key={words} look="wrong" words={words} />))}
      <View className="robot-buttons">
        <Button words="发一条测试消息" busy={testing.isBusy ? '正在发送' : null} onPress={() => void test()} testid="test-robot" />
        <Button words="移除" look="danger" onPress={() => ask(true)} testid="remove-robot" />
      </View>
      {robot.kind === 'wecomChat' ? <ChatMembersBox id={robot.id} /> : null}
      {isAsking ? (
        <Sheet title={`移除“${robot.name}”后，发给${robot.groupWords}的消息只留在消息预览里。要移除吗？`} onClose={() => ask(false)}>
          <Button words="移除机器人" look="danger" busy={removing.isBusy ? '正在移除' : null} onPress={() => void remove()} testid="remove-now" />
        </Sheet>
      ) : null}
    </Section>
  );
}

export default function RobotsPage() {
  const me = useMe();
  const list = useLoaded({ name: 'robots', load: api.robots });
  const [isAdding, add] = useState(false);
  if (me === null) return <Screen title="机器人">{null}</Screen>;
  return (
    <Screen
      title="机器人"
      bar={<RoomBar me={me} here="robots" onSignOut={signOut} />}
      foot={list.value === null ? null : <Button words="添加机器人" look="main" onPress={() => add(true)} testid="add-robot" />}
    >
      <NotLoaded of={list} />
      {list.value === null && list.isLoading ? <Empty words="正在打开机器人" /> : null}
      {list.value === null ? null : (
        <Section title="群机器人是什么">
          <View>{WHAT_IT_IS}</View>
        </Section>
      )}
      {list.value?.robots.length === 0 ? <Empty words="还没有群机器人。没有它时，消息只出现在消息预览和各人的“我的任务”里。" /> : null}
      {list.value?.robots.map((robot) => (
        <RobotCard key={robot.id} robot={robot} onChanged={list.reload} />
      ))}
      {isAdding && list.value !== null ? (
        <AddRobot
          list={list.value}
          onClose={() => add(false)}
          onAdded={() => {
            add(false);
            list.reload();
          }}
        />
      ) : null}
    </Screen>
  );
}
