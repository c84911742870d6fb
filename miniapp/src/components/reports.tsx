/** Reports on a task, newest first, each with its photos. */
import { Text, View } from '@tarojs/components';
import type { EvidenceItem, ProgressItem } from '../../../core/contract/task.js';
import { Photos } from './photos.js';
import './reports.css';

interface Props {
  readonly reports: readonly ProgressItem[];
  /** Where a signed address is found: the mini-program needs it whole. */
  readonly addressOf: (path: string) => string;
  readonly onOpen: (evidence: readonly EvidenceItem[], index: number) => void;
  /** Called for photos whose original this reader may see. */
  readonly onOriginal: (item: EvidenceItem) => void;
}

export function Reports({ reports, addressOf, onOpen, onOriginal }: Props) {
  return (
    <View>
      {reports.map((report) => (
        <View key={report.id} className="report" {...{ 'data-testid': 'report' }}>
          <View className="report-head">
            <Text>{`${report.atWords} ${report.byWords}`}</Text>
            <Text className="report-percent">{`${report.percent} %`}</Text>
          </View>
          {report.text === '' ? null : <View className="report-text">{report.text}</View>}
          {report.evidence.length === 0 ? null : (
            <Photos
              photos={report.evidence.map((item, index) => ({
                id: item.id,
                // What a camera calls its files is nobody's word.
                name: item.kind === 'photo' ? `照片 ${index + 1}` : item.name,
                picture: item.thumbUrl === null ? null : addressOf(item.thumbUrl),
                onOriginal: item.originalUrl === null ? undefined : () => onOriginal(item),
              }))}
              onOpen={(index) => onOpen(report.evidence, index)}
            />
          )}
        </View>
      ))}
    </View>
  );
}
