/** One's own rating: that it arrived, how far it is, the answer, and 追评 once. */
import { View } from '@tarojs/components';
import { useCallback, useEffect, useState } from 'react';
import type { RatingOfMine } from '../../../../core/contract/rating.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { threeParts, troubleOf } from '../../trouble.js';
import { Faces } from './faces.js';
import { choosePhotos, sendPhotos } from './rate-form.js';

interface Props {
  readonly token: string;
  /** It was made just now. */
  readonly isNew: boolean;
  /** Photos that did not go. */
  readonly lost: number;
  /** Rates again, where the page was opened by a code. */
  readonly onRate: (() => void) | null;
}

function FollowUp({ mine, token, onDone }: { readonly mine: RatingOfMine; readonly token: string; readonly onDone: (mine: RatingOfMine) => void }) {
  const [level, setLevel] = useState<number | null>(null);
  const [comment, setComment] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const chosen = mine.levels.find((one) => one.level === level);
  const send = async () => {
    if (chosen === undefined || isBusy) return;
    setBusy(true);
    setWrong(null);
    try {
      onDone(await api.followUp(token, { level: chosen.level, comment: comment.trim() }));
    } catch (error) {
      setWrong(threeParts(troubleOf(error), '您填写的内容还在'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title="您对处理结果满意吗？" testid="follow">
      <Faces levels={mine.levels} chosen={level} onChoose={setLevel} />
      <Field label="补充说明（可不填）" kind="long" most={500} value={comment} onChange={setComment} testid="follow-comment" />
      {wrong === null ? null : <Said look="wrong" words={wrong} />}
      <Button
        words="提交追评"
        look="main"
        isOff={chosen === undefined}
        busy={isBusy ? '正在提交' : null}
        onPress={() => void send()}
        testid="send-follow"
      />
    </Section>
  );
}

export function MyRating({ token, isNew, lost, onRate }: Props) {
  const [mine, setMine] = useState<RatingOfMine | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [left, setLeft] = useState(lost);
  const [leftOut, setLeftOut] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const load = useCallback(() => {
    setWrong(null);
    void api.myRating(token).then(setMine, (error: unknown) => setWrong(threeParts(troubleOf(error))));
  }, [token]);
  useEffect(load, [load]);
  const addPhotos = async (room: number) => {
    setSending(true);
    const chosen = await choosePhotos(room);
    setLeftOut(chosen.leftOut);
    setLeft(await sendPhotos(token, chosen.photos));
    setSending(false);
    load();
  };
  return (
    <Screen title="我的评价" isBare foot={onRate === null ? null : <Button words="评价新的一次服务" onPress={onRate} testid="rate-again" />}>
      {isNew ? <Said look="done" words="评价已收到，谢谢您。" testid="thanks" /> : null}
      {left === 0 ? null : <Said look="care" words={`${left} 张照片没有传上去（网络中断）。评价已收到，可以在下面重新添加。`} testid="lost" />}
      {wrong === null ? null : (
        <Said look="wrong" words={wrong}>
          <Button words="重试" onPress={load} testid="retry" />
        </Said>
      )}
      {mine === null && wrong === null ? <Empty words="正在打开您的评价" /> : null}
      {mine === null ? null : (
        <>
          <Section title={mine.windowName}>
            <View>{`${mine.levelWords} · ${mine.atWords}`}</View>
            {mine.stateWords === null ? null : <View {...{ 'data-testid': 'state' }}>{mine.stateWords}</View>}
            {mine.answer === null ? null : <View {...{ 'data-testid': 'answer' }}>{`答复：${mine.answer}`}</View>}
            {mine.followWords === null ? null : <View>{mine.followWords}</View>}
            {mine.photos === 0 ? null : <View className="rate-side">{`已传 ${mine.photos} 张照片。`}</View>}
          </Section>
          {mine.mayFollow ? <FollowUp mine={mine} token={token} onDone={setMine} /> : null}
          {mine.mayAddPhotos && (left > 0 || mine.photos > 0) ? (
            <>
              {leftOut === null ? null : <Said look="care" words={leftOut} testid="left-out" />}
              <Button words="添加照片" busy={isSending ? '正在上传' : null} onPress={() => void addPhotos(3 - mine.photos)} testid="more-photos" />
            </>
          ) : null}
          {mine.stateWords === null ? null : <View className="rate-side">想再看处理情况：收藏这个页面，或用这部手机再扫一次窗口的二维码。</View>}
        </>
      )}
    </Screen>
  );
}
