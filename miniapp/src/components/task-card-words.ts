/** The second line of a task's card, part by part; what separates them is drawn. Needs no Taro. */
import type { TaskCard } from '../../../core/contract/task.js';

type Named = Pick<TaskCard, 'number' | 'findingNumber' | 'unitName' | 'ownerName' | 'due'>;

/** `12月20日（周日）前` is `12月20日` in a list; the days left stand above it already. */
const shortDue = (words: string): string => words.replace(/（周.）前?$/, '');

function ownerOf({ ownerName }: Named, reader: string | undefined): string {
  if (ownerName === null) return '未配置责任人';
  return ownerName === reader ? '' : ownerName;
}

/** `T31`, `问题 1`, unit, owner unless the reader is, due day; once it was moved, the one first given too. */
export function cardParts(card: Named, reader: string | undefined): readonly string[] {
  const { words, originalWords } = card.due;
  const first = originalWords === null ? '' : `原定 ${shortDue(originalWords)}`;
  const parts = [`T${card.number}`, `问题 ${card.findingNumber}`, card.unitName, ownerOf(card, reader), shortDue(words), first];
  return parts.filter((words) => words !== '');
}
