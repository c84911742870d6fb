/** Files that are no photos: those of a report (a tap opens them) and those of a draft with size and state. */
import { Text, View } from '@tarojs/components';
import './file-rows.css';
import { Press } from './press.js';

export interface ShownFile {
  readonly id: string;
  readonly name: string;
  /** `420 KB · 已上传`; empty where there is nothing to say. */
  readonly words: string;
  readonly isWrong?: boolean;
  readonly onOpen?: () => void;
  /** Chooses the item of the evidence list it stands for. */
  readonly onFile?: () => void;
  readonly onRetry?: () => void;
  readonly onRemove?: () => void;
}

const act = (words: string, name: string, onPress: (() => void) | undefined, testid: string) =>
  onPress === undefined ? null : (
    <Press className="file-row-act" onPress={onPress} label={`${words}：${name}`} testid={testid}>
      <Text>{words}</Text>
    </Press>
  );

export function FileRows({ files }: { readonly files: readonly ShownFile[] }) {
  return (
    <View>
      {files.map(({ id, name, words, isWrong, onOpen, onFile, onRetry, onRemove }) => (
        <View key={id} className="file-row" {...{ 'data-testid': 'file' }}>
          <View className="file-row-text">
            <View className="file-row-name">{name}</View>
            {words === '' ? null : <View className={`file-row-words${isWrong === true ? ' is-wrong' : ''}`}>{words}</View>}
          </View>
          {act('打开', name, onOpen, 'file-open')}
          {act('归入', name, onFile, 'photo-item')}
          {act('重试', name, onRetry, 'photo-retry')}
          {act('移除', name, onRemove, 'photo-remove')}
        </View>
      ))}
    </View>
  );
}
