/** The end of a sheet that does something: what went wrong, what is still lacking, and the button that repeats the verb. */
import { View } from '@tarojs/components';
import type { AllowedAction } from '../../../core/contract/task-detail.js';
import { Button } from './button.js';
import { Said } from './said.js';

interface Props {
  readonly allowed: AllowedAction;
  /** What the service said to the last try. */
  readonly wrong: string | null;
  /** Null: it can be done. */
  readonly lacks: string | null;
  /** The field itself says so. */
  readonly isTooLong?: boolean;
  readonly isBusy: boolean;
  readonly onGo: () => void;
}

export function ActFoot({ allowed, wrong, lacks, isTooLong = false, isBusy, onGo }: Props) {
  return (
    <>
      {wrong === null ? null : <Said look="wrong" words={wrong} />}
      <View {...{ 'data-testid': 'act-lacks' }}>{lacks ?? ''}</View>
      <Button
        words={allowed.words}
        look="main"
        isOff={lacks !== null || isTooLong}
        busy={isBusy ? '正在提交' : null}
        onPress={onGo}
        testid={`act-${allowed.kind}`}
      />
    </>
  );
}
