/** 下一件: whoever goes through the late tasks of 我的任务 gets from one to the next without going back to the list, by a button or a sweep. */
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Button } from '../../components/button.js';
import { lastSeenMine } from '../../hooks/use-me.js';
import { taskPath } from '../../paths.js';
import { type Next, nextRed } from './next-red-of.js';

/** From the list as it was seen last: it is a way through it, not a second count. */
export const nextRedAfter = (id: string): Next | null => nextRed(lastSeenMine()?.tasks ?? [], id);

export const goToTask = ({ id }: Next): void => void Taro.redirectTo({ url: taskPath(id) });

export function NextRed({ next }: { readonly next: Next | null }) {
  if (next === null) return null;
  const words = next.left === 1 ? '下一件逾期的（最后 1 件）' : `下一件逾期的（还有 ${next.left} 件）`;
  return (
    <View className="task-next">
      <Button words={words} onPress={() => goToTask(next)} testid="next-red" />
    </View>
  );
}
