/** What one tap decided and is about to go out: what it is, how long it can still be taken back, and the two ways to end the wait. */
import { View } from '@tarojs/components';
import type { TaskAction } from './act-words.js';
import { Button } from './button.js';
import { Said } from './said.js';
import './soon-foot.css';

export interface Soon {
  /** Null: nothing waits. `words`: `退回修改：缺佐证材料`. */
  readonly waiting: { readonly words: string; readonly seconds: number } | null;
  readonly put: (action: TaskAction, words: string) => void;
  readonly takeBack: () => void;
  /** Without waiting any longer. */
  readonly now: () => void;
}

export function SoonFoot({ soon: { waiting, takeBack, now } }: { readonly soon: Soon }) {
  if (waiting === null) return null;
  return (
    <>
      <Said look="care" words={`${waiting.words}。马上发出，点错了请撤回。`} testid="soon" />
      <View className="soon-foot">
        <View className="soon-way">
          <Button words={`撤回（${waiting.seconds} 秒）`} onPress={takeBack} testid="take-back" />
        </View>
        <View className="soon-way">
          <Button words="现在发出" look="main" onPress={now} testid="send-now" />
        </View>
      </View>
    </>
  );
}
