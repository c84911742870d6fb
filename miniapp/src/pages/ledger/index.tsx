/** 台账: every task this person may see, narrowed by light, unit, round and words. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { TaskCard as Card, TaskList } from '../../../../core/contract/task.js';
import { api, exportAddress } from '../../api.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { GiveFile } from '../../components/give-file.js';
import { Field } from '../../components/field.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { TaskCard } from '../../components/task-card.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useExport } from '../../hooks/use-export.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { IMPORT, startOf, taskPath } from '../../paths.js';
import { Filters } from './filters.js';
import './index.css';
import { type Filter, filterIn, isNarrowed, unnarrowed } from './narrowing.js';

const PAGE = 20;
const PAUSE_MS = 400;
/** Nothing was imported that this person may see: what comes next depends on whether they may import. */
function NoLedger({ mayImport }: { readonly mayImport: boolean }) {
  if (!mayImport) return <Empty words="还没有您可以看到的任务。巡察办导入台账并开始督办后，会出现在这里。" />;
  return (
    <Empty words="还没有台账。请先导入。">
      <Button words="导入台账" look="main" onPress={() => void Taro.reLaunch({ url: IMPORT })} testid="to-import" />
    </Empty>
  );
}

type Waiting = TaskList['facets']['rounds'][number];

const waitingWords = ({ name, supervised, waiting }: Waiting): string =>
  supervised
    ? `《${name}》新增的 ${waiting} 项还没有开始督办，不会发出提醒。`
    : `《${name}》已导入 ${waiting} 项，还没有开始督办，不会发出任何提醒。`;

export default function LedgerPage() {
  const me = useMe();
  const { params } = useRouter();
  const [filter, setFilter] = useState<Filter>(() => filterIn(params));
  const file = useExport(exportAddress(filter), '整改台账.xlsx');
  const [words, setWords] = useState(filter.q ?? '');
  const [more, setMore] = useState<{ of: TaskList; tasks: readonly Card[]; cursor: string | null } | null>(null);
  const errand = useErrand();
  const list = useLoaded({ name: JSON.stringify(filter), load: () => api.tasks({ ...filter, limit: PAGE }) });

  useEffect(() => {
    const timer = setTimeout(() => setFilter((now) => ((now.q ?? '') === words.trim() ? now : { ...now, q: words.trim() || undefined })), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);

  if (me === null) return <Screen title="台账">{null}</Screen>;
  // Further pages belong to the first one they were asked after.
  const further = more !== null && more.of === list.value ? more : null;
  const tasks = [...(list.value?.tasks ?? []), ...(further?.tasks ?? [])];
  const cursor = further === null ? (list.value?.cursor ?? null) : further.cursor;
  const waiting = me.may.import ? (list.value?.facets.rounds.filter((round) => round.waiting > 0) ?? []) : [];
  const isBare = list.value?.facets.all === 0;
  const clear = () => {
    setWords('');
    setFilter({});
  };
  const loadMore = () =>
    void errand.run(async () => {
      const first = list.value;
      if (first === null || cursor === null) return null;
      const page = await api.tasks({ ...filter, limit: PAGE, cursor });
      setMore({ of: first, tasks: [...(further?.tasks ?? []), ...page.tasks], cursor: page.cursor });
      return null;
    });
  return (
    <Screen title="台账" bar={<RoomBar me={me} here="ledger" onSignOut={signOut} />}>
      {isBare ? null : <Field label="查找（措施、单位、姓名、问题编号或 T31）" kind="search" value={words} onChange={setWords} testid="search" />}
      {list.value === null || isBare ? null : <Filters list={list.value} filter={filter} onChange={setFilter} />}
      {list.value === null || list.value.narrowed === null ? null : (
        <Said look="note" words={`只看：${list.value.narrowed}`} testid="narrowed">
          <Button words="看全部" onPress={() => setFilter(unnarrowed(filter))} testid="unnarrow" />
        </Said>
      )}
      {waiting.map((round) => (
        <Said key={round.id} look="care" words={waitingWords(round)}>
          <Button words="看看谁会收到什么" onPress={() => void Taro.navigateTo({ url: startOf(round.id) })} testid="to-start" />
        </Said>
      ))}
      <NotLoaded of={list} />
      {list.value === null ? (
        list.isLoading ? (
          <Empty words="正在打开台账" />
        ) : null
      ) : isBare ? (
        <NoLedger mayImport={me.may.import} />
      ) : (
        <View className="ledger-total" {...{ role: 'status', 'data-testid': 'total' }}>{`共 ${list.value.total} 项`}</View>
      )}
      {list.value !== null && !isBare && tasks.length === 0 ? (
        <Empty words="没有符合条件的任务。">{isNarrowed(filter) ? <Button words="清除筛选" onPress={clear} testid="clear" /> : null}</Empty>
      ) : null}
      {tasks.map((card) => (
        <TaskCard key={card.id} card={card} onOpen={() => void Taro.navigateTo({ url: taskPath(card.id) })} />
      ))}
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
      {cursor === null ? null : <Button words="再看一些" busy={errand.isBusy ? '正在取' : null} onPress={loadMore} testid="load-more" />}
      {tasks.length === 0 ? null : (
        <View className="ledger-export">
          <GiveFile words="导出这些任务（Excel 表格）" busyWords="正在准备表格" {...file} testid="export" />
        </View>
      )}
    </Screen>
  );
}
