/** 任务: everything about one task in the order a reader needs it; below, the first thing this person may do. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { AllowedAction, TaskDetail } from '../../../../core/contract/task.js';
import { addressOf } from '../../api.js';
import { ActSheet } from '../../components/act-sheet.js';
import { Button } from '../../components/button.js';
import { Empty } from '../../components/empty.js';
import { EvidenceList } from '../../components/evidence-list.js';
import { Reports } from '../../components/reports.js';
import { Said } from '../../components/said.js';
import { Screen } from '../../components/screen.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { TaskFacts, TaskTop } from '../../components/task-facts.js';
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

export default function TaskPage() {
  const id = useRouter().params['id'] ?? '';
  useMe();
  const { task, acting, asked, answer, ask, act, close } = useTask(id);
  const [isMoreOpen, openMore] = useState(false);
  const [main, ...rest] = task.value?.allowed ?? [];
  const tap = (allowed: AllowedAction) => {
    openMore(false);
    if (allowed.kind === 'progress') void Taro.navigateTo({ url: reportPath(id) });
    else ask(allowed);
  };
  const foot =
    main === undefined ? undefined : (
      <>
        {main.missing === null ? null : <View className="task-missing">{main.missing}</View>}
        <View className="task-foot">
          {rest.length === 0 ? null : <Button words="更多" onPress={() => openMore(true)} testid="more" />}
          <View className="task-main">
            <Button
              words={main.words}
              look="main"
              isOff={main.missing !== null}
              busy={acting.isBusy ? '正在提交' : null}
              onPress={() => tap(main)}
              testid={`do-${main.kind}`}
            />
          </View>
        </View>
      </>
    );
  return (
    <Screen title="整改任务" foot={foot}>
      {answer === null ? null : <Said look="done" words={answer.words} testid="answer" />}
      {acting.wrong === null || asked !== null ? null : <Said look="wrong" words={acting.wrong} testid="wrong" />}
      {task.wrong === null ? null : (
        <Said look="care" words={task.wrong} testid="stale">
          <Button words="重试" onPress={task.reload} testid="retry" />
        </Said>
      )}
      {task.value === null ? task.isLoading ? <Empty words="正在打开任务" /> : null : <TaskTop task={task.value} />}
      {task.value === null ? null : <TaskBody task={task.value} />}
      {isMoreOpen ? (
        <Sheet title="更多" onClose={() => openMore(false)}>
          {rest.map((allowed) => (
            <View key={allowed.kind}>
              <Button words={allowed.words} isOff={allowed.missing !== null} onPress={() => tap(allowed)} testid={`do-${allowed.kind}`} />
              {allowed.missing === null ? null : <View className="task-missing">{allowed.missing}</View>}
            </View>
          ))}
        </Sheet>
      ) : null}
      {asked === null ? null : (
        <ActSheet allowed={asked} isBusy={acting.isBusy} wrong={acting.wrong} onAct={(action) => void act(action)} onClose={close} />
      )}
    </Screen>
  );
}
