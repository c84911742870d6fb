/** The request for more time 延期 that waits: until which day, why, by when it is decided, and the acts that end it. */
import { View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { Button } from './button.js';
import './extension-box.css';
import { markup } from './markup.js';
import './task-box.css';

interface Props {
  readonly extension: NonNullable<TaskDetail['extension']>;
  /** Those of the request, in their order. */
  readonly allowed: readonly AllowedAction[];
  readonly isBusy: boolean;
  readonly onAct: (allowed: AllowedAction) => void;
}

const IN_BOX: readonly AllowedAction['kind'][] = ['grantExtension', 'refuseExtension', 'withdrawExtension'];
/** Belongs into the box and stands nowhere else. */
export const isExtensionAct = ({ kind }: AllowedAction): boolean => IN_BOX.includes(kind);

export function ExtensionBox({ extension, allowed, isBusy, onAct }: Props) {
  return (
    <View className="task-box is-yellow" {...markup({ role: 'status', testid: 'extension' })}>
      <View className="extension-box-head">▲ 延期申请中</View>
      <View className="extension-box-day">{`申请延至 ${extension.dayWords}`}</View>
      <View>{`原因：${extension.reason}`}</View>
      <View>{extension.askedWords}</View>
      <View>{`巡察办 ${extension.decideWords}，决定之前完成时限不变。`}</View>
      {allowed.length === 0 ? null : (
        <View className="extension-box-acts">
          {allowed.map((one) => (
            <View key={one.kind} className="extension-box-act">
              <Button
                words={one.words}
                look={one.kind === 'grantExtension' ? 'main' : 'plain'}
                isOff={isBusy}
                onPress={() => onAct(one)}
                testid={`do-${one.kind}`}
              />
            </View>
          ))}
        </View>
      )}
    </View>
  );
}
