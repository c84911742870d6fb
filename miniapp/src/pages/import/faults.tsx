/** Every fault with sheet, row, column, the text and what to do; a table on a desk, cards on a phone. */
import { Text, View } from '@tarojs/components';
import type { LedgerFault } from '../../../../core/contract/import.js';
import { columnWords } from '../../../../core/ledger/sheet/draft.js';
import { Button } from '../../components/button.js';
import { Section } from '../../components/section.js';

interface Props {
  readonly faults: readonly LedgerFault[];
  readonly onDownload: () => void;
}

const HEADS = ['表', '行', '列', '原文', '怎么改'];

export function Faults({ faults, onDownload }: Props) {
  return (
    <Section title={`读不懂的地方 ${faults.length}`}>
      <View className="faults" {...{ role: 'table', 'data-testid': 'faults' }}>
        <View className="fault is-head" {...{ role: 'row' }}>
          {HEADS.map((words) => (
            <Text key={words} className="fault-cell" {...{ role: 'columnheader' }}>
              {words}
            </Text>
          ))}
        </View>
        {faults.map((fault, index) => (
          <View key={`${fault.sheet}${fault.row}${fault.column}${index}`} className="fault" {...{ role: 'row', 'data-testid': 'fault' }}>
            {[fault.sheet, `第 ${fault.row} 行`, columnWords(fault), fault.text === '' ? '（空）' : `“${fault.text}”`, fault.message].map(
              (words, cell) => (
                <Text key={HEADS[cell]} className="fault-cell" {...{ role: 'cell' }}>
                  {words}
                </Text>
              ),
            )}
          </View>
        ))}
      </View>
      <Button words="下载标出问题的表格" onPress={onDownload} testid="download-marked" />
    </Section>
  );
}
