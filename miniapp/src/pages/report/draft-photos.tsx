/** The photos and files of a draft with the state of each; in the demo three samples to take instead of a camera. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { SamplePhotos } from '../../../../core/contract/upload.js';
import { addressOf, api } from '../../api.js';
import { Button } from '../../components/button.js';
import { FileRows } from '../../components/file-rows.js';
import { Photos } from '../../components/photos.js';
import { Said } from '../../components/said.js';
import { type DraftPhoto, type PhotoState, roomForPhotos } from '../../drafts.js';
import type { Report } from '../../hooks/use-report.js';
import { sizeWords } from '../../picked.js';
import { fetchPhoto, PICK_WORDS } from '../../platform.js';

const STATES: Readonly<Record<PhotoState, string>> = {
  preparing: '压缩中',
  waiting: '等网络',
  sending: '上传中',
  sent: '已上传',
  refused: '没有传上去',
};

const isPhoto = ({ kind }: DraftPhoto): boolean => kind !== 'file';

interface Props {
  readonly report: Report;
  readonly isLocked: boolean;
  readonly isDemo: boolean;
}

export function DraftPhotos({ report, isLocked, isDemo }: Props) {
  const all = report.draft.photos;
  const photos = all.filter(isPhoto);
  const files = all.filter((one) => !isPhoto(one));
  const [samples, setSamples] = useState<SamplePhotos['photos']>([]);
  useEffect(() => {
    if (isDemo)
      void api.samplePhotos().then(
        ({ photos: offered }) => setSamples(offered),
        () => undefined,
      );
  }, [isDemo]);
  const nameOf = (photo: DraftPhoto): string => (isPhoto(photo) ? `照片 ${photos.indexOf(photo) + 1}` : photo.name);
  const common = (photo: DraftPhoto) => ({
    id: photo.uploadId,
    name: nameOf(photo),
    isWrong: photo.state === 'refused',
    ...(photo.state === 'refused' || photo.state === 'waiting' ? { onRetry: () => report.retry(photo.uploadId) } : {}),
    ...(isLocked ? {} : { onRemove: () => report.remove(photo.uploadId) }),
  });
  const shown = (photo: DraftPhoto) => ({
    ...common(photo),
    picture: photo.path,
    state: STATES[photo.state],
    isBefore: photo.isBefore === true,
    ...(isLocked ? {} : { onBefore: () => report.turnBefore(photo.uploadId) }),
  });
  const row = (file: DraftPhoto) => ({
    ...common(file),
    words: [file.bytes === undefined ? null : sizeWords(file.bytes), file.state === 'preparing' ? '准备中' : STATES[file.state]]
      .filter((part) => part !== null)
      .join(' · '),
  });
  const refused = all.filter((photo) => photo.words !== null);
  const mayAdd = !isLocked && roomForPhotos(report.draft) > 0;
  return (
    <View>
      <Photos
        photos={photos.map(shown)}
        onOpen={(index) => void Taro.previewImage({ current: photos[index]?.path ?? '', urls: photos.map((photo) => photo.path) })}
        addWords={PICK_WORDS}
        onAdd={mayAdd ? () => void report.pick() : undefined}
      />
      <FileRows files={files.map(row)} />
      {report.leftOut === null ? null : <Said look="care" words={report.leftOut} testid="left-out" />}
      {refused.map((photo) => (
        <View key={photo.uploadId} className="report-refused">
          {`${nameOf(photo)}：${photo.words ?? ''}`}
        </View>
      ))}
      {samples.length === 0 || !mayAdd ? null : (
        <View className="report-samples">
          <Text>演示用照片：</Text>
          {samples.map((sample) => (
            <Button
              key={sample.url}
              words={sample.name}
              look="quiet"
              onPress={() =>
                void fetchPhoto(addressOf(sample.url), `${sample.name}.jpg`).then(
                  (picked) => report.add([picked]),
                  () => undefined,
                )
              }
              testid="sample-photo"
            />
          ))}
        </View>
      )}
    </View>
  );
}
