/** Reports begun on this phone and not sent: what was written in a corridor without network is not forgotten. */
import type { TaskCard } from '../../../../core/contract/task.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';

interface Props {
  readonly cards: readonly TaskCard[];
  readonly onOpen: (card: TaskCard) => void;
}

export function Unsent({ cards, onOpen }: Props) {
  const [first] = cards;
  if (first === undefined) return null;
  const others = cards.length === 1 ? '' : `（共 ${cards.length} 项）`;
  return (
    <Said look="care" words={`进展写了还没有提交，草稿在这台手机上：${first.measure}${others}`} testid="unsent">
      <Button words="继续填报" onPress={() => onOpen(first)} testid="to-unsent" />
    </Said>
  );
}
