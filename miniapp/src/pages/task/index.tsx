/** 任务: everything about one task in the order a reader needs it; below, the first thing this person may do. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { AllowedAction, TaskDetail } from '../../../../core/contract/task.js';
import { addressOf } from '../../api.js';
import { Button } from '../../components/button.js';
import { EvidenceList } from '../../components/evidence-list.js';
import { Reports } from '../../components/reports.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { TaskFacts } from '../../components/task-facts.js';
import { TaskScreen } from '../../components/task-screen.js';
import { openEvidence } from '../../hooks/open-evidence.js';
import { useMe } from '../../hooks/use-me.js';
import { useTask } from '../../hooks/use-task.js';
import { reportPath } from '../../paths.js';
import './index.css';

const call = (phone: string): void => void Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined);

function TaskBody({ task }: { readonly task: TaskDetail }) {
  const latest = task.progress.slice(0, 1);
  const earlier = task.progress.slice(1);
  return (
    <>
      <TaskFacts task={task} onCall={call} />
      <Section title="进展">
        {latest.length === 0 ? <View className="task-none">还没有填报进展。</View> : null}
        <Reports reports={latest} addressOf={addressOf} onOpen={openEvidence} />
      </Section>
      {earlier.length === 0 ? null : (
        <Section title={`更早的进展 ${earlier.length}`} isFolded testid="earlier">
          <Reports reports={earlier} addressOf={addressOf} onOpen={openEvidence} />
        </Section>
      )}
      {task.evidenceNeeds.length === 0 ? null : (
        <Section title="佐证材料">
          <EvidenceList needs={task.evidenceNeeds} />
        </Section>
      )}
      <Section title={`反馈问题 ${task.finding.number}`} isFolded testid="finding">
        <View className="task-side">{`${task.roundName} · ${task.finding.category}`}</View>
        <View>{task.finding.text}</View>
        {task.remark === '' ? null : <View className="task-side">{`备注：${task.remark}`}</View>}
      </Section>
      <Section title="来往">
        {task.history.map((line) => (
          <View key={`${line.at}${line.words}`} className="task-history">
            {line.words}
          </View>
        ))}
      </Section>
    </>
  );
}

interface FootProps {
  readonly allowed: readonly AllowedAction[];
  readonly isBusy: boolean;
  readonly onTap: (allowed: AllowedAction) => void;
  readonly onMore: () => void;
}

/** The first thing this person may do; the rest under 更多. */
function ActFoot({ allowed, isBusy, onTap, onMore }: FootProps) {
  const [main, ...rest] = allowed;
  if (main === undefined) return null;
  return (
    <>
      {main.missing === null ? null : <View className="task-missing">{main.missing}</View>}
      <View className="task-foot">
        {rest.length === 0 ? null : <Button words="更多" onPress={onMore} testid="more" />}
        <View className="task-main">
          <Button
            words={main.words}
            look="main"
            isOff={main.missing !== null}
            busy={isBusy ? '正在提交' : null}
            onPress={() => onTap(main)}
            testid={`do-${main.kind}`}
          />
        </View>
      </View>
    </>
  );
}

/** Whoever may do nothing to an open task can still speak to the one it waits for. */
function callFoot(task: TaskDetail | null, myId: string) {
  if (task === null || task.owner === null || (task.status !== 'handedOut' && task.status !== 'inProgress')) return undefined;
  const { id, name, phone } = task.owner;
  return phone === null || id === myId ? undefined : <Button words={`给${name}打电话`} look="main" onPress={() => call(phone)} testid="call-owner" />;
}

export default function TaskPage() {
  const id = useRouter().params['id'] ?? '';
  const me = useMe();
  const desk = useTask(id);
  const [isMoreOpen, openMore] = useState(false);
  const allowed = desk.task.value?.allowed ?? [];
  const tap = (one: AllowedAction) => {
    openMore(false);
    if (one.kind === 'progress') void Taro.navigateTo({ url: reportPath(id) });
    else desk.ask(one);
  };
  const foot =
    allowed.length === 0 ? (
      callFoot(desk.task.value, me?.person.id ?? '')
    ) : (
      <ActFoot allowed={allowed} isBusy={desk.acting.isBusy} onTap={tap} onMore={() => openMore(true)} />
    );
  return (
    <TaskScreen title="整改任务" desk={desk} foot={foot} body={(task) => <TaskBody task={task} />}>
      {isMoreOpen ? (
        <Sheet title="更多" onClose={() => openMore(false)}>
          {allowed.slice(1).map((one) => (
            <View key={one.kind}>
              <Button words={one.words} isOff={one.missing !== null} onPress={() => tap(one)} testid={`do-${one.kind}`} />
              {one.missing === null ? null : <View className="task-missing">{one.missing}</View>}
            </View>
          ))}
        </Sheet>
      ) : null}
    </TaskScreen>
  );
}
