/** The question before a save: what changes, in words, and from when. */
import { View } from '@tarojs/components';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import type { Errand } from '../../hooks/use-errand.js';

interface Props {
  readonly changes: readonly string[];
  readonly saving: Errand;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

export function SaveSheet({ changes, saving, onSave, onClose }: Props) {
  return (
    <Sheet title="保存后，从现在起按新规则督办。要保存吗？" onClose={onClose} closeWords="返回修改">
      <View className="policy-whole" {...{ 'data-testid': 'changes' }}>
        {changes.join('\n')}
      </View>
      {saving.wrong === null ? null : <Said look="wrong" words={saving.wrong} testid="wrong" />}
      <Button words="保存新规则" look="main" busy={saving.isBusy ? '正在保存' : null} onPress={onSave} testid="save-now" />
    </Sheet>
  );
}
