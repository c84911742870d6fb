/** The foot of a task: the first thing this person may do, the rest under 更多; who may do nothing calls the owner. */
import { View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../../core/contract/task-detail.js';
import { Button } from '../../components/button.js';

interface Props {
  readonly task: TaskDetail;
  /** In their order; those of a running clock stand in its box and not here. */
  readonly allowed: readonly AllowedAction[];
  /** Whether the page's main button stands elsewhere. */
  readonly isSecond: boolean;
  /** What keeps it from 申请验收; null: nothing. */
  readonly lacking: string | null;
  readonly isBusy: boolean;
  readonly myId: string;
  readonly onTap: (allowed: AllowedAction) => void;
  readonly onMore: () => void;
  readonly onCall: (phone: string) => void;
}

/** The heavy ones are never the first thing to do: they stand under 更多. */
const NEVER_FIRST: readonly AllowedAction['kind'][] = ['startClock', 'list', 'proposeListing'];

export function mainAndRest(allowed: readonly AllowedAction[]): { readonly main: AllowedAction | null; readonly rest: readonly AllowedAction[] } {
  const main = allowed.find(({ kind }) => !NEVER_FIRST.includes(kind)) ?? null;
  return { main, rest: allowed.filter((one) => one !== main) };
}

/** Whoever may do nothing to an open task can still speak to the one it waits for. */
function ownerToCall({ owner, status }: TaskDetail, myId: string): { readonly name: string; readonly phone: string } | null {
  if (owner === null || owner.phone === null || owner.id === myId) return null;
  return status === 'handedOut' || status === 'inProgress' ? { name: owner.name, phone: owner.phone } : null;
}

function MainButton({
  main,
  task,
  isSecond,
  isBusy,
  myId,
  onTap,
  onCall,
}: Omit<Props, 'allowed' | 'onMore' | 'lacking'> & { readonly main: AllowedAction | null }) {
  const look = isSecond ? 'plain' : 'main';
  const owner = ownerToCall(task, myId);
  if (main !== null) {
    const { kind, words, missing } = main;
    return (
      <Button
        words={words}
        look={look}
        isOff={missing !== null}
        busy={isBusy ? '正在提交' : null}
        onPress={() => onTap(main)}
        testid={`do-${kind}`}
      />
    );
  }
  return owner === null ? null : <Button words={`给${owner.name}打电话`} look={look} onPress={() => onCall(owner.phone)} testid="call-owner" />;
}

/** Null where there is nothing to show, so that the page keeps no empty bar. */
export function taskFoot(props: Props) {
  const { main, rest } = mainAndRest(props.allowed);
  const hasMain = main !== null || ownerToCall(props.task, props.myId) !== null;
  if (!hasMain && rest.length === 0) return null;
  // One thing alone needs no list; it stays a plain button.
  const [only = null] = rest;
  const isAlone = !hasMain && rest.length === 1;
  return (
    <>
      {props.lacking === null ? null : (
        <View className="task-missing" {...{ role: 'status', 'data-testid': 'evidence-lacking' }}>
          {props.lacking}
        </View>
      )}
      {main === null || main.missing === null ? null : <View className="task-missing">{main.missing}</View>}
      <View className="task-foot">
        {rest.length === 0 || isAlone ? null : <Button words="更多" onPress={props.onMore} testid="more" />}
        <View className="task-main">
          <MainButton {...props} main={isAlone ? only : main} isSecond={isAlone || props.isSecond} />
        </View>
      </View>
    </>
  );
}
