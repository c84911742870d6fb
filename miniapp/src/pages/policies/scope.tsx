/** For whom the rules on the page hold: everything, or an exception; and a new exception for a round, a unit or a task. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { PolicyBook, PolicyRoom } from '../../../../core/contract/policy.js';
import type { PolicyScope } from '../../../../core/notice/policy-book.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Choice, type Option } from '../../components/choice.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import type { Place, ScopeWords } from './draft.js';

const ALL = 'all';

interface ScopeProps {
  readonly book: PolicyBook;
  readonly place: Place;
  readonly words: ScopeWords;
  readonly onChoose: (place: Place) => void;
}

export function Scope({ book, place, words, onChoose }: ScopeProps) {
  const options = [
    { id: ALL, words: '全部任务' },
    ...book.exceptions.map(({ id, scope }) => ({ id, words: `例外：${words(scope) ?? '已不存在的范围'}` })),
  ];
  return <Choice label="规则适用于" options={options} chosen={place ?? ALL} onChoose={(id) => onChoose(id === ALL ? null : id)} testid="scope" />;
}

const KINDS = [
  { id: 'unit', words: '单位' },
  { id: 'round', words: '轮次' },
  { id: 'task', words: '任务' },
] as const;

interface AddProps {
  readonly room: PolicyRoom;
  readonly book: PolicyBook;
  readonly onAdd: (scope: PolicyScope, words: string) => void;
  readonly onClose: () => void;
}

/** Tasks are too many for a list: they are looked for by number or words. */
function TaskSearch({ onFound }: { readonly onFound: (task: Option) => void }) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly Option[]>([]);
  const looking = useErrand();
  const look = () =>
    void looking.run(async () => {
      const { tasks } = await api.tasks({ q: typed.trim(), limit: 8 });
      setFound(tasks.map(({ id, number, measure }) => ({ id, words: `任务 T${number} ${measure}` })));
      return tasks.length === 0 ? '没有找到这样的任务，请换个词再找。' : null;
    });
  return (
    <>
      <Field label="按措施、单位或问题编号查找" kind="search" value={typed} onChange={setTyped} onDone={look} testid="task-words" />
      <Button words="查找" isOff={typed.trim() === ''} busy={looking.isBusy ? '正在查找' : null} onPress={look} testid="find-task" />
      {looking.wrong === null ? null : <Said look="wrong" words={looking.wrong} />}
      {looking.done === null ? null : <Said look="note" words={looking.done} />}
      {found.map((task) => (
        <Button key={task.id} words={task.words} onPress={() => onFound(task)} testid={`task-${task.id}`} />
      ))}
    </>
  );
}

export function AddException({ room, book, onAdd, onClose }: AddProps) {
  const [kind, setKind] = useState<PolicyScope['kind']>('unit');
  const isFree = ({ id }: Option) => !book.exceptions.some(({ scope }) => scope.kind === kind && scope.id === id);
  const options = (kind === 'round' ? room.rounds : room.units).filter(isFree);
  const take = (one: Option | undefined) => {
    if (one !== undefined && isFree(one)) onAdd({ kind, id: one.id }, one.words);
  };
  return (
    <Sheet title="为谁另定规则？" onClose={onClose}>
      <Chips label="范围" chips={KINDS} chosen={[kind]} onTap={(id) => setKind(KINDS.find((one) => one.id === id)?.id ?? 'unit')} />
      <View className="policy-side">离任务最近的规则算数：先看任务，再看单位和上级单位，再看轮次，最后是全部任务的规则。</View>
      {kind === 'task' ? (
        <TaskSearch onFound={take} />
      ) : (
        <Choice
          label={kind === 'round' ? '轮次' : '单位'}
          options={options}
          chosen={null}
          onChoose={(id) => take(options.find((one) => one.id === id))}
          testid="exception-of"
        />
      )}
    </Sheet>
  );
}
