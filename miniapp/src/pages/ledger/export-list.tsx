/** The list as it is narrowed, as a workbook to keep or to send on. */
import { View } from '@tarojs/components';
import { bytesOf, exportAddress } from '../../api.js';
import { GiveFile } from '../../components/give-file.js';
import { useErrand } from '../../hooks/use-errand.js';
import { giveFile } from '../../platform.js';
import type { Filter } from './filters.js';

export function ExportList({ filter }: { readonly filter: Filter }) {
  const { run, isBusy, wrong } = useErrand();
  const give = async () => {
    await giveFile(await bytesOf(exportAddress(filter)), '整改台账.xlsx');
    return null;
  };
  const busyWords = isBusy ? '正在准备表格' : null;
  return (
    <View className="ledger-export">
      <GiveFile words="导出这些任务（Excel 表格）" busyWords={busyWords} wrong={wrong} onGive={() => void run(give)} testid="export" />
    </View>
  );
}
