/** What narrows the ledger: light, unit and round, each with the count a tap would show. */
import { View } from '@tarojs/components';
import type { TaskList } from '../../../../core/contract/task.js';
import { Chips } from '../../components/chips.js';
import { Choice } from '../../components/choice.js';
import { SHAPES } from '../../components/light.js';
import type { Filter } from './narrowing.js';

const ALL = 'all';
type Light = TaskList['tasks'][number]['light'];

const isLight = (id: string): id is Light => id === 'red' || id === 'yellow' || id === 'green' || id === 'none';

interface Props {
  readonly list: TaskList;
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

export function Filters({ list, filter, onChange }: Props) {
  const { lights, units, rounds, unconfirmed } = list.facets;
  const pick = (id: string): string | undefined => (id === ALL ? undefined : id);
  return (
    <>
      <Chips
        label="按红黄绿筛选"
        chips={lights.map(({ light, words, count }) => ({ id: light, look: light, words: `${SHAPES[light]} ${words} ${count}` }))}
        chosen={filter.light === undefined ? [] : [filter.light]}
        onTap={(id) => onChange({ ...filter, light: isLight(id) && filter.light !== id ? id : undefined })}
      />
      {unconfirmed === 0 && filter.unconfirmed === undefined ? null : (
        <View className="ledger-silent">
          <Chips
            label="按回应筛选"
            chips={[{ id: 'unconfirmed', words: `提醒后未确认 ${unconfirmed}` }]}
            chosen={filter.unconfirmed === undefined ? [] : ['unconfirmed']}
            onTap={() => onChange({ ...filter, unconfirmed: filter.unconfirmed === undefined ? '1' : undefined })}
          />
        </View>
      )}
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
