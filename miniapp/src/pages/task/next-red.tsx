/** 下一件: whoever goes through the late tasks of 我的任务 gets from one to the next without going back to the list. */
import Taro from '@tarojs/taro';
import type { MyTasks } from '../../../../core/contract/task.js';
import { Button } from '../../components/button.js';
import { MY_SEEN, taskPath } from '../../paths.js';
import { readSeen } from '../../seen.js';
import { readSession } from '../../session.js';
import { deviceStorage } from '../../storage.js';
import { nextRed } from './next-red-of.js';

/** From the list as it was seen last: it is a way through it, not a second count. */
export function NextRed({ id }: { readonly id: string }) {
  const personId = readSession()?.me.person.id;
  const seen = personId === undefined ? null : readSeen<MyTasks>(deviceStorage, personId, MY_SEEN);
  const next = nextRed(seen?.value.tasks ?? [], id);
  if (next === null) return null;
  const words = next.left === 1 ? '下一件逾期的（最后 1 件）' : `下一件逾期的（还有 ${next.left} 件）`;
  return <Button words={words} onPress={() => void Taro.redirectTo({ url: taskPath(next.id) })} testid="next-red" />;
}
