/** The ratings behind a figure 评价; a bad one opens its ticket. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { RatingLine, RatingList } from '../../../../core/contract/satisfaction.js';
import { api, ratingsExportAddress } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Empty } from '../../components/empty.js';
import { GiveFile } from '../../components/give-file.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useExport } from '../../hooks/use-export.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { useMe } from '../../hooks/use-me.js';
import { taskPath } from '../../paths.js';
import './index.css';
import { badTurned, type Narrowing, narrowingIn } from './narrowing.js';

function RatingCard({ rating }: { readonly rating: RatingLine }) {
  const { levelWords, tags, comment, windowWords, service, staffWords, atWords, followWords, ticketId } = rating;
  const about = [windowWords, service, staffWords].filter((words) => words !== null && words !== '').join(' · ');
  return (
    <Section title={[levelWords, ...tags].join(' · ')}>
      {comment === '' ? null : <View>{`“${comment}”`}</View>}
      <View className="ratings-side">{about}</View>
      <View className="ratings-side">{atWords}</View>
      {followWords === null ? null : <View>{followWords}</View>}
      {ticketId === null ? null : (
        <View className="ratings-ticket">
          <Button words="打开工单" onPress={() => void Taro.navigateTo({ url: taskPath(ticketId) })} testid="open-ticket" />
        </View>
      )}
    </Section>
  );
}

interface NarrowedProps {
  readonly list: RatingList;
  readonly query: Narrowing;
  readonly onChange: (query: Narrowing) => void;
}

/** What it shows in words, with a way to all of them; bad ones alone by a chip. */
function Narrowed({ list: { narrowed, bad }, query, onChange }: NarrowedProps) {
  const hasChip = query.level === undefined && (bad > 0 || query.bad !== undefined);
  if (narrowed === null && !hasChip) return null;
  return (
    <View className="ratings-narrowed">
      {narrowed === null ? null : (
        <Said look="note" words={`只看：${narrowed}`} testid="narrowed">
          <Button words="看全部评价" onPress={() => onChange({})} testid="unnarrow" />
        </Said>
      )}
      {hasChip ? (
        <Chips
          label="按评价筛选"
          chips={[{ id: 'bad', words: `差评 ${bad}` }]}
          chosen={query.bad === undefined ? [] : ['bad']}
          onTap={() => onChange(badTurned(query))}
        />
      ) : null}
    </View>
  );
}

export default function RatingsPage() {
  const { params } = useRouter();
  const me = useMe();
  const [query, setQuery] = useState<Narrowing>(() => narrowingIn(params));
  const list = useLoaded({ name: `ratings.${JSON.stringify(query)}`, load: () => api.ratings(query) });
  const [more, setMore] = useState<{ readonly of: RatingList; readonly pages: readonly RatingList[] } | null>(null);
  const errand = useErrand();
  const file = useExport(ratingsExportAddress(query), '评价.xlsx');
  // Further pages belong to the first one they were asked after.
  const further = more !== null && more.of === list.value ? more.pages : [];
  const pages = list.value === null ? [] : [list.value, ...further];
  const cursor = pages.at(-1)?.cursor ?? null;
  const next = () =>
    void errand.run(async () => {
      if (list.value === null || cursor === null) return null;
      const page = await api.ratings({ ...query, cursor });
      setMore({ of: list.value, pages: [...further, page] });
      return null;
    });
  if (me === null) return <Screen title="评价">{null}</Screen>;
  return (
    <Screen title="评价">
      <NotLoaded of={list} />
      {list.value === null && list.isLoading ? <Empty words="正在打开评价" /> : null}
      {list.value === null ? null : <Narrowed list={list.value} query={query} onChange={setQuery} />}
      {list.value === null ? null : <View className="ratings-total" {...{ 'data-testid': 'ratings-total' }}>{`共 ${list.value.total} 次评价`}</View>}
      {list.value?.total === 0 ? <Empty words="没有符合条件的评价。请返回换一个月份或窗口。" /> : null}
      {pages
        .flatMap(({ ratings }) => ratings)
        .map((rating) => (
          <RatingCard key={rating.id} rating={rating} />
        ))}
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
      {cursor === null ? null : <Button words="更早的评价" busy={errand.isBusy ? '正在打开' : null} onPress={next} testid="more-ratings" />}
      {(list.value?.total ?? 0) === 0 ? null : (
        <GiveFile words="导出这些评价（Excel 表格）" busyWords="正在准备表格" {...file} testid="export-ratings" />
      )}
    </Screen>
  );
}
