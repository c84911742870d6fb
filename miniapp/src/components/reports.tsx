/** Reports on a task, newest first, each with its photos. */
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { EvidenceItem, ProgressItem } from '../../../core/contract/task-detail.js';
import { withoutDirection } from '../../../core/ledger/typed-text.js';
import { FileRows } from './file-rows.js';
import { Photos } from './photos.js';
import { Press } from './press.js';
import './reports.css';

interface Props {
  readonly reports: readonly ProgressItem[];
  /** Where a signed address is found: the mini-program needs it whole. */
  readonly addressOf: (path: string) => string;
  readonly onOpen: (evidence: readonly EvidenceItem[], index: number) => void;
  /** Called for photos whose original this reader may see. */
  readonly onOriginal: (item: EvidenceItem) => void;
}

const LONG = 300;

/** A long text is folded, so that what follows is found. */
function LongText({ words }: { readonly words: string }) {
  const [isOpen, open] = useState(false);
  if (words.length <= LONG) return <View className="report-text">{words}</View>;
  return (
    <>
      <View className="report-text">{isOpen ? words : `${words.slice(0, LONG)}…`}</View>
      <Press className="report-fold" onPress={() => open(!isOpen)} testid="fold">
        <Text>{isOpen ? '收起' : `展开全文（${words.length.toLocaleString('en-US')} 个字）`}</Text>
      </Press>
    </>
  );
}

function Evidence({ evidence, addressOf, onOpen, onOriginal }: Omit<Props, 'reports'> & { readonly evidence: readonly EvidenceItem[] }) {
  const photos = evidence.filter(({ kind }) => kind === 'photo');
  const files = evidence.filter(({ kind }) => kind === 'file');
  const shown = photos.map((item, index) => ({
    id: item.id,
    // What a camera calls its files is nobody's word.
    name: `照片 ${index + 1}`,
    picture: item.thumbUrl === null ? null : addressOf(item.thumbUrl),
    isBefore: item.isBefore,
    onOriginal: item.originalUrl === null ? undefined : () => onOriginal(item),
  }));
  return (
    <>
      {photos.length === 0 ? null : <Photos photos={shown} onOpen={(index) => onOpen(photos, index)} />}
      {files.length === 0 ? null : (
        <FileRows files={files.map(({ id, name }, index) => ({ id, name, words: '', onOpen: () => onOpen(files, index) }))} />
      )}
    </>
  );
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
          {report.text === '' ? null : <LongText words={withoutDirection(report.text)} />}
          <Evidence evidence={report.evidence} addressOf={addressOf} onOpen={onOpen} onOriginal={onOriginal} />
        </View>
      ))}
    </View>
  );
}
