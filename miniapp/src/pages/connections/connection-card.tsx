/** One application: its state, its check, whom it does not reach, and how to disconnect it. */
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { ConnectionCheck, ConnectionLine } from '../../../../core/contract/connection.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { directoryPath } from '../../paths.js';
import { CheckSteps } from './check-steps.js';
import { EditConnection } from './edit-connection.js';

interface Props {
  readonly line: ConnectionLine;
  readonly onChanged: () => void;
}

function Unreached({ line, onChanged }: Props) {
  const retrying = useErrand();
  const retry = () =>
    retrying.run(async () => {
      await api.retryUnreached(line.kind);
      onChanged();
      return '下一条消息会重新尝试。';
    });
  if (line.unreached.length === 0) return null;
  return (
    <View className="connection-part" {...{ 'data-testid': 'unreached' }}>
      <View className="connection-step-name">{`▲ 有 ${line.unreached.length} 人收不到`}</View>
      {line.unreached.map(({ personId, name, words }) => (
        <View key={personId} className="connection-side">{`${name}：${words}`}</View>
      ))}
      <View className="connection-buttons">
        <Button words="重新尝试" busy={retrying.isBusy ? '正在处理' : null} onPress={() => void retry()} testid="retry-unreached" />
      </View>
      {retrying.wrong === null ? null : <Said look="wrong" words={retrying.wrong} />}
    </View>
  );
}

export function ConnectionCard({ line, onChanged }: Props) {
  const [sheet, open] = useState<'edit' | 'remove' | null>(null);
  const [found, setFound] = useState<ConnectionCheck | null>(null);
  const checking = useErrand();
  const removing = useErrand();
  const check = async () => {
    setFound(null);
    await checking.run(async () => {
      setFound(await api.checkConnection(line.kind));
      return null;
    });
    onChanged();
  };
  const remove = async () => {
    const isRemoved = await removing.run(async () => {
      await api.removeConnection(line.kind);
      return null;
    });
    open(null);
    setFound(null);
    if (isRemoved) onChanged();
  };
  const isThere = line.state !== 'none';
  return (
    <Section title={`${line.name}应用`}>
      <View className={line.state === 'stopped' ? 'connection-stopped' : ''} {...{ 'data-testid': 'connection-state' }}>
        {line.stateWords}
      </View>
      {line.signInWords === null ? null : <Said look="care" words={line.signInWords} testid="sign-in-words" />}
      <View className="connection-side">{line.peopleWords}</View>
      {line.usageWords === null ? null : <View className="connection-side">{line.usageWords}</View>}
      {line.detours.map((words) => (
        <Said key={words} look="care" words={words} testid="detour" />
      ))}
      {line.changes.map((words) => (
        <Said key={words} look="care" words={words} testid="directory-change" />
      ))}
      <View className="connection-side">{line.callbackWords}</View>
      {line.callbackUrl === null ? null : <View className="connection-copy">{line.callbackUrl}</View>}
      {found === null ? null : <CheckSteps check={found} />}
      {[checking.wrong, removing.wrong].map((words) => (words === null ? null : <Said key={words} look="wrong" words={words} />))}
      <View className="connection-buttons">
        {isThere ? (
          <Button words="检查连接" look="main" busy={checking.isBusy ? '正在检查' : null} onPress={() => void check()} testid="check" />
        ) : null}
        {line.state === 'ready' ? (
          <Button words="按姓名匹配账号" onPress={() => void Taro.navigateTo({ url: directoryPath(line.kind) })} testid="to-directory" />
        ) : null}
        <Button words={isThere ? '修改参数' : '填写参数'} look={isThere ? 'plain' : 'main'} onPress={() => open('edit')} testid="edit-connection" />
        {isThere ? <Button words="断开" look="danger" onPress={() => open('remove')} testid="remove-connection" /> : null}
      </View>
      <Unreached line={line} onChanged={onChanged} />
      {sheet === 'edit' ? (
        <EditConnection
          line={line}
          onClose={() => open(null)}
          onSaved={() => {
            open(null);
            void check();
          }}
        />
      ) : null}
      {sheet === 'remove' ? (
        <Sheet title={`断开后，发给个人的消息不再经过${line.name}，保存的密钥会删除。要断开吗？`} onClose={() => open(null)}>
          <Button
            words={`断开${line.name}`}
            look="danger"
            busy={removing.isBusy ? '正在断开' : null}
            onPress={() => void remove()}
            testid="remove-now"
          />
        </Sheet>
      ) : null}
    </Section>
  );
}
