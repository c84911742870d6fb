/** 撤销这次导入, asked before: only while nobody works on the round. */
import { useState } from 'react';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { tellFrame } from '../../platform.js';

interface Props {
  readonly roundId: string;
  /** What would go; null: it can no longer be withdrawn. */
  readonly question: string | null;
  readonly onWithdrawn: (words: string) => void;
}

export function Withdraw({ roundId, question, onWithdrawn }: Props) {
  const [isAsking, ask] = useState(false);
  const errand = useErrand();
  if (question === null) return null;
  const withdraw = () =>
    void errand.run(async (requestId) => {
      const { words } = await api.withdrawRound(roundId, { requestId });
      tellFrame({ type: 'duban.acted' });
      onWithdrawn(words);
      return null;
    }, '台账没有变化');
  return (
    <>
      <Button words="撤销这次导入" look="danger" onPress={() => ask(true)} testid="withdraw" />
      {isAsking ? (
        <Sheet title={question} onClose={() => ask(false)}>
          {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="withdraw-wrong" />}
          <Button words="撤销这次导入" look="danger" busy={errand.isBusy ? '正在撤销' : null} onPress={withdraw} testid="withdraw-now" />
        </Sheet>
      ) : null}
    </>
  );
}
