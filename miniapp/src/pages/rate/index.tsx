/** 服务评价: opened by a window's code, without an account. Whoever rated here before sees first how far that is. */
import Taro, { useRouter } from '@tarojs/taro';
import { useCallback, useEffect, useState } from 'react';
import type { RatingPage } from '../../../../core/contract/rating.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { decoded, ratePath } from '../../paths.js';
import { deviceStorage } from '../../storage.js';
import { isPassing, type Trouble, threeParts, troubleOf } from '../../trouble.js';
import './index.css';
import { MyRating } from './my-rating.js';
import { RateForm } from './rate-form.js';
import { codeFrom, rememberToken, tokenFor } from './remembered.js';

function Form({ code }: { readonly code: string }) {
  const [page, setPage] = useState<RatingPage | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = useCallback(() => {
    setTrouble(null);
    void api.ratingPage(code).then(setPage, (error: unknown) => setTrouble(troubleOf(error)));
  }, [code]);
  useEffect(load, [load]);
  const done = (token: string, lost: number) => {
    rememberToken(deviceStorage, code, token);
    void Taro.redirectTo({ url: ratePath({ t: token, new: '1', ...(lost === 0 ? {} : { lost: String(lost) }) }) });
  };
  if (page !== null) return <RateForm code={code} page={page} onDone={done} />;
  return (
    <Screen title="服务评价" isBare>
      {trouble === null ? <Empty words="正在打开评价" /> : null}
      {trouble === null ? null : (
        <Said look={isPassing(trouble) ? 'wrong' : 'care'} words={threeParts(trouble)} testid="wrong">
          {isPassing(trouble) ? <Button words="重试" onPress={load} testid="retry" /> : null}
        </Said>
      )}
    </Screen>
  );
}

/** An earlier rating of this window stands first while something of it is still to come or to read: a bad one, until it was rated again. */
function useEarlier(code: string): { readonly token: string | null; readonly isKnown: boolean } {
  const token = code === '' ? null : tokenFor(deviceStorage, code);
  const [isKnown, setKnown] = useState(token === null);
  const [isShown, show] = useState(false);
  useEffect(() => {
    if (token === null) return;
    void api
      .myRating(token)
      .then(
        ({ stateWords, followWords }) => show(stateWords !== null && followWords === null),
        () => undefined,
      )
      .finally(() => setKnown(true));
  }, [token]);
  return { token: isShown ? token : null, isKnown };
}

export default function RatePage() {
  const { params } = useRouter();
  const token = decoded(params['t'] ?? '');
  const code = codeFrom(params);
  const earlier = useEarlier(token === '' ? code : '');
  const [isAgain, again] = useState(false);
  if (token !== '') return <MyRating token={token} isNew={params['new'] === '1'} lost={Number(params['lost'] ?? 0)} onRate={null} />;
  if (code === '')
    return (
      <Screen title="服务评价" isBare>
        <Empty words="没有读到窗口的评价码。请扫窗口或号票上的二维码来评价。" />
      </Screen>
    );
  if (!earlier.isKnown)
    return (
      <Screen title="服务评价" isBare>
        <Empty words="正在打开评价" />
      </Screen>
    );
  if (earlier.token !== null && !isAgain) return <MyRating token={earlier.token} isNew={false} lost={0} onRate={() => again(true)} />;
  return <Form code={code} />;
}
