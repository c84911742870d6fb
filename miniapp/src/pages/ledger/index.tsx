/** 台账: every task this person may see, narrowed by light, unit, round and words. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { TaskCard as Card, TaskList, TaskQuery } from '../../../../core/contract/task.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Choice } from '../../components/choice.js';
import { Empty } from '../../components/empty.js';
import { Field } from '../../components/field.js';
import { SHAPES } from '../../components/light.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { TaskCard } from '../../components/task-card.js';
import { useErrand } from '../../hooks/use-errand.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { startOf, taskPath } from '../../paths.js';
import './index.css';

const PAGE = 20;
const PAUSE_MS = 400;
const ALL = 'all';
type Filter = Pick<TaskQuery, 'q' | 'light' | 'unitId' | 'roundId'>;
type Light = Card['light'];

const isLight = (id: string): id is Light => id === 'red' || id === 'yellow' || id === 'green' || id === 'none';

function Filters({ list, filter, onChange }: { list: TaskList; filter: Filter; onChange: (filter: Filter) => void }) {
  const { lights, units, rounds } = list.facets;
  const pick = (id: string): string | undefined => (id === ALL ? undefined : id);
  return (
    <>
      <Chips
        label="按红黄绿筛选"
        chips={lights.map(({ light, words, count }) => ({ id: light, look: light, words: `${SHAPES[light]} ${words} ${count}` }))}
        chosen={filter.light === undefined ? [] : [filter.light]}
        onTap={(id) => onChange({ ...filter, light: isLight(id) && filter.light !== id ? id : undefined })}
      />
      <View className="ledger-choices">
        {units.length < 2 ? null : (
          <Choice
            label="责任单位"
            options={[{ id: ALL, words: '全部单位' }, ...units.map(({ id, name, count }) => ({ id, words: `${name} ${count}` }))]}
            chosen={filter.unitId ?? ALL}
            onChoose={(id) => onChange({ ...filter, unitId: pick(id) })}
            testid="unit"
          />
        )}
        {rounds.length < 2 ? null : (
          <Choice
            label="轮次"
            options={[{ id: ALL, words: '全部轮次' }, ...rounds.map(({ id, name, count }) => ({ id, words: `${name} ${count}` }))]}
            chosen={filter.roundId ?? ALL}
            onChoose={(id) => onChange({ ...filter, roundId: pick(id) })}
            testid="round"
          />
        )}
      </View>
    </>
  );
}

export default function LedgerPage() {
  const me = useMe();
  const asked = useRouter().params['roundId'];
  const [filter, setFilter] = useState<Filter>(asked === undefined ? {} : { roundId: asked });
  const [words, setWords] = useState('');
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
  const waiting = me.may.import ? (list.value?.facets.rounds.filter((round) => !round.supervised) ?? []) : [];
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
      <Field label="查找" kind="search" hint="措施、单位、姓名、问题编号或 T31" value={words} onChange={setWords} testid="search" />
      {list.value === null ? null : <Filters list={list.value} filter={filter} onChange={setFilter} />}
      {waiting.map((round) => (
        <Said key={round.id} look="care" words={`《${round.name}》已导入 ${round.count} 项，还没有开始督办，不会发出任何提醒。`}>
          <Button words="看看谁会收到什么" onPress={() => void Taro.navigateTo({ url: startOf(round.id) })} testid="to-start" />
        </Said>
      ))}
      {list.wrong === null ? null : (
        <Said look="wrong" words={list.wrong}>
          <Button words="重试" onPress={list.reload} testid="retry" />
        </Said>
      )}
      {list.value === null ? (
        list.isLoading ? (
          <Empty words="正在打开台账" />
        ) : null
      ) : (
        <View className="ledger-total" {...{ role: 'status', 'data-testid': 'total' }}>{`共 ${list.value.total} 项`}</View>
      )}
      {list.value !== null && tasks.length === 0 ? <Empty words="没有符合条件的任务。可以换个词，或去掉筛选。" /> : null}
      {tasks.map((card) => (
        <TaskCard key={card.id} card={card} onOpen={() => void Taro.navigateTo({ url: taskPath(card.id) })} />
      ))}
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
      {cursor === null ? null : <Button words="再看一些" busy={errand.isBusy ? '正在取' : null} onPress={loadMore} testid="load-more" />}
    </Screen>
  );
}
