/** 阶段节点: what is to be so by which day, how each stands, and the acts of whoever reviews. */
import { Text, View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { Button } from './button.js';
import './milestones.css';
import { Section } from './section.js';

interface Props {
  readonly milestones: TaskDetail['milestones'];
  /** Those about milestones. */
  readonly allowed: readonly AllowedAction[];
  readonly onTap: (allowed: AllowedAction) => void;
}

type State = TaskDetail['milestones'][number]['state'];

const KINDS: readonly AllowedAction['kind'][] = ['acceptMilestone', 'returnMilestone', 'setMilestones'];
/** Belongs into the section and stands nowhere else. */
export const isMilestoneAct = ({ kind }: AllowedAction): boolean => KINDS.includes(kind);

/** Shape beside the colour. */
const MARKS: Readonly<Record<State, string>> = { late: '■', near: '▲', open: '○', waiting: '▶', accepted: '✓' };

export function Milestones({ milestones, allowed, onTap }: Props) {
  if (milestones.length === 0 && allowed.length === 0) return null;
  return (
    <Section title="阶段节点">
      {milestones.length === 0 ? <View className="milestone-side">没有设阶段节点。</View> : null}
      {milestones.map(({ name, acceptance, dayWords, state, stateWords }) => (
        <View key={name} className={`milestone is-${state}`} {...{ 'data-testid': 'milestone' }}>
          <View className="milestone-words">
            <Text>{`${MARKS[state]} ${name}`}</Text>
            <Text className="milestone-state">{stateWords}</Text>
          </View>
          <View className="milestone-side">{acceptance === '' ? dayWords : `${dayWords} · ${acceptance}`}</View>
        </View>
      ))}
      {allowed.length === 0 ? null : (
        <View className="milestone-acts">
          {allowed.map((one) => (
            <Button key={one.kind} words={one.words} isOff={one.missing !== null} onPress={() => onTap(one)} testid={`do-${one.kind}`} />
          ))}
        </View>
      )}
    </Section>
  );
}
