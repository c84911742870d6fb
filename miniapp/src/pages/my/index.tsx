/** 我的任务: what waits for my decision, then what I have to do, by urgency. Opens from what was seen last. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { Me } from '../../../../core/contract/session.js';
import type { MyTasks, TaskCard as Card } from '../../../../core/contract/task.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Empty } from '../../components/empty.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { TaskCard } from '../../components/task-card.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { LEDGER, reportPath, reviewPath, taskPath } from '../../paths.js';
import { type Heap, heapOf, inHeap } from './heaps.js';
import './index.css';

const go = (url: string): void => void Taro.navigateTo({ url });
const HEAPS: readonly { readonly id: Heap; readonly words: string; readonly look: 'red' | 'yellow' | 'green' }[] = [
  { id: 'late', words: '逾期', look: 'red' },
  { id: 'week', words: '7 天内', look: 'yellow' },
  { id: 'rest', words: '其余', look: 'green' },
];

/** A leader has the same tasks in the list but does not report them; the task's own screen has the last word. */
const mayReport = (card: Card, me: Me): boolean =>
  me.may.report && card.ownerName === me.person.name && (card.status === 'handedOut' || card.status === 'inProgress');

function emptyWords(my: MyTasks, heap: Heap | null): string {
  if (heap !== null && my.tasks.length > 0) return '这一类暂时没有任务。';
  return my.next === null ? '暂时没有待办。' : `暂时没有待办。${my.next}`;
}

export default function MyPage() {
  const me = useMe();
  const my = useLoaded({ name: 'my', load: api.my, isKept: true });
  const [heap, setHeap] = useState<Heap | null>(null);
  if (me === null) return <Screen title="我的任务">{null}</Screen>;
  const shown = my.value?.tasks.filter((card) => inHeap(card, my.value?.today ?? '', heap)) ?? [];
  const title = `${me.person.name}，${me.postWords.length === 0 ? '您好' : me.postWords.join('、')}`;
  return (
    <Screen title="我的任务" bar={<RoomBar me={me} here="my" onSignOut={signOut} />}>
      <View className="my-who">{title}</View>
      {my.wrong === null ? null : (
        <Said look="care" words={my.wrong} testid="wrong">
          <Button words="重试" onPress={my.reload} testid="retry" />
        </Said>
      )}
      {my.value === null ? (
        my.isLoading ? (
          <Empty words="正在打开您的任务" />
        ) : null
      ) : (
        <>
          {my.value.review.length === 0 ? null : (
            <View {...{ 'data-testid': 'my-review' }}>
              <View className="my-head" {...{ role: 'heading', 'aria-level': '2' }}>{`等我审核 ${my.value.review.length}`}</View>
              {my.value.review.map((card) => (
                <TaskCard key={card.id} card={card} onOpen={() => go(reviewPath(card.id))} />
              ))}
            </View>
          )}
          {my.value.review.length > 0 && my.value.tasks.length === 0 ? null : (
            <View>
              <View className="my-chips">
                <Chips
                  label="按缓急筛选"
                  chips={HEAPS.map(({ id, words, look }) => ({ id, look, words: `${words} ${my.value?.counts[id] ?? 0}` }))}
                  chosen={heap === null ? [] : [heap]}
                  onTap={(id) => setHeap(heap === heapOf(id) ? null : heapOf(id))}
                />
              </View>
              {shown.length === 0 ? (
                <Empty words={emptyWords(my.value, heap)}>
                  {me.may.ledger ? <Button words="看台账" onPress={() => void Taro.reLaunch({ url: LEDGER })} testid="to-ledger" /> : null}
                </Empty>
              ) : null}
              {shown.map((card) => (
                <TaskCard
                  key={card.id}
                  card={card}
                  onOpen={() => go(taskPath(card.id))}
                  {...(mayReport(card, me) ? { onReport: () => go(reportPath(card.id)) } : {})}
                />
              ))}
              {shown.length > 0 && my.value.next !== null && my.value.counts.late + my.value.counts.week === 0 ? (
                <Text className="my-next">{my.value.next}</Text>
              ) : null}
            </View>
          )}
        </>
      )}
    </Screen>
  );
}
