/** The photos of a draft with the state of each; in the demo three samples to take instead of a camera. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { SamplePhotos } from '../../../../core/contract/upload.js';
import { addressOf, api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Photos } from '../../components/photos.js';
import { type DraftPhoto, type PhotoState, roomForPhotos } from '../../drafts.js';
import type { Report } from '../../hooks/use-report.js';
import { fetchPhoto } from '../../platform.js';

const STATES: Readonly<Record<PhotoState, string>> = {
  preparing: '压缩中',
  waiting: '等网络',
  sending: '上传中',
  sent: '已上传',
  refused: '没有传上去',
};

interface Props {
  readonly report: Report;
  readonly isLocked: boolean;
  readonly isDemo: boolean;
}

export function DraftPhotos({ report, isLocked, isDemo }: Props) {
  const { photos } = report.draft;
  const [samples, setSamples] = useState<SamplePhotos['photos']>([]);
  useEffect(() => {
    if (isDemo)
      void api.samplePhotos().then(
        ({ photos: offered }) => setSamples(offered),
        () => undefined,
      );
  }, [isDemo]);
  const nameOf = (photo: DraftPhoto): string => `照片 ${photos.indexOf(photo) + 1}`;
  const shown = (photo: DraftPhoto) => ({
    id: photo.uploadId,
    name: nameOf(photo),
    picture: photo.path,
    state: STATES[photo.state],
    isWrong: photo.state === 'refused',
    ...(photo.state === 'refused' || photo.state === 'waiting' ? { onRetry: () => report.retry(photo.uploadId) } : {}),
    ...(isLocked ? {} : { onRemove: () => report.remove(photo.uploadId) }),
  });
  const refused = photos.filter((photo) => photo.words !== null);
  const mayAdd = !isLocked && roomForPhotos(report.draft) > 0;
  return (
    <View>
      <Photos
        photos={photos.map(shown)}
        onOpen={(index) => void Taro.previewImage({ current: photos[index]?.path ?? '', urls: photos.map((photo) => photo.path) })}
        onAdd={mayAdd ? () => void report.pick() : undefined}
      />
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
