/** Photos three in a row: those of a report (a tap shows them large) and those of a draft with the state of each. */
import { Image, Text, View } from '@tarojs/components';
import './photos.css';
import { Press } from './press.js';
import { useSurroundings } from './surroundings.js';

export interface ShownPhoto {
  readonly id: string;
  readonly name: string;
  /** Null while the small picture is still being made. */
  readonly picture: string | null;
  /** 压缩中, 已上传, 等网络 …; null where there is nothing to say. */
  readonly state?: string | null;
  readonly isWrong?: boolean;
  readonly onRetry?: () => void;
  readonly onRemove?: () => void;
  /** Shows the state before 整改前. */
  readonly isBefore?: boolean;
  /** Marks it so, or not. */
  readonly onBefore?: () => void;
  /** The item of the evidence list it stands for; null: none was chosen. Absent: nothing to say. */
  readonly filedAs?: string | null;
  /** Chooses another item. */
  readonly onFile?: () => void;
  /** Fetches the untouched photo. */
  readonly onOriginal?: (() => void) | undefined;
}

interface Props {
  readonly photos: readonly ShownPhoto[];
  readonly onOpen: (index: number) => void;
  /** The empty place that takes the next photo. */
  readonly onAdd?: (() => void) | undefined;
  readonly addWords?: string;
}

export function Photos({ photos, onOpen, onAdd, addWords = '' }: Props) {
  const { pictureInButton } = useSurroundings();
  return (
    <View className="photos">
      {photos.map((photo, index) => (
        <View key={photo.id} className="photo" {...{ 'data-testid': 'photo' }}>
          <Press className="photo-frame" onPress={() => onOpen(index)} label={`看大图：${photo.name}`}>
            {photo.picture === null ? (
              <Text className="photo-none">{photo.name}</Text>
            ) : (
              <Image className="photo-picture" src={photo.picture} mode="aspectFill" {...pictureInButton} />
            )}
          </Press>
          {photo.state === undefined || photo.state === null ? null : (
            <View className={`photo-state${photo.isWrong === true ? ' is-wrong' : ''}`} {...{ 'data-testid': 'photo-state' }}>
              {photo.state}
            </View>
          )}
          {photo.onBefore !== undefined || photo.isBefore !== true ? null : <View className="photo-before">整改前</View>}
          {photo.onBefore === undefined ? null : (
            <View className="photo-acts">
              <Press
                className={`photo-act${photo.isBefore === true ? ' is-chosen' : ''}`}
                onPress={photo.onBefore}
                label={`整改前的照片：${photo.name}`}
                isPressed={photo.isBefore === true}
                testid="photo-before"
              >
                <Text>{photo.isBefore === true ? '✓ 整改前' : '是整改前'}</Text>
              </Press>
            </View>
          )}
          {photo.onFile === undefined ? null : (
            <View className="photo-acts">
              <Press className="photo-act is-wide" onPress={photo.onFile} label={`归入哪一项：${photo.name}`} testid="photo-item">
                <Text>{photo.filedAs ?? '归入…'}</Text>
              </Press>
            </View>
          )}
          {photo.onOriginal === undefined ? null : (
            <View className="photo-acts">
              <Press className="photo-act" onPress={photo.onOriginal} label={`查看原图：${photo.name}`} testid="photo-original">
                <Text>查看原图</Text>
              </Press>
            </View>
          )}
          {photo.onRetry === undefined && photo.onRemove === undefined ? null : (
            <View className="photo-acts">
              {photo.onRetry === undefined ? null : (
                <Press className="photo-act" onPress={photo.onRetry} label={`重试：${photo.name}`} testid="photo-retry">
                  <Text>重试</Text>
                </Press>
              )}
              {photo.onRemove === undefined ? null : (
                <Press className="photo-act" onPress={photo.onRemove} label={`移除：${photo.name}`} testid="photo-remove">
                  <Text>移除</Text>
                </Press>
              )}
            </View>
          )}
        </View>
      ))}
      {onAdd === undefined ? null : (
        <View className="photo">
          <Press className="photo-frame is-add" onPress={onAdd} testid="add-photo">
            <Text className="photo-plus">＋</Text>
            <Text>{addWords}</Text>
          </Press>
        </View>
      )}
    </View>
  );
}
