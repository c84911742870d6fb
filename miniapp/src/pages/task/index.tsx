/** 任务: everything about one task in the order a reader needs it; below, the first thing this person may do. */
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { AllowedAction, TaskDetail } from '../../../../core/contract/task-detail.js';
import { addressOf } from '../../api.js';
import { Button } from '../../components/button.js';
import { ClockBox, isClockAct } from '../../components/clock-box.js';
import { EvidenceList } from '../../components/evidence-list.js';
import { lackingWords, type Need } from '../../components/need-words.js';
import { ExtensionBox, isExtensionAct } from '../../components/extension-box.js';
import { isReminderAct, ReminderBox } from '../../components/reminder-box.js';
import { Reports } from '../../components/reports.js';
import { isListingAct, ListingBox } from '../../components/listing-box.js';
import { Targets } from '../../components/targets.js';
import { isMilestoneAct, Milestones } from '../../components/milestones.js';
import { ReviewChain } from '../../components/review-chain.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { TaskFacts } from '../../components/task-facts.js';
import { OriginalSaid } from '../../components/original-said.js';
import { TaskScreen } from '../../components/task-screen.js';
import { openEvidence } from '../../hooks/open-evidence.js';
import { useLinkedAct } from '../../hooks/use-linked-act.js';
import { useMe } from '../../hooks/use-me.js';
import { useOriginal } from '../../hooks/use-original.js';
import { type TaskDesk, useTask } from '../../hooks/use-task.js';
import { reportPath } from '../../paths.js';
import { FindingSection } from './finding.js';
import { ObjectSheet } from './object-sheet.js';
import { TicketSection } from './ticket.js';
import { mainAndRest, taskFoot } from './foot.js';
import { goToTask, NextRed, nextRedAfter } from './next-red.js';
import { TaskFates } from './task-fates.js';
import './index.css';

const call = (phone: string): void => void Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined);

interface BodyProps {
  readonly task: TaskDetail;
  readonly onMarked: () => void;
  /** Those that stand in the sections they are about. */
  readonly allowed: readonly AllowedAction[];
  readonly onTap: (allowed: AllowedAction) => void;
}

/** To the report, for this item of the evidence list. */
const bring = (taskId: string, { words }: Need): void => void Taro.navigateTo({ url: reportPath(taskId, words) });

function Evidence({ task, allowed, onTap }: Omit<BodyProps, 'onMarked'>) {
  const setEvidence = allowed.find(({ kind }) => kind === 'setEvidence') ?? null;
  if (task.evidenceNeeds.length === 0 && setEvidence === null) return null;
  const mayBring = task.allowed.some(({ kind, missing }) => kind === 'progress' && missing === null);
  return (
    <Section title="佐证材料">
      {task.evidenceNeeds.length === 0 ? <View className="task-none">没有规定要交佐证材料。</View> : null}
      <EvidenceList needs={task.evidenceNeeds} onAdd={mayBring ? (need) => bring(task.id, need) : undefined} />
      {setEvidence === null ? null : (
        <View className="task-mark">
          <Button words={setEvidence.words} onPress={() => onTap(setEvidence)} testid="do-setEvidence" />
        </View>
      )}
    </Section>
  );
}

function TaskBody({ task, onMarked, allowed, onTap }: BodyProps) {
  const originals = useOriginal();
  const latest = task.progress.slice(0, 1);
  const earlier = task.progress.slice(1);
  return (
    <>
      {task.ticket === null ? null : <TicketSection taskId={task.id} ticket={task.ticket} onSeen={onMarked} />}
      <TaskFacts task={task} onCall={call} />
      <Section title="进展">
        {latest.length === 0 ? <View className="task-none">还没有填报进展。</View> : null}
        <OriginalSaid originals={originals} />
        <Reports reports={latest} addressOf={addressOf} onOpen={openEvidence} onOriginal={originals.open} />
      </Section>
      {earlier.length === 0 ? null : (
        <Section title={`更早的进展 ${earlier.length}`} isFolded testid="earlier">
          <Reports reports={earlier} addressOf={addressOf} onOpen={openEvidence} onOriginal={originals.open} />
        </Section>
      )}
      {task.review === null ? null : <ReviewChain review={task.review} />}
      <Targets targets={task.targets} allowed={allowed.filter(({ kind }) => kind === 'setTargets')} onTap={onTap} />
      <Milestones milestones={task.milestones} allowed={allowed.filter(isMilestoneAct)} onTap={onTap} />
      <Evidence task={task} allowed={allowed} onTap={onTap} />
      {task.ticket === null ? <FindingSection task={task} onMarked={onMarked} /> : null}
      <Section title="来往">
        {task.history.map((line) => (
          <View key={`${line.at}${line.words}`} className="task-history">
            {line.words}
          </View>
        ))}
      </Section>
      {task.seesFates ? <TaskFates number={task.number} /> : null}
    </>
  );
}

/** Stands in the section or box it is about, and nowhere else; where nothing is listed or proposed there is no box. */
const isPlaced = (one: AllowedAction, hasListing: boolean): boolean =>
  one.kind === 'setEvidence' || one.kind === 'setTargets' || isMilestoneAct(one) || (hasListing && isListingAct(one));

/** Loads again each minute while an emergency clock runs, so that the time left is true; not under an open question. */
function useMinutes(desk: TaskDesk): void {
  const isRunning = desk.task.value !== null && desk.task.value.emergency !== null && desk.asked === null;
  const { reload } = desk.task;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(reload, 60_000);
    return () => clearInterval(timer);
  }, [isRunning, reload]);
}

export default function TaskPage() {
  const { id = '', do: linked } = useRouter().params;
  const me = useMe();
  const desk = useTask(id);
  useLinkedAct(desk, linked);
  const [isMoreOpen, openMore] = useState(false);
  useMinutes(desk);
  const allowed = desk.task.value?.allowed ?? [];
  const clockActs = allowed.filter(isClockAct);
  const timeActs = allowed.filter(isExtensionAct);
  const hasListing = desk.task.value !== null && desk.task.value.listing !== null;
  const others = allowed.filter((one) => !isClockAct(one) && !isExtensionAct(one) && !isReminderAct(one) && !isPlaced(one, hasListing));
  const tap = (one: AllowedAction) => {
    openMore(false);
    if (one.kind === 'progress') void Taro.navigateTo({ url: reportPath(id) });
    else desk.ask(one);
  };
  const task = desk.task.value;
  const next = nextRedAfter(id);
  const { isBusy } = desk.acting;
  const foot =
    task === null
      ? null
      : taskFoot({
          ...{ task, allowed: others, isBusy, myId: me?.person.id ?? '', onTap: tap, onCall: call },
          isSecond: clockActs.some(({ kind }) => kind !== 'endClock') || timeActs.some(({ kind }) => kind === 'grantExtension'),
          onMore: () => openMore(true),
          lacking: lackingWords(task),
        });
  return (
    <TaskScreen
      title={task?.ticket == null ? '整改任务' : '差评工单'}
      desk={desk}
      foot={foot}
      onNext={next === null ? null : () => goToTask(next)}
      first={({ emergency }) => (
        <>
          {desk.answer === null ? null : <NextRed next={next} />}
          {emergency === null ? null : <ClockBox clock={emergency} allowed={clockActs} isBusy={isBusy} onAct={tap} />}
        </>
      )}
      body={(shown) => (
        <>
          {shown.extension === null ? null : <ExtensionBox extension={shown.extension} allowed={timeActs} isBusy={isBusy} onAct={tap} />}
          {shown.listing === null ? null : <ListingBox listing={shown.listing} allowed={allowed.filter(isListingAct)} isBusy={isBusy} onAct={tap} />}
          {shown.reminder === null ? null : (
            <ReminderBox reminder={shown.reminder} allowed={allowed.filter(isReminderAct)} isBusy={isBusy} onAct={tap} />
          )}
          <TaskBody task={shown} onMarked={desk.task.reload} allowed={allowed} onTap={tap} />
          {desk.answer === null ? <NextRed next={next} /> : null}
        </>
      )}
    >
      {desk.asked?.kind === 'object' ? (
        <ObjectSheet taskId={id} isBusy={isBusy} wrong={desk.acting.wrong} onAct={(action) => void desk.act(action)} onClose={desk.close} />
      ) : null}
      {isMoreOpen ? (
        <Sheet title="更多" onClose={() => openMore(false)}>
          {mainAndRest(others).rest.map((one) => (
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
