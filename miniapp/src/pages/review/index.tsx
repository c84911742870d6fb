/** 审核: what was asked beside what was done, what is missing named first; then straight to the next. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { AllowedAction, TaskDetail } from '../../../../core/contract/task-detail.js';
import { addressOf } from '../../api.js';
import { Button } from '../../components/button.js';
import { EvidenceList } from '../../components/evidence-list.js';
import { isMissing, wantedWords } from '../../components/need-words.js';
import { OriginalSaid } from '../../components/original-said.js';
import { Reports } from '../../components/reports.js';
import { ReviewChain } from '../../components/review-chain.js';
import { Targets } from '../../components/targets.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { OriginalDue } from '../../components/task-facts.js';
import { TaskScreen } from '../../components/task-screen.js';
import { openEvidence } from '../../hooks/open-evidence.js';
import { lastSeenMine, useMe } from '../../hooks/use-me.js';
import { useOriginal } from '../../hooks/use-original.js';
import { useTask } from '../../hooks/use-task.js';
import { MY, reviewPath, taskPath } from '../../paths.js';
import { nextIn } from '../task/next-red-of.js';
import { Pairs } from './pairs.js';
import { PhotoFacts } from './photo-facts.js';
import './index.css';

const home = (): void => void Taro.reLaunch({ url: MY });

function doubts(task: TaskDetail): readonly string[] {
  return [
    ...task.evidenceNeeds.filter(isMissing).map((need) => `还缺 ${need.need - need.have} 份${wantedWords(need)}`),
    ...task.targets
      .filter(({ standing }) => standing !== 'reached' && standing !== 'exceeded')
      .map(({ name, standingWords }) => `${name}${standingWords}`),
    ...(task.progress.length === 0 ? ['没有填报过进展'] : []),
  ];
}

/** After a return all that is new since; else the last report alone. */
function newAndEarlier({ progress, returnWords }: TaskDetail) {
  const isAgain = returnWords !== null;
  const shown = isAgain ? progress.filter((report) => report.isNew) : progress.slice(0, 1);
  return { isAgain, shown, earlier: progress.filter((report) => !shown.includes(report)) };
}

/** Earlier reports stand below: that nothing came since is not that nothing ever came. */
const nothingWords = ({ progress }: TaskDetail, isAgain: boolean): string =>
  isAgain && progress.length > 0 ? '上次退回或重新整改以后，还没有新的进展。此前的进展在下面。' : '没有填报过进展。';

function AskedAndDone({ task }: { readonly task: TaskDetail }) {
  const originals = useOriginal();
  const found = doubts(task);
  const { shown, earlier, isAgain } = newAndEarlier(task);
  return (
    <>
      {found.length === 0 ? null : <Said look="care" words={`请先留意：${found.join('；')}。`} testid="doubts" />}
      <View className="review-sides">
        <Section title="要做到">
          <View className="review-measure">{task.measure}</View>
          <View className="review-side">{task.acceptance === '' ? '台账没有写明验收标准。' : `验收标准：${task.acceptance}`}</View>
          <View className="review-side">{`${task.unitName} · ${task.due.words}`}</View>
          <OriginalDue due={task.due} />
        </Section>
        <Section title={isAgain ? '这次新补充的' : '做到了'}>
          <OriginalSaid originals={originals} />
          {shown.length === 0 ? (
            <View>{nothingWords(task, isAgain)}</View>
          ) : (
            <Reports reports={shown} addressOf={addressOf} onOpen={openEvidence} onOriginal={originals.open} />
          )}
        </Section>
      </View>
      <Targets targets={task.targets} allowed={[]} onTap={() => undefined} />
      {task.review === null ? null : <ReviewChain review={task.review} />}
      <Pairs task={task} />
      <PhotoFacts taskId={task.id} />
      {earlier.length === 0 ? null : (
        <Section title={`${isAgain ? '此前' : '更早'}的进展 ${earlier.length}`} isFolded testid="earlier">
          <Reports reports={earlier} addressOf={addressOf} onOpen={openEvidence} onOriginal={originals.open} />
        </Section>
      )}
      {task.evidenceNeeds.length === 0 ? null : (
        <Section title="佐证材料">
          <EvidenceList needs={task.evidenceNeeds} />
        </Section>
      )}
      <Section title="来往" isFolded testid="history">
        {task.history.map((line) => (
          <View key={`${line.at}${line.words}`} className="review-side">
            {line.words}
          </View>
        ))}
      </Section>
      <Button words="看完整任务" look="quiet" onPress={() => void Taro.navigateTo({ url: taskPath(task.id) })} testid="whole-task" />
    </>
  );
}

export default function ReviewPage() {
  const id = useRouter().params['id'] ?? '';
  useMe();
  const desk = useTask(id);
  const { task, answer, ask } = desk;
  const reviewing = (task.value?.allowed ?? []).filter(({ kind }) => kind === 'pass' || kind === 'return');
  const consult = (task.value?.allowed ?? []).find(({ kind }) => kind === 'consult');
  // Before a decision the list as it was seen last leads on, after it what the service answers.
  const next = answer === null ? nextIn(lastSeenMine()?.review ?? [], id) : answer.next;
  const goOn = next === null ? null : () => void Taro.redirectTo({ url: reviewPath(next.id) });
  const button = (allowed: AllowedAction) => (
    <View key={allowed.kind} className="review-button">
      <Button
        words={allowed.words}
        look={allowed.kind === 'pass' ? 'main' : 'plain'}
        isOff={allowed.missing !== null}
        onPress={() => ask(allowed)}
        testid={`do-${allowed.kind}`}
      />
      {allowed.missing === null ? null : <View className="review-side">{allowed.missing}</View>}
    </View>
  );
  const after = (
    <>
      {next === null || goOn === null ? null : <Button words={`看下一项（还有 ${next.left} 项）`} look="main" onPress={goOn} testid="next-review" />}
      <Button words="返回我的任务" look={next === null ? 'main' : 'plain'} onPress={home} testid="home" />
    </>
  );
  const foot = answer !== null ? after : reviewing.length === 0 ? undefined : <View className="review-buttons">{reviewing.map(button)}</View>;
  const body = (shown: TaskDetail) => (
    <>
      {reviewing.length > 0 || answer !== null ? null : (
        <Said look="note" words="这项任务现在不需要您审核。">
          <Button words="返回我的任务" onPress={home} />
        </Said>
      )}
      <AskedAndDone task={shown} />
      {consult === undefined || desk.soon.waiting !== null ? null : (
        <>
          <Button words={consult.words} isOff={consult.missing !== null} onPress={() => ask(consult)} testid="do-consult" />
          {consult.missing === null ? null : <View className="review-side">{consult.missing}</View>}
        </>
      )}
      {answer !== null || next === null || goOn === null ? null : (
        <Button words={`先看下一项（还有 ${next.left} 项）`} onPress={goOn} testid="next-review" />
      )}
    </>
  );
  return <TaskScreen title="审核" desk={desk} foot={foot} body={body} onNext={goOn} />;
}
