/** A button that hands over a file: to the browser's downloads, or into the mini-program's viewer. */
import { View } from '@tarojs/components';
import { Button } from './button.js';
import { Said } from './said.js';

interface Props {
  readonly words: string;
  /** `正在准备表格`, while it is fetched. */
  readonly busyWords: string;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onGive: () => void;
  readonly testid: string;
}

export function GiveFile({ words, busyWords, isBusy, wrong, onGive, testid }: Props) {
  return (
    <View>
      {wrong === null ? null : <Said look="wrong" words={wrong} />}
      <Button words={words} busy={isBusy ? busyWords : null} onPress={onGive} testid={testid} />
    </View>
  );
}
