/** The rating itself: a level, and what fits it. Two taps are enough for a good one. */
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import type { RatingNew, RatingPage } from '../../../../core/contract/rating.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { CareButton } from '../../components/care-button.js';
import { Chips } from '../../components/chips.js';
import { Field } from '../../components/field.js';
import { Photos } from '../../components/photos.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { newId } from '../../new-id.js';
import { type Picked, photosLeftOutWords } from '../../picked.js';
import { keepPhoto, pickPhotos } from '../../platform.js';
import { deviceStorage } from '../../storage.js';
import { isPassing, threeParts, troubleOf } from '../../trouble.js';
import { Faces } from './faces.js';
import { deviceId } from './remembered.js';

const MOST_PHOTOS = 3;

interface Props {
  readonly code: string;
  readonly page: RatingPage;
  /** `lost`: photos that did not go. */
  readonly onDone: (token: string, lost: number) => void;
}

/** Each on its own: one that fails does not take the others with it. Answers how many failed. */
export async function sendPhotos(token: string, photos: readonly Picked[]): Promise<number> {
  let lost = 0;
  for (const photo of photos) {
    const isSent = await api.ratingPhoto(token, photo).then(
      () => true,
      () => false,
    );
    if (!isSent) lost += 1;
  }
  return lost;
}

interface Chosen {
  readonly photos: readonly Picked[];
  /** What was chosen and cannot be taken, in words. */
  readonly leftOut: string | null;
}

export async function choosePhotos(room: number): Promise<Chosen> {
  const { picked, leftOut } = await pickPhotos(room);
  const photos = await Promise.all(picked.map(async (photo) => ({ ...photo, path: await keepPhoto(newId(), photo.path, 'photo') })));
  return { photos, leftOut: photosLeftOutWords(leftOut, MOST_PHOTOS) };
}

export function RateForm({ code, page, onDone }: Props) {
  const [level, setLevel] = useState<number | null>(null);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [comment, setComment] = useState('');
  const [staffId, setStaff] = useState<string | null>(null);
  const [service, setService] = useState<string | null>(null);
  const [phone, setPhone] = useState('');
  const [photos, setPhotos] = useState<readonly Picked[]>([]);
  const [leftOut, setLeftOut] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const unanswered = useRef<{ readonly said: string; readonly requestId: string } | null>(null);
  const chosen = page.levels.find((one) => one.level === level);

  const choose = (next: number) => {
    setLevel(next);
    setTags([]);
    setWrong(null);
  };
  const toggle = (tag: string) => setTags((before) => (before.includes(tag) ? before.filter((one) => one !== tag) : [...before, tag]));

  const addPhotos = async () => {
    const more = await choosePhotos(MOST_PHOTOS - photos.length);
    setPhotos((before) => [...before, ...more.photos]);
    setLeftOut(more.leftOut);
  };

  const send = async () => {
    if (chosen === undefined || busy !== null) return;
    setBusy('正在提交');
    setWrong(null);
    const content = {
      level: chosen.level,
      tags: [...tags],
      comment: comment.trim(),
      ...(staffId === null ? {} : { staffId }),
      ...(service === null ? {} : { service }),
      ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    };
    const said = JSON.stringify(content);
    // The same words are the same rating, however often the network fails in between.
    const requestId = unanswered.current?.said === said ? unanswered.current.requestId : newId();
    unanswered.current = { said, requestId };
    const asked: RatingNew = { requestId, deviceId: deviceId(deviceStorage), ...content };
    try {
      const { token } = await api.rate(code, asked);
      if (photos.length > 0) setBusy('评价已收到，正在传照片');
      onDone(token, await sendPhotos(token, photos));
    } catch (error) {
      const trouble = troubleOf(error);
      if (!isPassing(trouble)) unanswered.current = null;
      setWrong(threeParts(trouble, '您填写的内容还在'));
      setBusy(null);
    }
  };

  const asksPhone = chosen !== undefined && (chosen.bad || page.needsPhone);
  const lacks = chosen === undefined ? '请选择满意程度' : page.needsPhone && phone.trim() === '' ? '请留下电话' : null;
  return (
    <Screen
      title="服务评价"
      isBare
      foot={<Button words={lacks ?? '提交评价'} look="main" isOff={lacks !== null} busy={busy} onPress={() => void send()} testid="send-rating" />}
    >
      <View className="rate-head" {...{ role: 'heading', 'aria-level': '1' }}>
        {page.windowName}
      </View>
      <View className="rate-unit">{page.unitName}</View>
      <View className="rate-ask">您对这次服务满意吗？</View>
      <Faces levels={page.levels} chosen={level} onChoose={choose} />
      {chosen === undefined ? null : (
        <>
          <Section title={chosen.bad ? '哪里不满意（可多选，可不选）' : '想说的（可多选，可不选）'}>
            <Chips label="原因" chips={chosen.tags.map((tag) => ({ id: tag, words: tag }))} chosen={tags} onTap={toggle} />
            <Field label="补充说明（可不填）" kind="long" most={500} value={comment} onChange={setComment} testid="comment" />
          </Section>
          {page.services.length === 0 ? null : (
            <Section title="办理的事项（可不选）">
              <Chips
                label="事项"
                chips={page.services.map((name) => ({ id: name, words: name }))}
                chosen={service === null ? [] : [service]}
                onTap={(id) => setService(service === id ? null : id)}
              />
            </Section>
          )}
          {page.staff.length === 0 ? null : (
            <Section title="为您服务的是（可不选）">
              <Chips
                label="窗口人员"
                chips={page.staff.map(({ id, name }) => ({ id, words: name }))}
                chosen={staffId === null ? [] : [staffId]}
                onTap={(id) => setStaff(staffId === id ? null : id)}
              />
            </Section>
          )}
          {asksPhone ? (
            <Section title={page.needsPhone ? '您的电话' : '您的电话（可不填）'}>
              <Field label={page.phoneWords} kind="phone" most={20} value={phone} onChange={setPhone} testid="phone" />
              <View className="rate-side">{page.promiseWords}</View>
            </Section>
          ) : null}
          <Section title={`照片（可不传，最多 ${MOST_PHOTOS} 张）`}>
            <Photos
              photos={photos.map((photo, index) => ({
                id: photo.path,
                name: photo.name,
                picture: photo.path,
                onRemove: () => setPhotos((before) => before.filter((_one, at) => at !== index)),
              }))}
              onOpen={(index) => void Taro.previewImage({ urls: photos.map(({ path }) => path), current: photos[index]?.path ?? '' })}
              addWords="拍照或选图"
              onAdd={photos.length >= MOST_PHOTOS ? undefined : () => void addPhotos()}
            />
            {leftOut === null ? null : <Said look="care" words={leftOut} testid="left-out" />}
          </Section>
        </>
      )}
      {wrong === null ? null : <Said look="wrong" words={wrong} testid="wrong" />}
      <View className="rate-side">评价自愿，窗口人员看不到您的电话。</View>
      <CareButton look="quiet" />
    </Screen>
  );
}
