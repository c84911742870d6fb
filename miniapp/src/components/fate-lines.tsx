/** What became of messages, a line each; whoever may takes one back here, with a reason. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { MessageFate } from '../../../core/contract/operations.js';
import { Button } from './button.js';
import { Chips } from './chips.js';
import { FateLine } from './fate-line.js';
import { Field } from './field.js';
import { Said } from './said.js';
import { Sheet } from './sheet.js';

interface Recalling {
  readonly asked: string | null;
  readonly ask: (fateId: string | null) => void;
  readonly now: (reason: string) => void;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly done: string | null;
}

const REASONS = ['发错人', '内容有误', '重复发送'] as const;
const SHORTEST = 2;

function RecallSheet({ fate, recall }: { readonly fate: MessageFate; readonly recall: Recalling }) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Sheet title="撤回后，对方在聊天里看不到这条消息，系统里会留下记录。要撤回吗？" onClose={() => recall.ask(null)}>
      <View>{`${fate.about} · ${fate.to}`}</View>
      <View>同一条消息里的其他提醒会一并撤回。</View>
      <Chips chips={REASONS.map((words) => ({ id: words, words }))} onTap={setReason} label="撤回原因" />
      <Field label="撤回原因" value={reason} onChange={setReason} most={100} hint="必填，如：发错人" testid="recall-reason" />
      {recall.wrong === null ? null : <Said look="wrong" words={recall.wrong} testid="recall-wrong" />}
      <Button
        words="撤回消息"
        look="danger"
        isOff={given.length < SHORTEST}
        busy={recall.isBusy ? '正在撤回' : null}
        onPress={() => recall.now(given)}
        testid="recall-now"
      />
    </Sheet>
  );
}

interface Props {
  /** `task`: `T31`, where the list is not that of one task. */
  readonly fates: readonly (MessageFate & { readonly task?: string | null })[];
  readonly recall: Recalling;
}

export function FateLines({ fates, recall }: Props) {
  const asked = fates.find(({ id }) => id === recall.asked);
  return (
    <>
      {recall.done === null ? null : <Said look="done" words={recall.done} testid="recalled" />}
      {fates.map((fate) => (
        <View key={fate.id}>
          <FateLine fate={fate} task={fate.task ?? null} />
          {fate.mayRecall ? <Button words="撤回" onPress={() => recall.ask(fate.id)} testid="recall" /> : null}
        </View>
      ))}
      {asked === undefined ? null : <RecallSheet fate={asked} recall={recall} />}
    </>
  );
}
