/** A robot to add: platform, whom it serves, its address as the platform shows it. The address is never shown again. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { RobotLine, RobotList } from '../../../../core/contract/robot.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Choice } from '../../components/choice.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { ADDRESS_WORDS, KIND_WORDS, membersOf, missingOf } from './robot-words.js';

interface Props {
  readonly list: RobotList;
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

const KINDS = ['wecom', 'dingtalk', 'wecomChat'] as const satisfies readonly RobotLine['kind'][];

export function AddRobot({ list: { groups, chat }, onAdded, onClose }: Props) {
  const [kind, setKind] = useState<RobotLine['kind']>('wecom');
  const [name, setName] = useState('');
  const [group, setGroup] = useState<string | null>(null);
  const [address, setAddress] = useState('');
  const [secret, setSecret] = useState('');
  const errand = useErrand();
  const missing = missingOf({ kind, name, group, address }, chat);
  const isChat = kind === 'wecomChat';
  const add = async () => {
    if (group === null) return;
    const said = kind === 'dingtalk' && secret.trim() !== '' ? { secret: secret.trim() } : {};
    const isAdded = await errand.run(async (requestId) => {
      const named = { requestId, name: name.trim(), group };
      const given = address.trim();
      if (kind === 'wecomChat') await api.addChat({ ...named, ...(given === '' ? {} : { chatId: given }) });
      else await api.addRobot({ ...named, kind, address: given, ...said });
      return null;
    }, '您填的内容还在');
    if (isAdded) onAdded();
  };
  return (
    <Sheet title="添加机器人" onClose={onClose}>
      <Chips
        label="平台"
        isLabelled
        chips={KINDS.map((id) => ({ id, words: KIND_WORDS[id] }))}
        chosen={[kind]}
        onTap={(id) => {
          setKind(KINDS.find((known) => known === id) ?? 'wecom');
          setAddress('');
        }}
      />
      <Field label="名称" value={name} onChange={setName} most={40} hint="如：督办提醒" testid="robot-name" />
      <Choice label="服务对象" options={groups} chosen={group} onChoose={setGroup} hint="选择单位、巡察办或领导小组" testid="robot-group" />
      {isChat ? (
        <>
          <View {...{ 'data-testid': 'chat-members' }}>{membersOf(chat, group).words}</View>
          <Field label="已有应用群的编号（chatid，新建不用填）" value={address} onChange={setAddress} most={64} testid="chat-id" />
        </>
      ) : (
        <Field
          label="机器人地址（整条粘贴，保存后不再显示）"
          value={address}
          onChange={setAddress}
          most={500}
          hint="https://"
          testid="robot-address"
        />
      )}
      {kind === 'dingtalk' ? (
        <Field label="加签密钥（以 SEC 开头，没有可不填）" kind="password" value={secret} onChange={setSecret} testid="robot-secret" />
      ) : null}
      <View className="robot-side">{ADDRESS_WORDS[kind]}</View>
      <View className="robot-side">群里只发单位、数量和链接，不发问题原文。</View>
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="wrong" />}
      {missing === null ? null : (
        <View className="robot-missing" {...{ 'data-testid': 'missing' }}>
          {missing}
        </View>
      )}
      <Button
        words={isChat && address.trim() === '' ? '建应用群' : '添加机器人'}
        look="main"
        isOff={missing !== null}
        busy={errand.isBusy ? '正在添加' : null}
        onPress={() => void add()}
        testid="save-robot"
      />
    </Sheet>
  );
}
