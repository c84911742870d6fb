/** One ladder: its plain words, and its rungs once 修改 was pressed. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { WatchKind } from '../../../../core/notice/model.js';
import type { BookFault } from '../../../../core/notice/policy-book.js';
import { ladderWords, WATCH_WORDS } from '../../../../core/notice/policy-words.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Section } from '../../components/section.js';
import { faultUnder, type Ladder, type Place, withOneMore, withoutRung, withRung } from './draft.js';
import { RungEditor } from './rung-editor.js';

interface Props {
  readonly watch: WatchKind;
  readonly place: Place;
  readonly ladder: Ladder;
  readonly faults: readonly BookFault[];
  readonly onChange: (ladder: Ladder) => void;
}

const ABOUT: Readonly<Record<WatchKind, string>> = {
  due: '任务的完成时限',
  sign: '交办后多久签收',
  review: '申请验收后多久审核',
  amend: '退回后多久补正',
  monthly: '长期坚持的任务每月报告',
  extension: '申请延期后多久决定',
  milestone: '任务中途的节点',
  callBack: '差评后多久电话回访',
};

const COUNTS = [
  { id: 'calendar', words: '按自然日' },
  { id: 'workday', words: '按工作日' },
] as const;

const hasFault = (faults: readonly BookFault[], place: Place, watch: WatchKind): boolean =>
  faults.some(({ exceptionId, at }) => exceptionId === place && at.split('.')[0] === watch);

/** A rung a line; numbers still missing cannot be said in words. */
const wordsOf = (watch: WatchKind, ladder: Ladder, isWrong: boolean): string =>
  isWrong ? '这里还有没填对的地方，见下。' : ladderWords(watch, ladder).split('；').join('\n');

export function LadderSection({ watch, place, ladder, faults, onChange }: Props) {
  const [isOpen, open] = useState(false);
  // A rung that goes lets those below it move up: their fields begin anew.
  const [turn, setTurn] = useState(0);
  const isWrong = hasFault(faults, place, watch);
  return (
    <Section title={`${WATCH_WORDS[watch]}（${ABOUT[watch]}）`}>
      <View {...{ 'data-testid': `words-${watch}` }}>{wordsOf(watch, ladder, isWrong)}</View>
      {isOpen || isWrong ? (
        <View className="policy-edit">
          <Chips
            label="怎样计算天数"
            chips={COUNTS}
            chosen={[ladder.counts]}
            onTap={(id) => onChange({ ...ladder, counts: id === 'workday' ? 'workday' : 'calendar' })}
          />
          {ladder.rungs.map((rung, index) => (
            <RungEditor
              key={`${turn}-${index}`}
              watch={watch}
              index={index}
              counts={ladder.counts}
              rung={rung}
              wrong={faultUnder(faults, place, `${watch}.${index}`)}
              onChange={(next) => onChange(withRung(ladder, index, next))}
              onRemove={() => {
                setTurn(turn + 1);
                onChange(withoutRung(ladder, index));
              }}
            />
          ))}
          <Button words="增加一级" onPress={() => onChange(withOneMore(watch, ladder))} testid={`add-${watch}`} />
        </View>
      ) : null}
      {isWrong ? null : (
        <Button words={isOpen ? '收起' : `修改${WATCH_WORDS[watch]}提醒`} look="quiet" onPress={() => open(!isOpen)} testid={`edit-${watch}`} />
      )}
    </Section>
  );
}
