/** The list as it is narrowed, as a workbook to keep or to send on. */
import { View } from '@tarojs/components';
import { bytesOf, exportAddress } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { useErrand } from '../../hooks/use-errand.js';
import { giveFile } from '../../platform.js';
import type { Filter } from './filters.js';

export function ExportList({ filter }: { readonly filter: Filter }) {
  const errand = useErrand();
  const give = () =>
    void errand.run(async () => {
      await giveFile(await bytesOf(exportAddress(filter)), '整改台账.xlsx');
      return null;
    });
  return (
    <View className="ledger-export">
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
      <Button words="导出这些任务（Excel 表格）" busy={errand.isBusy ? '正在准备表格' : null} onPress={give} testid="export" />
    </View>
  );
}
