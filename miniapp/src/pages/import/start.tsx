/** Step 3: who would get what if supervision started now; nothing goes out before 开始督办 is pressed. */
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { ledgerOf, PEOPLE } from '../../paths.js';
import { tellFrame } from '../../platform.js';

export function Start({ roundId }: { readonly roundId: string }) {
  const preview = useLoaded({ name: `start.${roundId}`, load: () => api.startPreview(roundId) });
  const [isAsking, ask] = useState(false);
  const errand = useErrand();
  const start = async () => {
    const isStarted = await errand.run(async (requestId) => (await api.start(roundId, { requestId })).words, '台账已入库，还没有发出任何消息');
    ask(false);
    if (isStarted) tellFrame({ type: 'duban.acted' });
  };
  const toLedger = () => void Taro.reLaunch({ url: ledgerOf(roundId) });
  if (errand.done !== null) {
    return (
      <Said look="done" words={errand.done} testid="started">
        <Button words="看台账" onPress={toLedger} testid="to-ledger" />
      </Said>
    );
  }
  if (preview.value === null) {
    return preview.wrong === null ? (
      <Empty words="正在计算谁会收到什么" />
    ) : (
      <Said look="wrong" words={preview.wrong}>
        <Button words="重试" onPress={preview.reload} />
        <Button words="看台账" onPress={toLedger} testid="to-ledger" />
      </Said>
    );
  }
  const { roundName, words, messages, gaps } = preview.value;
  return (
    <>
      <Section title={`${roundName}：谁会收到什么`}>
        <View>{words}</View>
      </Section>
      {gaps.length === 0 ? null : (
        <Said look="care" words={gaps.join('\n')} testid="gaps">
          <Button words="去完善人员" onPress={() => void Taro.navigateTo({ url: PEOPLE })} testid="to-people" />
        </Said>
      )}
      <Section title={`首批消息 ${messages.length}`} isFolded={messages.length > 6 ? true : undefined} testid="first-messages">
        {messages.map((message, index) => (
          <View key={`${message.to}${index}`} className="import-change" {...{ 'data-testid': 'start-message' }}>
            <View>{`${message.to} · ${message.at}`}</View>
            {message.lines.map((line) => (
              <View key={line} className="import-side">
                {line}
              </View>
            ))}
          </View>
        ))}
      </Section>
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="wrong" />}
      <View className="import-buttons">
        <Button words="开始督办" look="main" onPress={() => ask(true)} testid="start" />
        <Button words="先不开始，看台账" onPress={toLedger} testid="to-ledger" />
      </View>
      {isAsking ? (
        <Sheet title="开始督办后，提醒会按上面的名单发出，不能撤回。" onClose={() => ask(false)}>
          <Button words="开始督办" look="main" busy={errand.isBusy ? '正在开始' : null} onPress={() => void start()} testid="start-now" />
        </Sheet>
      ) : null}
    </>
  );
}
