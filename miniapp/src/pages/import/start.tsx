/** Step 3: who would get what, and where, if supervision started now; nothing goes out before 开始督办 is pressed. */
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { StartPreview } from '../../../../core/contract/import.js';
import type { Me } from '../../../../core/contract/session.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { CHAT, IMPORT, ledgerWith, PEOPLE, PEOPLE_WITHOUT_ACCOUNT, ROBOTS } from '../../paths.js';
import { tellFrame } from '../../platform.js';
import { Frame } from './frame.js';
import { Withdraw } from './withdraw.js';

interface Props {
  readonly me: Me;
  readonly roundId: string;
  /** What the import just did; null where one came to start a round imported before. */
  readonly imported: string | null;
}

const to = (url: string): void => void Taro.navigateTo({ url });

function Reach({ reach, me }: { readonly reach: StartPreview['reach']; readonly me: Me }) {
  return (
    <Said look={reach.servedGroups > 0 && reach.cannotSignIn === 0 ? 'note' : 'care'} words={reach.words.join('\n')} testid="reach">
      {reach.servedGroups > 0 || !me.may.robots ? null : <Button words="添加机器人" onPress={() => to(ROBOTS)} testid="to-robots" />}
      {reach.cannotSignIn === 0 || !me.may.people ? null : (
        <Button words="给人员生成口令" onPress={() => to(PEOPLE_WITHOUT_ACCOUNT)} testid="to-no-account" />
      )}
    </Said>
  );
}

function Forecast({ value, me }: { readonly value: StartPreview; readonly me: Me }) {
  const { roundName, about, words, messages, gaps, reach } = value;
  return (
    <>
      <Section title={`${roundName}：谁会收到什么`}>
        {about === '' ? null : <View>{about}</View>}
        <View>{words}</View>
      </Section>
      <Reach reach={reach} me={me} />
      {gaps.length === 0 ? null : (
        <Said look="care" words={gaps.join('\n')} testid="gaps">
          {me.may.people ? <Button words="去完善人员" onPress={() => to(PEOPLE)} testid="to-people" /> : null}
        </Said>
      )}
      {messages.length === 0 ? null : (
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
      )}
    </>
  );
}

function Started({ words, me, onLedger }: { readonly words: string; readonly me: Me; readonly onLedger: () => void }) {
  return (
    <Said look="done" words={words} testid="started">
      {me.may.chat ? <Button words="看消息预览" onPress={() => void Taro.reLaunch({ url: CHAT })} testid="to-chat" /> : null}
      <Button words="看台账" onPress={onLedger} testid="to-ledger" />
    </Said>
  );
}

export function Start({ me, roundId, imported }: Props) {
  const preview = useLoaded({ name: `start.${roundId}`, load: () => api.startPreview(roundId) });
  const [isAsking, ask] = useState(false);
  const [withdrawn, setWithdrawn] = useState<string | null>(null);
  const errand = useErrand();
  const start = async () => {
    const isStarted = await errand.run(async (requestId) => (await api.start(roundId, { requestId })).words, '台账已入库，还没有发出任何消息');
    ask(false);
    if (isStarted) tellFrame({ type: 'duban.acted' });
  };
  const toLedger = () => void Taro.reLaunch({ url: ledgerWith({ roundId }) });
  if (withdrawn !== null) {
    return (
      <Frame me={me} at={2}>
        <Said look="done" words={withdrawn} testid="withdrawn">
          <Button words="重新导入" look="main" onPress={() => void Taro.reLaunch({ url: IMPORT })} testid="import-again" />
        </Said>
      </Frame>
    );
  }
  if (errand.done !== null) {
    return (
      <Frame me={me} at={2}>
        <Started words={errand.done} me={me} onLedger={toLedger} />
      </Frame>
    );
  }
  // Nothing waits: this round runs already.
  const isOpen = preview.value !== null && preview.value.about !== '';
  return (
    <Frame me={me} at={2} foot={isOpen ? <Button words="开始督办" look="main" onPress={() => ask(true)} testid="start" /> : null}>
      {imported === null ? null : <Said look="done" words={imported} testid="import-done" />}
      {preview.value === null && preview.wrong === null ? <Empty words="正在计算谁会收到什么" /> : null}
      <NotLoaded of={preview} />
      {preview.value === null ? null : <Forecast value={preview.value} me={me} />}
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="wrong" />}
      <Button words={isOpen ? '先不开始，看台账' : '看台账'} onPress={toLedger} testid="to-ledger" />
      <Withdraw roundId={roundId} question={preview.value?.withdrawal ?? null} onWithdrawn={setWithdrawn} />
      {isAsking ? (
        <Sheet title="开始督办后，提醒会按上面的名单发出，不能撤回。" onClose={() => ask(false)}>
          <Button words="开始督办" look="main" busy={errand.isBusy ? '正在开始' : null} onPress={() => void start()} testid="start-now" />
        </Sheet>
      ) : null}
    </Frame>
  );
}
