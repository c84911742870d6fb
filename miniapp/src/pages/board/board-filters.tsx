/** What narrows the board: round, category, leader; offered only where there is a choice. */
import { View } from '@tarojs/components';
import type { Board, BoardQuery } from '../../../../core/contract/board.js';
import { Choice } from '../../components/choice.js';

const ALL = 'all';

interface Props {
  readonly board: Board;
  readonly query: BoardQuery;
  readonly onChange: (query: BoardQuery) => void;
}

export function BoardFilters({ board, query, onChange }: Props) {
  const choices = [
    { name: 'roundId', label: '轮次', all: '全部轮次', options: board.rounds },
    { name: 'category', label: '问题分类', all: '全部分类', options: board.categories },
    { name: 'leaderId', label: '责任领导', all: '全部领导', options: board.leaders },
  ] as const;
  const offered = choices.filter(({ options }) => options.length > 1);
  if (offered.length === 0) return null;
  return (
    <View className="board-choices">
      {offered.map(({ name, label, all, options }) => (
        <Choice
          key={name}
          label={label}
          options={[{ id: ALL, words: all }, ...options.map((option) => ({ id: option.id, words: option.name }))]}
          chosen={query[name] ?? ALL}
          onChoose={(id) => onChange({ ...query, [name]: id === ALL ? undefined : id })}
          testid={name}
        />
      ))}
    </View>
  );
}
