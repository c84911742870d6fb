/** 历史版本: who changed what and when; an old one can be read whole and taken up again. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { PolicyRoom, PolicyVersion, PolicyVersionLine } from '../../../../core/contract/policy.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';

interface Props {
  readonly room: PolicyRoom;
  /** What is being changed would be lost by a restore. */
  readonly isEditing: boolean;
  readonly onRestored: (room: PolicyRoom) => void;
}

const titleOf = ({ version, byName, atWords }: PolicyVersionLine): string =>
  version === 0 ? '初始规则' : `版本 ${version} · ${byName} · ${atWords}`;

function Version({ line, room, isEditing, onRestored }: Props & { readonly line: PolicyVersionLine }) {
  const [whole, setWhole] = useState<PolicyVersion | null>(null);
  const reading = useErrand();
  const restoring = useErrand();
  const read = () =>
    void reading.run(async () => {
      setWhole(await api.policyVersion(line.version));
      return null;
    });
  const restore = async () => {
    await restoring.run(async (requestId) => {
      onRestored(await api.restorePolicy(line.version, { requestId, expectedVersion: room.version }));
      setWhole(null);
      return null;
    });
  };
  return (
    <View className="policy-day">
      <View>{titleOf(line)}</View>
      <View className="policy-side">{line.version === 0 ? '安装时的规则，没有例外。' : line.words.join('\n')}</View>
      {reading.wrong === null ? null : <Said look="wrong" words={reading.wrong} />}
      <Button
        words={line.version === 0 ? '查看初始规则' : `查看版本 ${line.version}`}
        look="quiet"
        busy={reading.isBusy ? '正在打开' : null}
        onPress={read}
        testid={`version-${line.version}`}
      />
      {whole === null ? null : (
        <Sheet title={titleOf(line)} onClose={() => setWhole(null)} closeWords="关闭">
          <View className="policy-whole">{whole.lines.join('\n')}</View>
          {restoring.wrong === null ? null : <Said look="wrong" words={restoring.wrong} testid="wrong" />}
          {line.version === room.version ? (
            <View className="policy-side">这是现在执行的版本。</View>
          ) : isEditing ? (
            <View className="policy-side">页面上有没保存的修改。请先保存或放弃修改，再恢复旧版本。</View>
          ) : (
            <Button words="恢复此版本" look="main" busy={restoring.isBusy ? '正在恢复' : null} onPress={() => void restore()} testid="restore" />
          )}
        </Sheet>
      )}
    </View>
  );
}

export function Versions({ room, isEditing, onRestored }: Props) {
  return (
    <Section title={`历史版本（${room.versions.length} 个）`} isFolded testid="versions">
      {room.versions.length === 0 ? <View>规则还没有改过，现在执行的是最初的规则。</View> : null}
      {room.versions.map((line) => (
        <Version key={line.version} line={line} room={room} isEditing={isEditing} onRestored={onRestored} />
      ))}
    </Section>
  );
}
