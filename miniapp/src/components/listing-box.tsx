/** 挂牌督办: that the task is listed or proposed to be, why, and the acts of whoever decides. */
import { View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { Button } from './button.js';
import { markup } from './markup.js';
import './task-box.css';

interface Props {
  readonly listing: NonNullable<TaskDetail['listing']>;
  /** Those about it, in their order. */
  readonly allowed: readonly AllowedAction[];
  readonly isBusy: boolean;
  readonly onAct: (allowed: AllowedAction) => void;
}

const IN_BOX: readonly AllowedAction['kind'][] = ['list', 'declineListing', 'unlist'];
/** Belongs into the box; where nothing is listed or proposed, 挂牌督办 stands under 更多. */
export const isListingAct = ({ kind }: AllowedAction): boolean => IN_BOX.includes(kind);

export function ListingBox({ listing, allowed, isBusy, onAct }: Props) {
  const acts = (
    <View className="task-box-acts">
      {allowed.map((one) => (
        <Button key={one.kind} words={one.words} isOff={isBusy || one.missing !== null} onPress={() => onAct(one)} testid={`do-${one.kind}`} />
      ))}
    </View>
  );
  return (
    <View className="task-box is-red" {...markup({ role: 'status', testid: 'listing' })}>
      <View className="task-box-head">{listing.isListed ? '■ 挂牌督办' : '▲ 建议挂牌督办'}</View>
      <View>{listing.words}</View>
      {listing.isListed ? <View>每次提醒同步领导小组，督办周报点名。</View> : null}
      {allowed.length === 0 ? null : acts}
    </View>
  );
}
