/** 我的任务: emergencies, what I see to, what waits for my decision, then what I have to do, by urgency. Opens from what was seen last. */
import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { TaskCard as Card, MyTasks } from '../../../../core/contract/task.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Empty } from '../../components/empty.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { RoomBar } from '../../components/room-bar.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { TaskCard } from '../../components/task-card.js';
import { useAct } from '../../hooks/use-act.js';
import { tasksWithDraft } from '../../drafts.js';
import { signOut, useMe } from '../../hooks/use-me.js';
import { useLoaded } from '../../hooks/use-loaded.js';
import { useSign } from '../../hooks/use-sign.js';
import { IMPORT, LEDGER, MY_SEEN, reportPath, reviewPath, taskPath } from '../../paths.js';
import { ForgottenClocks, MyMessagesRow, NotStarted, Scope } from './beyond.js';
import { nothingWords } from './beyond-words.js';
import { type Heap, heapOf, inHeap } from './heaps.js';
import { AnswerMany, SignMany } from './sign-many.js';
import { Unsent } from './unsent.js';
import { deviceStorage } from '../../storage.js';
import './index.css';

const go = (url: string): void => void Taro.navigateTo({ url });
const HEAPS: readonly { readonly id: Heap; readonly words: string; readonly look: 'red' | 'yellow' | 'green' }[] = [
  { id: 'late', words: '逾期', look: 'red' },
  { id: 'week', words: '7 天内', look: 'yellow' },
  { id: 'rest', words: '其余', look: 'green' },
];

function emptyWords(my: MyTasks, heap: Heap | null): string {
  if (heap !== null && my.tasks.length > 0) return '这一类暂时没有任务。';
  return nothingWords(my);
}

export default function MyPage() {
  const me = useMe();
  const my = useLoaded({ name: MY_SEEN, load: api.my, isKept: true });
  const signing = useSign('sign', my.reload);
  const hearing = useSign('acknowledge', my.reload);
  const { do: asked } = useRouter().params;
  const answering = useAct('');
  const [responded, setResponded] = useState<string | null>(null);
  const respond = async ({ id, version }: Card): Promise<void> => {
    setResponded(null);
    const answer = await answering.act(id, version, { kind: 'respond' });
    if (answer !== null) setResponded(answer.words);
    my.reload();
  };
  const [heap, setHeap] = useState<Heap | null>(null);
  if (me === null) return <Screen title="我的任务">{null}</Screen>;
  const urgent = my.value?.tasks.filter(({ clockWords }) => clockWords !== null) ?? [];
  // What stands above all already is not shown again, save where the count of a chip says that it is there.
  const shown = my.value?.tasks.filter((card) => (heap === null ? !urgent.includes(card) : inHeap(card, my.value?.today ?? '', heap))) ?? [];
  const toSign = my.value?.tasks.filter((card) => card.shortcuts.includes('sign')) ?? [];
  // Signing answers as well: one question a task.
  const toHear = my.value?.tasks.filter((card) => card.shortcuts.includes('acknowledge') && !card.shortcuts.includes('sign')) ?? [];
  const begun = tasksWithDraft(deviceStorage, me.person.id);
  const unsent = my.value?.tasks.filter(({ id, shortcuts }) => begun.includes(id) && shortcuts.includes('progress')) ?? [];
  const isFresh = me.may.import && my.value?.isBaseEmpty === true;
  const cardOf = (card: Card) => (
    <TaskCard
      key={card.id}
      card={card}
      reader={me.person.name}
      onOpen={() => go(taskPath(card.id))}
      {...(card.shortcuts.includes('respond') ? { onRespond: () => void respond(card) } : {})}
      {...(card.shortcuts.includes('progress') ? { onReport: () => go(reportPath(card.id)), hasDraft: begun.includes(card.id) } : {})}
      {...(card.shortcuts.includes('sign') ? { onSign: () => void signing.sign([card]) } : {})}
    />
  );
  const title = `${me.person.name}，${me.postWords.length === 0 ? '您好' : me.postWords.join('、')}`;
  return (
    <Screen title="我的任务" bar={<RoomBar me={me} here="my" onSignOut={signOut} />}>
      <View className="my-who">{title}</View>
      {responded === null ? null : <Said look="done" words={responded} testid="responded" />}
      {answering.wrong === null ? null : <Said look="wrong" words={answering.wrong} testid="not-responded" />}
      {signing.outcome.done === null ? null : <Said look="done" words={signing.outcome.done} testid="signed" />}
      {signing.outcome.wrong === null ? null : <Said look="wrong" words={signing.outcome.wrong} testid="not-signed" />}
      {hearing.outcome.done === null ? null : <Said look="done" words={hearing.outcome.done} testid="heard" />}
      {hearing.outcome.wrong === null ? null : <Said look="wrong" words={hearing.outcome.wrong} testid="not-heard" />}
      <NotLoaded of={my} look="care" testid="wrong" />
      {my.value === null ? (
        my.isLoading ? (
          <Empty words="正在打开您的任务" />
        ) : null
      ) : (
        <>
          <ForgottenClocks forgottenClocks={my.value.forgottenClocks} />
          {urgent.length === 0 ? null : (
            <View {...{ 'data-testid': 'my-urgent' }}>
              <View className="my-head" {...{ role: 'heading', 'aria-level': '2' }}>{`绿色通道 ${urgent.length}`}</View>
              {urgent.map(cardOf)}
            </View>
          )}
          <Unsent cards={unsent} onOpen={({ id }) => go(reportPath(id))} />
          <MyMessagesRow newestMessageWords={my.value.newestMessageWords} />
          {me.may.import ? <NotStarted notStarted={my.value.notStarted} /> : null}
          {me.may.ledger ? <Scope scope={my.value.scope} /> : null}
          {my.value.review.length === 0 ? null : (
            <View {...{ 'data-testid': 'my-review' }}>
              <View className="my-head" {...{ role: 'heading', 'aria-level': '2' }}>{`等我审核 ${my.value.review.length}`}</View>
              {my.value.review.map((card) => (
                <TaskCard key={card.id} card={card} reader={me.person.name} onOpen={() => go(reviewPath(card.id))} />
              ))}
            </View>
          )}
          {my.value.opinions.length === 0 ? null : (
            <View {...{ 'data-testid': 'my-opinions' }}>
              <View className="my-head" {...{ role: 'heading', 'aria-level': '2' }}>{`请我提意见 ${my.value.opinions.length}`}</View>
              {my.value.opinions.map((card) => (
                <TaskCard key={card.id} card={card} reader={me.person.name} onOpen={() => go(taskPath(card.id))} />
              ))}
            </View>
          )}
          {my.value.milestones.length === 0 ? null : (
            <View {...{ 'data-testid': 'my-milestones' }}>
              <View className="my-head" {...{ role: 'heading', 'aria-level': '2' }}>{`等我验收节点 ${my.value.milestones.length}`}</View>
              {my.value.milestones.map((card) => (
                <TaskCard key={card.id} card={card} reader={me.person.name} onOpen={() => go(taskPath(card.id))} />
              ))}
            </View>
          )}
          {my.value.extensions.length === 0 ? null : (
            <View {...{ 'data-testid': 'my-extensions' }}>
              <View className="my-head" {...{ role: 'heading', 'aria-level': '2' }}>{`等我决定延期 ${my.value.extensions.length}`}</View>
              {my.value.extensions.map((card) => (
                <TaskCard key={card.id} card={card} reader={me.person.name} onOpen={() => go(taskPath(card.id))} />
              ))}
            </View>
          )}
          {my.value.review.length + my.value.opinions.length + my.value.milestones.length + my.value.extensions.length > 0 &&
          my.value.tasks.length === 0 ? null : (
            <View>
              <SignMany tasks={toSign} signing={signing} isAsked={asked === 'sign'} />
              <AnswerMany tasks={toHear} signing={hearing} isAsked={asked === 'acknowledge'} />
              {my.value.tasks.length === 0 ? null : (
                <View className="my-chips">
                  <Chips
                    label="按缓急筛选"
                    chips={HEAPS.map(({ id, words, look }) => ({ id, look, words: `${words} ${my.value?.counts[id] ?? 0}` }))}
                    chosen={heap === null ? [] : [heap]}
                    onTap={(id) => setHeap(heap === heapOf(id) ? null : heapOf(id))}
                  />
                </View>
              )}
              {shown.length === 0 && (heap !== null || urgent.length === 0) ? (
                <Empty words={isFresh ? '还没有台账。请先导入。' : emptyWords(my.value, heap)}>
                  {isFresh ? <Button words="导入台账" look="main" onPress={() => go(IMPORT)} testid="to-import" /> : null}
                  {me.may.ledger && !isFresh && my.value.scope === null ? (
                    <Button words="看台账" onPress={() => void Taro.reLaunch({ url: LEDGER })} testid="to-ledger" />
                  ) : null}
                </Empty>
              ) : null}
              {shown.map(cardOf)}
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
