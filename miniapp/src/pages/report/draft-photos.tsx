/** The photos and files of a draft with the state of each; in the demo three samples to take instead of a camera. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { SamplePhotos } from '../../../../core/contract/upload.js';
import { addressOf, api } from '../../api.js';
import { Button } from '../../components/button.js';
import { FileRows } from '../../components/file-rows.js';
import { Photos } from '../../components/photos.js';
import { asksForItem, type Need, needsFor, wantedWords } from '../../components/need-words.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
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
  readonly needs: readonly Need[];
  /** The item for which is picked; empty: none. */
  readonly wanted: string;
  readonly isLocked: boolean;
  readonly isDemo: boolean;
}

/** The items a piece may stand for, each a button, and none of them. */
function ItemSheet({ photo, needs, onChoose, onClose }: ItemProps) {
  return (
    <Sheet title={`“${photo.name}”归入哪一项`} onClose={onClose}>
      {needsFor(needs, photo.kind ?? 'photo').map((need) => (
        <Button
          key={need.words}
          words={photo.need === need.words ? `✓ ${wantedWords(need)}` : wantedWords(need)}
          onPress={() => onChoose(need.words)}
          testid={`item-${need.words}`}
        />
      ))}
      <Button words="不归入哪一项" onPress={() => onChoose(null)} testid="item-none" />
    </Sheet>
  );
}

interface ItemProps {
  readonly photo: DraftPhoto;
  readonly needs: readonly Need[];
  readonly onChoose: (need: string | null) => void;
  readonly onClose: () => void;
}

export function DraftPhotos({ report, needs, wanted, isLocked, isDemo }: Props) {
  const all = report.draft.photos;
  const photos = all.filter(isPhoto);
  const files = all.filter((one) => !isPhoto(one));
  const [filing, fileOne] = useState<string | null>(null);
  const filed = report.draft.photos.find(({ uploadId }) => uploadId === filing) ?? null;
  const mayFile = !isLocked && asksForItem(needs);
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
    ...(mayFile && needsFor(needs, photo.kind ?? 'photo').length > 0 ? { onFile: () => fileOne(photo.uploadId) } : {}),
  });
  const shown = (photo: DraftPhoto) => ({
    ...common(photo),
    picture: photo.path,
    state: STATES[photo.state],
    isBefore: photo.isBefore === true,
    filedAs: photo.need ?? null,
    ...(isLocked ? {} : { onBefore: () => report.turnBefore(photo.uploadId) }),
  });
  const row = (file: DraftPhoto) => ({
    ...common(file),
    words: [
      file.need === undefined ? null : `归入“${file.need}”`,
      file.bytes === undefined ? null : sizeWords(file.bytes),
      file.state === 'preparing' ? '准备中' : STATES[file.state],
    ]
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
        onAdd={mayAdd ? () => void report.pick(wanted) : undefined}
      />
      <FileRows files={files.map(row)} />
      {report.leftOut === null ? null : <Said look="care" words={report.leftOut} testid="left-out" />}
      {filed === null ? null : (
        <ItemSheet
          photo={{ ...filed, name: nameOf(filed) }}
          needs={needs}
          onChoose={(need) => {
            fileOne(null);
            report.file(filed.uploadId, need);
          }}
          onClose={() => fileOne(null)}
        />
      )}
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
                  (picked) => report.add([picked], wanted),
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
